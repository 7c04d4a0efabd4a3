package org.evenflow.report;

import java.util.List;

/**
 * The long form of all runs: {@code scenario,controller,seed,indicator,value,unit}, shortest
 * decimals that read back to the same double, empty for a value that is not defined.
 */
final class ResultsCsv {
    static final String HEAD = "scenario,controller,seed,indicator,value,unit";

    private ResultsCsv() {}

    static String text(StudyResult study, Summary summary) {
        var csv = new StringBuilder(HEAD).append('\n');
        for (StudyResult.Run run : study.runs()) {
            append(csv, study, run, run.controller(), summary.indicators(), "");
        }
        return csv.toString();
    }

    /**
     * The lines of a run.
     *
     * @param controller as it is to be called
     * @param more columns, each with its comma before it
     */
    static void append(
            StringBuilder csv,
            StudyResult study,
            StudyResult.Run run,
            String controller,
            List<Kpi> indicators,
            String more) {
        String head = Csv.cell(study.scenario()) + ',' + Csv.cell(controller) + ',' + run.seed();
        for (Kpi kpi : indicators) {
            Double value = run.values().get(kpi.id());
            if (value != null) {
                csv.append(head).append(',').append(Csv.cell(kpi.id())).append(',');
                csv.append(value.isNaN() ? "" : value.toString());
                csv.append(',').append(Csv.cell(kpi.unitIn(study.currency())));
                csv.append(more).append('\n');
            }
        }
    }
}
