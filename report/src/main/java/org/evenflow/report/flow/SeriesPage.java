package org.evenflow.report.flow;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Locale;

/**
 * Days of load on a feeder as text for people and JSON for machines.
 *
 * @param feeder id
 * @param days how many
 * @param stepMin length of a step, minutes
 * @param totals what they amount to
 * @param seconds how long it took to solve them
 */
public record SeriesPage(
        String feeder, int days, double stepMin, SeriesTotals totals, double seconds) {

    /** For people. */
    public String text() {
        var page = new StringBuilder();
        line(
                page,
                "%s: %d days in %d steps of %s min, %.1f s",
                feeder,
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
        totals.tapSteps()
                .forEach((id, count) -> line(page, "tap steps       %14d     %s", count, id));
        return page.toString();
    }

    private String at(SeriesTotals.Extreme extreme) {
        return extreme.node() + ", " + when(extreme.step());
    }

    private static void line(StringBuilder page, String format, Object... values) {
        page.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }

    /** For machines. */
    public String json() throws IOException {
        var mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("feeder", feeder)
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
        totals.tapSteps().forEach(taps::put);
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root)
                + System.lineSeparator();
    }

    private static void put(ObjectNode node, SeriesTotals.Extreme extreme) {
        node.put("v_pu", extreme.pu()).put("node", extreme.node()).put("step", extreme.step());
    }

    /** Day of the run and hour of a step, as people write it. */
    private String when(int step) {
        long minute = Math.round(step * stepMin);
        long day = minute / 1440;
        return String.format(
                Locale.ROOT, "day %d, %02d:%02d", day + 1, minute / 60 % 24, minute % 60);
    }
}
