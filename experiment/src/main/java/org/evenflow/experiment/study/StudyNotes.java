package org.evenflow.experiment.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.evenflow.data.scenario.Study;
import org.evenflow.experiment.Figures;
import org.evenflow.experiment.Result;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.SessionSource;
import org.evenflow.report.StudyResult;

/** What a reader must know of a study's runs. */
final class StudyNotes {
    private static final String FAILURES = "power_flow_failures";
    private static final String FALLBACKS = "fallback_share";

    private final Study study;
    private final Scenario scenario;
    private final List<String> played;

    /**
     * Notes on a study.
     *
     * @param played ids of the controllers, in the order of reports
     */
    StudyNotes(Study study, List<String> played) {
        this.study = study;
        scenario = study.scenario();
        this.played = played;
    }

    /** All notes on the runs of controllers. */
    List<String> of(List<StudyResult.Run> runs, List<Result<Figures>> results) {
        var notes = new ArrayList<>(scenario.notes());
        addDerived(notes);
        addRepeatedDays(notes);
        addTrouble(runs, notes);
        addFallbacks(runs, notes);
        addRemarks(results, notes);
        return notes;
    }

    /** What controllers complain of, each complaint once. */
    private static void addRemarks(List<Result<Figures>> results, List<String> notes) {
        var remarks = new TreeSet<String>();
        results.stream()
                .filter(result -> !References.isRelaxation(result.task()))
                .forEach(
                        result ->
                                result.value().remarks().stream()
                                        .map(text -> result.task().subject() + ": " + text)
                                        .forEach(remarks::add));
        notes.addAll(remarks);
    }

    /** Says how often controllers left decisions to a simpler rule. */
    private void addFallbacks(List<StudyResult.Run> runs, List<String> notes) {
        for (String id : played) {
            double share =
                    runs.stream()
                            .filter(run -> run.controller().equals(id))
                            .mapToDouble(run -> run.values().getOrDefault(FALLBACKS, 0.0))
                            .average()
                            .orElse(0);
            if (share > 0) {
                notes.add(
                        String.format(
                                Locale.ROOT,
                                "%s: a simpler rule decided in %s %% of the steps, where there was no plan in time.",
                                id,
                                share < 0.1
                                        ? "less than 0.1"
                                        : String.format(Locale.ROOT, "%.1f", share)));
            }
        }
    }

    /** Names the controllers of whose runs the power flow found no state in some steps. */
    private void addTrouble(List<StudyResult.Run> runs, List<String> notes) {
        for (String id : played) {
            var failures =
                    runs.stream()
                            .filter(run -> run.controller().equals(id))
                            .mapToDouble(run -> run.values().getOrDefault(FAILURES, 0.0))
                            .filter(count -> count > 0)
                            .summaryStatistics();
            if (failures.getCount() > 0) {
                notes.add(
                        String.format(
                                Locale.ROOT,
                                "%s: the power flow found no state in %.0f steps of %d of %d runs (load beyond what the feeder can carry); those steps count as "
                                        + "violations at every bus but the source, and their losses as zero.",
                                id,
                                failures.getSum(),
                                failures.getCount(),
                                study.seeds().size()));
            }
        }
    }

    /** Names the indicators that are no better than what was derived for the log. */
    private void addDerived(List<String> notes) {
        if (scenario.sessions() instanceof SessionSource.Logged logged
                && !logged.derived().isEmpty()) {
            notes.add(
                    "These indicators rest on derived session data (see above): served_share,"
                            + " unserved_energy, unserved_cost, total_cost, charging_cost, soc_error_mean,"
                            + " soc_error_abs, soc_within_2, soc_within_5, jain, jain_temporal,"
                            + " jain_worst_group, full_cycles.");
        }
    }

    /** Says where seeds of a log play the same day again. */
    private void addRepeatedDays(List<String> notes) {
        if (scenario.sessions() instanceof SessionSource.Logged logged) {
            int days = logged.startDates().size();
            long played =
                    study.seeds().stream().map(s -> Math.floorMod(s - 1, days)).distinct().count();
            if (played < study.seeds().size()) {
                notes.add(
                        String.format(
                                Locale.ROOT,
                                "%d seeds play only %d different days of the log: intervals and tests over the seeds are narrower than they should be.",
                                study.seeds().size(),
                                played));
            }
        }
    }
}
