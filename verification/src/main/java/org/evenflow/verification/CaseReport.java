package org.evenflow.verification;

import java.util.List;

/**
 * What came of one reference case.
 *
 * @param name the case's name
 * @param kind what sort of case it is
 * @param columns what was compared; empty where the case was not run
 * @param notCompared columns of the case that were left out
 * @param notes what a reader must know to judge the figures
 * @param notRun why the case was not run; empty where it was
 */
public record CaseReport(
        String name,
        String kind,
        List<Comparison> columns,
        List<String> notCompared,
        List<String> notes,
        String notRun) {

    CaseReport(
            String name,
            String kind,
            List<Comparison> columns,
            List<String> notCompared,
            List<String> notes) {
        this(name, kind, columns, notCompared, notes, "");
    }

    static CaseReport notRun(String name, String kind, String reason) {
        return new CaseReport(name, kind, List.of(), List.of(), List.of(), reason);
    }

    public boolean isRun() {
        return notRun.isEmpty();
    }

    /** Every column within its tolerance; false for a case that was not run. */
    public boolean isOk() {
        return isRun() && columns.stream().allMatch(Comparison::isOk);
    }
}
