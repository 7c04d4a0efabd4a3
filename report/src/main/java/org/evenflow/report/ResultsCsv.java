package org.evenflow.report;

import java.util.List;
import org.evenflow.model.Site;

/**
 * The long form of all runs: {@code scenario,controller,seed,indicator,value,unit}, shortest
 * decimals that read back to the same double, empty for a value that is not defined. Where there
 * are several sites, {@code site} follows, which is {@value Site#ALL} in the lines of all together.
 */
final class ResultsCsv {
    private static final String HEAD = "scenario,controller,seed,indicator,value,unit";

    private ResultsCsv() {}

    static String text(StudyResult study, Summary summary) {
        boolean hasSites = !study.sites().isEmpty();
        var csv = new StringBuilder(head(hasSites)).append('\n');
        for (int run = 0; run < study.runs().size(); run++) {
            String controller = study.runs().get(run).controller();
            append(csv, study, run, controller, summary.indicators(), hasSites, "");
        }
        return csv.toString();
    }

    static String head(boolean hasSites) {
        return hasSites ? HEAD + ",site" : HEAD;
    }

    /**
     * The lines of a run.
     *
     * @param position of the run in the study
     * @param controller as it is to be called
     * @param hasSites whether lines say of which site they are
     * @param more columns, each with its comma before it
     */
    static void append(
            StringBuilder csv,
            StudyResult study,
            int position,
            String controller,
            List<Kpi> indicators,
            boolean hasSites,
            String more) {
        String all = hasSites ? "," + Site.ALL : "";
        append(csv, study, study.runs().get(position), controller, indicators, all + more);
        for (StudyResult.AtSite site : study.sites()) {
            String name = "," + Csv.cell(site.site());
            append(csv, study, site.runs().get(position), controller, indicators, name + more);
        }
    }

    private static void append(
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
