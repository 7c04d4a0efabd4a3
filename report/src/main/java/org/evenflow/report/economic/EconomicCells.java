package org.evenflow.report.economic;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.evenflow.numeric.statistics.Interval;
import org.evenflow.report.Html;
import org.evenflow.report.Numbers;

/** Tables of a page on economic dispatch and what stands in their cells. */
final class EconomicCells {
    static final String NONE = "–";

    private EconomicCells() {}

    /** A table whose first cell of each row is its name. */
    static String table(String caption, List<String> heads, Stream<List<String>> rows) {
        String head =
                heads.stream()
                        .map(h -> "<th scope=\"col\">" + Html.escape(h) + "</th>")
                        .collect(Collectors.joining());
        String body =
                rows.map(
                                cells ->
                                        "<tr><th scope=\"row\">"
                                                + Html.escape(cells.getFirst())
                                                + "</th>"
                                                + cells.stream()
                                                        .skip(1)
                                                        .map(c -> "<td>" + Html.escape(c) + "</td>")
                                                        .collect(Collectors.joining())
                                                + "</tr>")
                        .collect(Collectors.joining("\n"));
        return """
        <div class="scroll" tabindex="0"><table class="plain">
        <caption>%s</caption>
        <thead><tr>%s</tr></thead>
        <tbody>
        %s
        </tbody></table></div>\
        """
                .formatted(Html.escape(caption), head, body);
    }

    static String words(String id) {
        return id.replace('_', ' ');
    }

    static String percent(double value) {
        return Double.isNaN(value) ? NONE : EconomicWriter.percent(value);
    }

    static String within(Interval gap) {
        boolean isPoint = Double.isNaN(gap.low()) || gap.high() - gap.low() < 1e-9;
        return isPoint
                ? percent(gap.estimate())
                : "%s (%s to %s)"
                        .formatted(
                                percent(gap.estimate()), percent(gap.low()), percent(gap.high()));
    }

    static String money(double value) {
        return Double.isNaN(value) ? NONE : Numbers.text(value, 2);
    }
}
