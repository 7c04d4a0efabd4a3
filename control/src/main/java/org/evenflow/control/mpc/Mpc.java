package org.evenflow.control.mpc;

import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.Observation;
import org.evenflow.control.Settings;
import org.evenflow.forecast.Forecaster;
import org.jspecify.annotations.Nullable;

/**
 * Model-predictive control, algorithm 3 of the urban-feeder study: at each step the plan of least
 * cost over a receding horizon, of which the first step is applied. Ten blocks of growing length
 * reach the last declared departure; the paper's ten equal steps are a variant. Drivers are
 * expected to leave as they declared, some of them earlier. Where the program has no answer in
 * time, a safe rule decides.
 */
final class Mpc implements Controller {
    private final String id;
    private final @Nullable Forecaster forecaster;
    private final Settings settings;
    private final SafeRule safe = new SafeRule();
    private @Nullable RecedingPlan plan;

    /**
     * A controller.
     *
     * @param forecaster of base load and plants; null to look into the future
     */
    Mpc(String id, @Nullable Forecaster forecaster, Settings settings) {
        this.id = id;
        this.forecaster = forecaster;
        this.settings = settings;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public boolean isClairvoyant() {
        return forecaster == null;
    }

    @Override
    public void reset() {
        if (plan != null) {
            plan.close();
            plan = null;
        }
    }

    @Override
    public void decide(Observation observation, Action action) {
        if (observation.limits().pluggedInCount == 0) {
            return;
        }
        var known = plan;
        if (known == null) {
            known = new RecedingPlan(observation, forecaster, settings);
            plan = known;
        }
        known.fill(observation);
        if (known.solve(settings.get("deadline_s"))) {
            known.apply(observation, action);
        } else {
            safe.decide(observation, action);
        }
    }
}
