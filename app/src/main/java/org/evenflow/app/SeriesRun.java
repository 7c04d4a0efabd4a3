package org.evenflow.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.evenflow.data.scenario.WeekProfiles;
import org.evenflow.experiment.Flows;
import org.evenflow.experiment.flow.FlowSeries;
import org.evenflow.model.Feeder;
import org.evenflow.model.InputException;
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
        FlowSeries.Totals totals;
        if (csv == null) {
            totals = series.run(steps, stepMin, Writer.nullWriter());
        } else {
            totals = toFile(series, steps, csv);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        out.print(json ? json(totals, series, seconds) : text(totals, series, seconds));
        out.flush();
        return totals.failures() == 0 ? 0 : 1;
    }

    private FlowSeries.Totals toFile(FlowSeries series, int steps, Path file) throws IOException {
        Path part = file.resolveSibling("." + file.getFileName() + ".part");
        FlowSeries.Totals totals;
        try {
            try (var writer = Files.newBufferedWriter(part)) {
                totals = series.run(steps, stepMin, writer);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            throw new InputException("--csv: file " + file + " cannot be written: " + e, e);
        } finally {
            Files.deleteIfExists(part);
        }
        return totals;
    }

    private String text(FlowSeries.Totals totals, FlowSeries series, double seconds) {
        var page = new StringBuilder();
        line(
                page,
                "%s: %d days in %d steps of %s min, %.1f s",
                feeder.id(),
                days,
                totals.steps(),
                stepMin,
                seconds);
        if (totals.failures() > 0) {
            line(page, "steps without a solution: %d", totals.failures());
        }
        line(page, "from the source %14.1f kWh", totals.sourceKwh());
        line(page, "losses          %14.1f kWh", totals.lossKwh());
        line(page, "lowest voltage  %14.5f pu  %s", totals.lowest().pu(), at(totals.lowest()));
        line(page, "highest voltage %14.5f pu  %s", totals.highest().pu(), at(totals.highest()));
        line(page, "outside limits  %14.1f h", totals.hoursOutside());
        line(page, "line loading    %14.1f %%", 100 * totals.lineLoading());
        line(page, "transformers    %14.1f %%", 100 * totals.transformerLoading());
        line(page, "unbalance       %14.2f %%", 100 * totals.unbalance());
        for (int i = 0; i < totals.tapSteps().size(); i++) {
            String id = feeder.branches().get(series.regulators()[i]).id();
            line(page, "tap steps       %14d     %s", totals.tapSteps().get(i), id);
        }
        return page.toString();
    }

    private String at(FlowSeries.Extreme extreme) {
        return extreme.node() + ", " + FlowSeries.when(extreme.step(), stepMin);
    }

    private static void line(StringBuilder page, String format, Object... values) {
        page.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }

    private String json(FlowSeries.Totals totals, FlowSeries series, double seconds)
            throws IOException {
        var mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("feeder", feeder.id())
                .put("days", days)
                .put("step_min", stepMin)
                .put("steps", totals.steps())
                .put("failures", totals.failures())
                .put("seconds", seconds)
                .put("source_kwh", totals.sourceKwh())
                .put("loss_kwh", totals.lossKwh())
                .put("hours_outside_limits", totals.hoursOutside())
                .put("line_loading", totals.lineLoading())
                .put("transformer_loading", totals.transformerLoading())
                .put("unbalance", totals.unbalance());
        put(root.putObject("lowest"), totals.lowest());
        put(root.putObject("highest"), totals.highest());
        var taps = root.putObject("tap_steps");
        for (int i = 0; i < totals.tapSteps().size(); i++) {
            String id = feeder.branches().get(series.regulators()[i]).id();
            taps.put(id, totals.tapSteps().get(i));
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root)
                + System.lineSeparator();
    }

    private static void put(ObjectNode node, FlowSeries.Extreme extreme) {
        node.put("v_pu", extreme.pu()).put("node", extreme.node()).put("step", extreme.step());
    }
}
