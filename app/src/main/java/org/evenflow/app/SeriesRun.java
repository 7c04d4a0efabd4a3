package org.evenflow.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.evenflow.data.scenario.WeekProfiles;
import org.evenflow.experiment.Flows;
import org.evenflow.experiment.flow.FlowSeries;
import org.evenflow.model.Feeder;
import org.evenflow.model.InputException;
import org.evenflow.report.flow.SeriesPage;
import org.jspecify.annotations.Nullable;

/** Days of load on a feeder, as {@code powerflow --days} runs and prints them. */
record SeriesRun(
        Feeder feeder,
        double scale,
        boolean isFixed,
        int days,
        double stepMin,
        String profile,
        @Nullable Path csv) {
    private static final double TOLERANCE_PU = 1e-8;

    SeriesRun {
        if (days < 1 || days > 3660) {
            throw new InputException("--days must be between 1 and 3660, is " + days);
        }
        if (!(stepMin >= 1 && stepMin <= 1440)) {
            throw new InputException("--step-min must be between 1 and 1440, is " + stepMin);
        }
        if (!WeekProfiles.names().contains(profile)) {
            throw new InputException(
                    "--profile must be one of " + WeekProfiles.names() + ", is " + profile);
        }
        if (csv != null && Files.exists(csv)) {
            throw new InputException("--csv: file " + csv + " exists; give another name");
        }
    }

    /** Runs and prints; the exit status. */
    int call(PrintWriter out, boolean json) throws IOException {
        var flow = Flows.of(feeder, TOLERANCE_PU, !isFixed);
        var series = new FlowSeries(feeder, flow, WeekProfiles.of(profile), scale);
        int steps = (int) Math.round(days * 1440 / stepMin);
        long begin = System.nanoTime();
        var totals =
                csv == null
                        ? series.run(steps, stepMin, Writer.nullWriter())
                        : series.run(steps, stepMin, csv);
        double seconds = (System.nanoTime() - begin) / 1e9;
        var page = new SeriesPage(feeder.id(), days, stepMin, totals, seconds);
        out.print(json ? page.json() : page.text());
        out.flush();
        return totals.failures() == 0 ? 0 : 1;
    }
}
