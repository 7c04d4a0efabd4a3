package org.evenflow.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.evenflow.model.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final List<Setting> KNOWN =
            List.of(
                    new Setting("price", 0.25, 0, 1000, "what it counts, currency per kWh"),
                    Setting.word("mode", List.of("fast", "exact"), "how it solves"),
                    Setting.flag("careful", true, "whether it looks twice"),
                    Setting.path("model", "what it has learned"));

    private static Settings of(Map<String, ?> given) {
        return Settings.of("controller plan", KNOWN, given);
    }

    @Test
    void whatNobodySetsHasItsUsualValue() {
        Settings usual = of(Map.of());
        assertThat(usual.number("price")).isEqualTo(0.25);
        assertThat(usual.word("mode")).isEqualTo("fast");
        assertThat(usual.isOn("careful")).isTrue();
        assertThat(usual.path("model")).isNull();
    }

    @Test
    void valuesAreReadAsUsersWriteThem(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("a=b+c.bin"));
        Settings given =
                of(
                        Map.of(
                                "price", "1e2",
                                "mode", "exact",
                                "careful", "false",
                                "model", file.toString()));
        assertThat(given.number("price")).isEqualTo(100);
        assertThat(given.word("mode")).isEqualTo("exact");
        assertThat(given.isOn("careful")).isFalse();
        assertThat(given.path("model")).isEqualTo(file);
    }

    @Test
    void valuesThemselvesAreTakenBitByBit() {
        double third = 1 / 3.0;
        assertThat(of(Map.of("price", third)).number("price")).isEqualTo(third);
        assertThat(of(Map.of("careful", false)).isOn("careful")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"true, true", "1, true", "1.0, true", "false, false", "0, false", "0.0, false"})
    void flagsAreWordsOrTheNumbersThatStoodForThem(String text, boolean isOn) {
        assertThat(of(Map.of("careful", text)).isOn("careful")).isEqualTo(isOn);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "price   | -0.5    | price must be between 0.0 and 1000.0, is -0.5",
                "price   | 1000.1  | price must be between 0.0 and 1000.0, is 1000.1",
                "price   | NaN     | price must be between 0.0 and 1000.0, is NaN",
                "price   | dear    | price must be a number between 0.0 and 1000.0, is 'dear'",
                "mode    | slow    | mode must be one of fast, exact, is 'slow'",
                "careful | perhaps | careful must be true or false, is 'perhaps'",
                "careful | 0.5     | careful must be true or false, is '0.5'",
                "model   | no/such | model must be the path of a file or folder that can be read, is 'no/such'",
                "speed   | 1       | setting 'speed' does not exist; there are price, mode, careful, model"
            })
    void whatIsNotAllowedIsRefusedWithOwnerValueAndWhatIs(String name, String text, String why) {
        assertThatThrownBy(() -> of(Map.of(name, text)))
                .isInstanceOf(InputException.class)
                .hasMessage("controller plan: " + why);
    }

    @Test
    void endsOfARangeBelongToIt() {
        assertThat(of(Map.of("price", 0)).number("price")).isZero();
        assertThat(of(Map.of("price", 1000)).number("price")).isEqualTo(1000);
    }

    @Test
    void textsAreWhatUsersWriteAndReadBackTheSame(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("model.bin"));
        var given = Map.of("price", 0.1, "mode", "exact", "careful", false, "model", file);
        Map<String, String> texts = of(given).texts();
        assertThat(texts)
                .containsExactly(
                        Map.entry("price", "0.1"),
                        Map.entry("mode", "exact"),
                        Map.entry("careful", "false"),
                        Map.entry("model", file.toString()));
        assertThat(of(texts).texts()).isEqualTo(texts);
        assertThat(of(of(Map.of()).texts()).texts())
                .isEqualTo(Map.of("price", "0.25", "mode", "fast", "careful", "true", "model", ""));
    }

    @ParameterizedTest
    @CsvSource({"1e6, 1000000", "5e-4, 5.0E-4", "0, 0", "1e15, 1.0E15", "-2, -2"})
    void wholeNumbersAreWrittenWithoutAPoint(double value, String text) {
        var known = List.of(new Setting("n", value, -1e18, 1e18, "a number"));
        assertThat(Settings.of("o", known, Map.of()).texts()).containsEntry("n", text);
        assertThat(known.getFirst().kind().usualText()).isEqualTo(text);
    }

    @Test
    void askingForAnotherKindIsTheProgramsFault() {
        assertThatThrownBy(() -> of(Map.of()).number("mode"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mode");
        assertThatThrownBy(() -> Settings.NONE.number("price"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Setting.word("mode", List.of(), "none"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
