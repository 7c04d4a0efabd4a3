package org.evenflow.app.train;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.evenflow.data.scenario.EconomicStudy;
import org.evenflow.learn.economic.DispatchDesign;
import org.evenflow.model.ChargerGroups.Variant;
import org.evenflow.model.InputException;
import picocli.CommandLine.Option;

/** Options of {@code evenflow train} for economic dispatch. */
final class DispatchOptions {
    private static final int MOST_WAVES = 12;

    @Option(
            names = "--variant",
            paramLabel = "VARIANT",
            defaultValue = "convex",
            description =
                    "Of economic dispatch: convex or non_convex, each also with _without_rule;"
                            + " default: ${DEFAULT-VALUE}.")
    private String variant = "";

    @Option(
            names = "--own-region",
            description = "Of economic dispatch: groups see the total and their own region alone.")
    private boolean ownRegion;

    @Option(
            names = "--waves",
            paramLabel = "N",
            defaultValue = "5",
            description =
                    "Of economic dispatch: frequencies at which totals are shown besides; default:"
                            + " ${DEFAULT-VALUE}.")
    private int waves;

    /** How groups of a study learn. */
    DispatchDesign design(EconomicStudy study, int levels) {
        if (waves < 0 || waves > MOST_WAVES) {
            throw new InputException("--waves must be 0 to " + MOST_WAVES + ", is " + waves);
        }
        for (Variant one : Variant.values()) {
            if (one.label().equals(variant)) {
                return new DispatchDesign(
                        study.world(), study.ranges(), one, levels, !ownRegion, waves);
            }
        }
        throw InputException.unknown(
                "variant",
                variant,
                Arrays.stream(Variant.values()).map(Variant::label).collect(Collectors.toList()));
    }
}
