package org.evenflow.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CostPartsTest {

    @Test
    void partsOfTheDifferenceAddUpToAll() {
        StudyResult study = study();
        var summary = new Summary(study);
        double energy = CostParts.difference(summary, "b", "a", "energy_cost").estimate();
        double wear = CostParts.difference(summary, "b", "a", "wear_cost").estimate();
        // Energy 12 and 10 against 10 and 10, wear 1 and 2 against 3 and 1.
        assertThat(energy).isEqualTo(1);
        assertThat(wear).isEqualTo(-0.5);
        assertThat(CostParts.difference(summary, "b", "a", "total_cost").estimate())
                .isCloseTo(energy + wear, within(1e-12)); // sums
        assertThat(CostParts.difference(summary, "b", "a", "demand_cost").estimate()).isNaN();
    }

    @Test
    void theTableNamesTheCheapestOnce() {
        StudyResult study = study();
        var summary = new Summary(study);
        String html = CostParts.html(study, summary, new CostComparison(study, summary));
        assertThat(html)
                .contains("Where costs differ from a")
                .contains("title=\"b\"")
                .doesNotContain("title=\"a\"")
                .contains("n/a");
    }

    @Test
    void whatRoundingLeavesIsZero() {
        StudyResult study = study();
        var summary = new Summary(study);
        String html = CostParts.html(study, summary, new CostComparison(study, summary));
        assertThat(html).contains(">0.00<span class=\"ci\">0.00 to 0.00</span>");
    }

    private static StudyResult study() {
        return new StudyResult(
                "two",
                "two",
                "Two controllers",
                Map.of(),
                "EUR",
                List.of("a", "b"),
                List.of(1L, 2L),
                List.of(
                        run("a", 1, 10, 3),
                        run("a", 2, 10, 1),
                        run("b", 1, 12, 1),
                        run("b", 2, 10, 2)),
                List.of(),
                List.of(),
                Map.of(),
                1,
                Yardstick.NONE,
                List.of());
    }

    private static StudyResult.Run run(String controller, long seed, double energy, double wear) {
        return new StudyResult.Run(
                controller,
                seed,
                Map.of(
                        "energy_cost",
                        energy,
                        "wear_cost",
                        wear,
                        "operating_cost",
                        energy + wear,
                        "unserved_cost",
                        controller.equals("b") ? 1e-14 : 0.0));
    }
}
