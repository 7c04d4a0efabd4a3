package org.evenflow.report;

import java.util.Map;

/**
 * The long form of all runs: {@code scenario,controller,seed,indicator,value,unit}, shortest
 * decimals that read back to the same double, empty for a value that is not defined.
 */
final class ResultsCsv {
    private ResultsCsv() {}

    static String text(StudyResult study, Summary summary) {
        var csv = new StringBuilder("scenario,controller,seed,indicator,value,unit\n");
        for (StudyResult.Run run : study.runs()) {
            String head =
                    Csv.cell(study.scenario())
                            + ','
                            + Csv.cell(run.controller())
                            + ','
                            + run.seed();
            for (Kpi kpi : summary.indicators()) {
                append(csv, head, kpi, run.values(), study.currency());
            }
        }
        return csv.toString();
    }

    private static void append(
            StringBuilder csv, String head, Kpi kpi, Map<String, Double> values, String currency) {
        Double value = values.get(kpi.id());
        if (value == null) {
            return;
        }
        csv.append(head).append(',').append(Csv.cell(kpi.id())).append(',');
        csv.append(value.isNaN() ? "" : value.toString());
        csv.append(',').append(Csv.cell(kpi.unitIn(currency))).append('\n');
    }
}
