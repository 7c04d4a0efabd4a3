package org.evenflow.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.evenflow.model.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StudyWriterTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path folder;

    @Test
    void longFormHoldsEveryValueAtFullPrecisionAndNaNAsEmpty() throws IOException {
        StudyWriter.write(StudyFixture.large(), folder);
        List<String> lines = Files.readAllLines(folder.resolve("results.csv"));
        assertThat(lines.getFirst()).isEqualTo("scenario,controller,seed,indicator,value,unit");
        assertThat(lines).hasSize(1 + 13 * 10 * Kpi.all().size());
        assertThat(lines).contains("fixture,uncontrolled,1,regret,,–");
        Object written = StudyFixture.large().runs().get(10).values().get("operating_cost");
        assertThat(lines).contains("fixture,uncontrolled,1,operating_cost," + written + ",CHF");
        assertThat(lines)
                .anyMatch(l -> l.startsWith("fixture,\"\"\"odd\"\" <b>name</b> & co\",1,"));
    }

    /** Two sites, each with half of 10 and 20 for {@code uncontrolled}, and one more for b. */
    private static StudyResult twoSites(String first, String second) {
        var all =
                StudyFixture.costs(
                        Map.of("uncontrolled", new double[] {10, 20}, "b", new double[] {12, 22}));
        var half =
                StudyFixture.costs(
                        Map.of("uncontrolled", new double[] {5, 10}, "b", new double[] {6, 11}));
        var facts = Map.of("Charging", "2 connectors");
        return all.withSites(
                List.of(
                        new StudyResult.AtSite(
                                first, facts, half.runs(), List.of(), Yardstick.NONE),
                        new StudyResult.AtSite(
                                second, facts, half.runs(), List.of(), Yardstick.NONE)));
    }

    @Test
    void linesSayOfWhichSiteTheyAreOnlyWhereThereAreSeveral() throws IOException {
        StudyWriter.write(twoSites("north", "a,b"), folder);
        assertThat(Files.readAllLines(folder.resolve("results.csv")))
                .startsWith("scenario,controller,seed,indicator,value,unit,site")
                .contains("costs,uncontrolled,1,operating_cost,19.0,EUR,all")
                .contains("costs,uncontrolled,1,operating_cost,9.0,EUR,north")
                .contains("costs,uncontrolled,1,operating_cost,9.0,EUR,\"a,b\"");
        JsonNode root = JSON.readTree(folder.resolve("summary.json").toFile());
        assertThat(root.at("/controllers/b/operating_cost/mean").doubleValue()).isEqualTo(16);
        assertThat(root.at("/sites/north/b/operating_cost/mean").doubleValue()).isEqualTo(7.5);
    }

    @Test
    void everySiteHasATableAndAPageOfItsOwn() throws IOException {
        StudyWriter.write(twoSites("up <b>", "up :b:"), folder);
        String page = Files.readString(folder.resolve("report.html"));
        assertThat(page)
                .contains("<a href=\"report-up_b_.html\">up &lt;b&gt;</a>")
                .contains("<a href=\"report-up_b_-2.html\">up :b:</a>")
                .contains("Headline indicators of up :b:")
                .doesNotContain("id=\"load-chart\"");
        assertThat(JSON.readTree(embedded(page)).get("costs")).hasSize(2);
        assertThat(Files.readString(folder.resolve("report-up_b_.html")))
                .contains("Given costs: up &lt;b&gt;", "2 connectors", "id=\"load-chart\"");
        assertThat(folder.resolve("report-up_b_-2.html")).exists();
    }

    @Test
    void summaryIsJsonWithMeanIntervalAndCount() throws IOException {
        StudyWriter.write(
                StudyFixture.costs(
                        Map.of("uncontrolled", new double[] {10, 20}, "b", new double[] {9, 19})),
                folder);
        JsonNode root = JSON.readTree(folder.resolve("summary.json").toFile());
        JsonNode cost = root.at("/controllers/uncontrolled/operating_cost");
        assertThat(cost.get("mean").doubleValue()).isEqualTo(14);
        assertThat(cost.get("ci_low").doubleValue()).isEqualTo(9);
        assertThat(cost.get("ci_high").doubleValue()).isEqualTo(19);
        assertThat(cost.get("n").intValue()).isEqualTo(2);
        assertThat(cost.get("unit").textValue()).isEqualTo("EUR");
        assertThat(root.at("/comparison/best").textValue()).isEqualTo("b");
        assertThat(root.at("/comparison/controllers/b/against_reference/mean").doubleValue())
                .isEqualTo(-1);
    }

    @Test
    void pageHasEverySectionAndItsDataIsJson() throws IOException {
        String page = page(StudyFixture.large());
        assertThat(page)
                .contains(
                        Stream.of(
                                        "verdict",
                                        "scenario",
                                        "indicators",
                                        "cost",
                                        "load",
                                        "voltage",
                                        "feeder",
                                        "soc",
                                        "sessions",
                                        "cuts",
                                        "notes",
                                        "definitions",
                                        "repeat")
                                .map(id -> "<section id=\"" + id + "\"")
                                .toArray(String[]::new));
        JsonNode data = JSON.readTree(embedded(page));
        assertThat(data.get("episodes")).hasSize(13);
        assertThat(data.get("costs")).hasSize(13);
        assertThat(data.at("/episodes/0/branches/30/rating").isNull()).isTrue();
        assertThat(page.length()).isLessThan(2_000_000);
    }

    @Test
    void pageAsksTheNetworkForNothing() throws IOException {
        String page = page(StudyFixture.large());
        assertThat(page).contains("default-src 'none'");
        assertThat(
                        Pattern.compile("(src|href)\\s*=\\s*[\"']?\\s*(https?:)?//")
                                .matcher(page)
                                .find())
                .isFalse();
        assertThat(Pattern.compile("@import|url\\(").matcher(page).find()).isFalse();
        assertThat(page).doesNotContain("{{");
    }

    @Test
    void textOfTheStudyCannotBecomeMarkup() throws IOException {
        String page = page(StudyFixture.large());
        assertThat(page).doesNotContain("<script>throw").doesNotContain("<b>name</b>");
        assertThat(page).contains("&quot;odd&quot; &lt;b&gt;name&lt;/b&gt; &amp; co");
        assertThat(embedded(page)).doesNotContain("<");
    }

    @Test
    void writingLeavesNoTemporaryFileAndReplacesTheFormer() throws IOException {
        StudyWriter.write(StudyFixture.large(), folder);
        StudyWriter.write(StudyFixture.small(), folder);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder("results.csv", "summary.json", "report.html");
        }
        assertThat(Files.readString(folder.resolve("results.csv")))
                .startsWith("scenario")
                .contains("small,");
    }

    @Test
    void folderThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "not a folder");
        assertThatThrownBy(() -> StudyWriter.write(StudyFixture.small(), file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("taken");
        assertThat(file).hasContent("not a folder");
    }

    private String page(StudyResult study) throws IOException {
        StudyWriter.write(study, folder);
        return Files.readString(folder.resolve("report.html"));
    }

    private static String embedded(String page) {
        var data =
                Pattern.compile(
                                "<script type=\"application/json\" id=\"data\">(.*?)</script>",
                                Pattern.DOTALL)
                        .matcher(page);
        assertThat(data.find()).isTrue();
        return data.group(1);
    }
}
