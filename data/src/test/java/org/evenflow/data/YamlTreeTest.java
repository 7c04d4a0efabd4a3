package org.evenflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlTreeTest {
    @TempDir Path folder;

    @Test
    void aPathNamesListPositionsAndAPlaceNamesTheLine() {
        var root = YamlFile.parse("f.yaml", null, "a:\n  - b: 1\n  - b: 2\n");
        var second =
                root.map("a").need("a", "a list").list("a list").getLast().map("b").need("b", "");
        assertThat(second.path()).isEqualTo("a[1].b");
        assertThat(second.place()).isEqualTo("f.yaml:3");
    }

    @Test
    void numbersAreReadAsWrittenAndNothingElseIsANumber() {
        for (var ok : Map.of("1", 1.0, "-2.5", -2.5, "1e3", 1000.0, ".5", 0.5).entrySet()) {
            assertThat(value(ok.getKey()).number()).isEqualTo(ok.getValue());
        }
        for (String bad : List.of("1,5", "0x10", "1_000", ".nan", ".inf", "1e999", "yes", "1 kW")) {
            assertThatThrownBy(() -> value(bad).number())
                    .hasMessage(
                            "limit_kw must be a number in kW, without a unit, is '"
                                    + bad
                                    + "' (f.yaml:1)");
        }
    }

    @Test
    void aLimitMayBeUnlimited() {
        assertThat(value("unlimited").limit()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(value("5").limit()).isEqualTo(5);
    }

    @Test
    void quotedEmptyTextIsNotAMissingValueButNotAllowedEither() {
        assertThatThrownBy(() -> value("''").text("an id"))
                .hasMessage("limit_kw must be an id, is '' (f.yaml:1)");
        assertThatThrownBy(() -> value("").text("an id"))
                .hasMessage("limit_kw is missing its value; must be an id (f.yaml:1)");
    }

    @Test
    void aMapWhereAListBelongsIsNamedForWhatItIs() {
        assertThatThrownBy(() -> value("{a: 1, b: 2}").list("a list of stations"))
                .hasMessage("limit_kw must be a list of stations, is a map of 2 keys (f.yaml:1)");
        assertThatThrownBy(() -> value("[]").list("a list of stations"))
                .hasMessage(
                        "limit_kw must be a list of stations, is a list of 0 elements (f.yaml:1)");
        assertThatThrownBy(() -> value("[1]").map("a"))
                .hasMessage("limit_kw must be keys and values, is a list of 1 elements (f.yaml:1)");
    }

    @Test
    void anEmptyFileAndBinaryFilesAreRefused() throws IOException {
        assertThatThrownBy(() -> YamlFile.parse("f.yaml", null, ""))
                .hasMessage("file 'f.yaml' must hold keys and values, e.g. 'scenario: my-site'");
        var binary = Files.write(folder.resolve("b.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThatThrownBy(() -> YamlFile.read(binary))
                .hasMessage("file '" + binary + "' must be UTF-8 text");
    }

    @Test
    void whatIsWrittenIsReadBackTheSame() {
        var tree = Map.of("a", List.of(Map.of("b", 1.5, "time", "08:00")), "c", List.of(1.0, 2.0));
        var root = YamlFile.parse("f.yaml", null, YamlFile.write(tree)).map("a", "c");
        var first = root.need("a", "").list("a list").getFirst().map("b", "time");
        assertThat(first.number("b")).isEqualTo(1.5);
        assertThat(first.text("time", "a time")).isEqualTo("08:00");
        assertThat(root.need("c", "").numbers("numbers")).containsExactly(1.0, 2.0);
    }

    private static YamlNode value(String text) {
        return YamlFile.parse("f.yaml", null, "limit_kw: " + text + "\n")
                .map("limit_kw")
                .need("limit_kw", "a value");
    }
}
