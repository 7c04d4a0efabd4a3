package org.evenflow.app.study;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.ServiceLoader;
import org.evenflow.control.EconomicCase;
import org.evenflow.control.EconomicMethodProvider;
import org.evenflow.control.EconomicPlan;
import org.evenflow.data.scenario.EconomicStudy;
import org.evenflow.model.ChargerGroups.Variant;

/** Plays a study of economic dispatch. */
final class EconomicRunner {
    private final EconomicStudy study;

    EconomicRunner(EconomicStudy study) {
        this.study = study;
    }

    void run(PrintWriter out) {
        var state = java.util.Objects.requireNonNull(study.published());
        for (EconomicMethodProvider provider : ServiceLoader.load(EconomicMethodProvider.class)) {
            for (String id : provider.ids()) {
                for (Variant variant : Variant.values()) {
                    var given = new EconomicCase(study.world(), state, variant);
                    var plan = new EconomicPlan(given.groups());
                    provider.create(id, study.world()).decide(given, 1, plan);
                    out.printf(
                            Locale.ROOT,
                            "%-24s %-24s %10.2f  %b %d messages%n",
                            id,
                            variant.label(),
                            given.cost(plan),
                            given.isFeasible(plan),
                            plan.messages);
                }
            }
        }
    }
}
