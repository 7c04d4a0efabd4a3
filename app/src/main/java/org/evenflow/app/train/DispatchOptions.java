package org.evenflow.app.train;

import org.evenflow.experiment.training.DispatchTerms;
import picocli.CommandLine.Option;

/** Options of {@code evenflow train} for economic dispatch. */
final class DispatchOptions {
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
    DispatchTerms terms() {
        return new DispatchTerms(variant, ownRegion, waves);
    }
}
