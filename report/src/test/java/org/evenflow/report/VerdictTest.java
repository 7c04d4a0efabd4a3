package org.evenflow.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class VerdictTest {
    private static final double[] DAYS = {100, 200, 300, 400, 500, 600};

    @Test
    void cheapestIsNamedWithItsPairedSaving() {
        List<String> verdict =
                StudyWriter.verdict(
                        StudyFixture.costs(
                                ordered(
                                        "uncontrolled",
                                        DAYS,
                                        "edf",
                                        shifted(-10),
                                        "late",
                                        shifted(5))));
        assertThat(verdict.get(0)).contains("edf with 340.00 EUR").contains("mean of 6 seeds");
        // 10 of 350 is 2.857 %; two comparisons, exact p = 2/64, doubled by Holm's first step.
        assertThat(verdict.get(1))
                .contains("10.00 EUR (2.9 %) less than uncontrolled")
                .contains("p = 0.063 after Holm's correction, above 0.05");
        assertThat(verdict).noneMatch(s -> s.contains("cannot be told apart"));
        assertThat(verdict).anyMatch(s -> s.contains("violates no limit in any run"));
    }

    @Test
    void intervalAroundZeroProvesNothing() {
        double[] noisy = {90, 212, 288, 411, 491, 605};
        List<String> verdict =
                StudyWriter.verdict(
                        StudyFixture.costs(ordered("uncontrolled", DAYS, "edf", noisy)));
        assertThat(verdict.get(1)).contains("not proven").contains("includes zero");
        assertThat(verdict.get(2)).contains("cannot be told apart").contains("uncontrolled");
    }

    @Test
    void roundingOfSumsIsNoDifference() {
        double[] dust = Arrays.stream(DAYS).map(d -> d + 1e-12 * d).toArray();
        List<String> verdict =
                StudyWriter.verdict(StudyFixture.costs(ordered("uncontrolled", dust, "edf", DAYS)));
        assertThat(verdict.get(1)).contains("not proven");
        assertThat(verdict.get(2)).contains("cannot be told apart");
    }

    @Test
    void referenceThatIsCheapestIsCalledSo() {
        List<String> verdict =
                StudyWriter.verdict(
                        StudyFixture.costs(ordered("uncontrolled", DAYS, "late", shifted(5))));
        assertThat(verdict.get(1)).isEqualTo("No controller costs less than uncontrolled.");
    }

    @Test
    void rawRunWithoutDispatcherIsNeverRanked() {
        List<String> verdict =
                StudyWriter.verdict(
                        StudyFixture.costs(
                                ordered("uncontrolled_raw", shifted(-90), "uncontrolled", DAYS)));
        assertThat(verdict.get(0)).contains("uncontrolled with 350.00 EUR");
        assertThat(verdict).anyMatch(s -> s.startsWith("uncontrolled raw passes no dispatcher"));
    }

    @Test
    void oneSeedProvesNothing() {
        List<String> verdict =
                StudyWriter.verdict(
                        StudyFixture.costs(
                                ordered(
                                        "uncontrolled",
                                        new double[] {9},
                                        "edf",
                                        new double[] {8})));
        assertThat(verdict.get(0)).contains("one seed only");
        assertThat(verdict.get(1)).contains("not proven").contains("single pair");
    }

    @Test
    void violationsAndUnservedSessionsAreSaid() {
        StudyResult base = StudyFixture.costs(ordered("uncontrolled", DAYS, "edf", shifted(-10)));
        var runs = new ArrayList<StudyResult.Run>();
        for (StudyResult.Run run : base.runs()) {
            var values = new LinkedHashMap<>(run.values());
            if (run.controller().equals("edf")) {
                values.put("served_share", run.seed() == 0 ? 99.9 : 90.0);
                values.put("line_violation", 0.5);
            }
            runs.add(new StudyResult.Run(run.controller(), run.seed(), values));
        }
        List<String> verdict = StudyWriter.verdict(StudyFixture.with(base, runs, base.yardstick()));
        assertThat(verdict).anyMatch(s -> s.contains("mean per run: line 0.50 h"));
        assertThat(verdict)
                .anyMatch(s -> s.contains("On the 1 of 6 seeds where all serve at least 99.5 %"));
    }

    @Test
    void stepsWithoutPowerFlowAreSaid() {
        StudyResult base = StudyFixture.costs(ordered("uncontrolled", DAYS));
        var runs = new ArrayList<StudyResult.Run>();
        for (StudyResult.Run run : base.runs()) {
            var values = new LinkedHashMap<>(run.values());
            values.put("power_flow_failures", run.seed() == 0 ? 9.0 : 0.0);
            runs.add(new StudyResult.Run(run.controller(), run.seed(), values));
        }
        // Nine steps over six runs.
        assertThat(StudyWriter.verdict(StudyFixture.with(base, runs, base.yardstick())))
                .anyMatch(s -> s.contains("no solution in 1.5 steps per run"));
    }

    @Test
    void controllerThatMissesSeedsCannotWin() {
        StudyResult base = StudyFixture.costs(ordered("uncontrolled", DAYS, "edf", shifted(-10)));
        List<StudyResult.Run> runs =
                base.runs().stream()
                        .filter(r -> !(r.controller().equals("edf") && r.seed() > 3))
                        .toList();
        List<String> verdict = StudyWriter.verdict(StudyFixture.with(base, runs, base.yardstick()));
        assertThat(verdict.get(0)).contains("uncontrolled with 350.00");
        assertThat(verdict).contains("edf has a cost on 4 of 6 seeds and is compared on those.");
    }

    private static double[] shifted(double by) {
        return Arrays.stream(DAYS).map(d -> d + by).toArray();
    }

    private static Map<String, double[]> ordered(Object... pairs) {
        var map = new LinkedHashMap<String, double[]>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], (double[]) pairs[i + 1]);
        }
        return map;
    }
}
