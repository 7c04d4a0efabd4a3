package org.evenflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a study answers to wrong input, from the command line to the disk: status 2, one line that
 * names the thing, its value, what is allowed and the place, and no output folder.
 */
class BadInputTest {
    private static final String SITE =
            """
            scenario: site
            time: {start: 2019-06-03T00:00, zone: Europe/Zurich}
            feeder: {file: feeder.yaml}
            stations:
              - {id: A, bus: 3, connectors: 2, charger: {kind: slow_ac, phases: 3, max_a: 16}}
            sessions: {file: log.csv, to: 2019-06-03}
            tariff: {kind: flat, currency: CHF, price_per_kwh: 0.2}
            base_load: {profile: mixed, scale: 1}
            carbon: {kg_per_kwh: 0.1}
            """;
    private static final String FEEDER =
            """
            id: three
            source_bus: 1
            base_kv: 12.66
            min_pu: 0.9
            max_pu: 1.1
            buses:
              - {id: 1, load_kw: 0, load_kvar: 0}
              - {id: 2, load_kw: 100, load_kvar: 50}
              - {id: 3, load_kw: 100, load_kvar: 50}
            lines:
              - {from: 1, to: 2, r_ohm: 0.5, x_ohm: 0.5, rating_a: 200}
              - {from: 2, to: 3, r_ohm: 0.5, x_ohm: 0.5, rating_a: 200}
            """;
    private static final String LOG =
            """
            session_id,station_id,arrival_local,departure_local,energy_kwh
            s1,A,2019-06-03T08:00:00,2019-06-03T16:00:00,12
            s2,A,2019-06-03T09:00:00,2019-06-03T12:00:00,8
            """;

    @TempDir Path folder;

    @BeforeEach
    void write() throws IOException {
        write("site.yaml", SITE);
        write("feeder.yaml", FEEDER);
        write("log.csv", LOG);
    }

    @Test
    void aClusterNeedsItsModule() {
        var answer = Program.run("study", "quickstart", "--cluster=localhost:8081");
        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.complaint())
                .isEqualTo(
                        "evenflow: --cluster needs the module 'cluster', which is not on the class"
                                + " path; ./evenflow puts it there");
    }

    @Test
    void theSiteThatTheOthersBreakRuns() {
        var answer = study();
        assertThat(answer.err()).isEmpty();
        assertThat(answer.status()).isZero();
        assertThat(folder.resolve("out/report.html")).isNotEmptyFile();
    }

    @Test
    void anUnknownKey() throws IOException {
        refused(
                "carbon:",
                "carbn:",
                "unknown key 'carbn'",
                "did you mean 'carbon'?",
                "(site.yaml:9)");
    }

    @Test
    void aMissingFile() throws IOException {
        refused("file: log.csv", "file: lgo.csv", "lgo.csv", "does not exist", "(site.yaml:6)");
        refused("feeder.yaml", "feder.yaml", "feder.yaml", "does not exist", "(site.yaml:3)");
    }

    @Test
    void aWrongUnitOrRange() throws IOException {
        refused("max_a: 16", "max_a: 16A", "max_a", "16A", "(site.yaml:5)");
        refused("max_a: 16", "max_a: -16", "max_a", "-16", "(site.yaml:5)");
        refused("scale: 1", "scale: -1", "scale", "-1", "(site.yaml:8)");
        refused("price_per_kwh: 0.2", "price_per_kwh: .nan", "price_per_kwh", "(site.yaml:7)");
    }

    @Test
    void aFeederWithALoop() throws IOException {
        write("feeder.yaml", FEEDER + "  - {from: 1, to: 3, r_ohm: 1, x_ohm: 1, rating_a: 200}\n");
        refused("", "", "loop", "(feeder.yaml");
    }

    @Test
    void aFeederWithAnIsland() throws IOException {
        write(
                "feeder.yaml",
                FEEDER.replace("  - {from: 2, to: 3", "  - {closed: false, from: 2, to: 3"));
        refused("", "", "bus 3", "(feeder.yaml");
    }

    @Test
    void aBusThatDoesNotExist() throws IOException {
        refused("bus: 3", "bus: 33", "bus '33' does not exist", "1, 2, 3", "(site.yaml:5)");
    }

    @Test
    void duplicateIds() throws IOException {
        refused(
                "sessions:",
                "  - {id: A, bus: 2, connectors: 1, charger: {kind: slow_ac, max_a: 16}}\nsessions:",
                "id 'A' is taken",
                "(site.yaml:6)");
    }

    @Test
    void pricesShorterThanTheRun() throws IOException {
        write(
                "prices.csv",
                "t,p\n2019-06-03T00:00,0.1\n2019-06-03T01:00,0.2\n2019-06-03T02:00,0.2\n");
        refused(
                "{kind: flat, currency: CHF, price_per_kwh: 0.2}",
                "{kind: series, id: P, currency: CHF, file: prices.csv, time: t, value: p}",
                "covers",
                "(site.yaml:7)");
    }

    @Test
    void aBeginningThatTheClockSkips() throws IOException {
        refused("2019-06-03T00:00", "2019-03-31T02:30", "does not exist", "(site.yaml:2)");
    }

    @Test
    void weatherThatEndsInTheMiddle() throws IOException {
        write("cut.epw", "LOCATION,Town,-,CHE,x,066600,47.38,8.57,1.0,556.0\n");
        String plants = "plants: [{id: roof, bus: 2, kwp: 10}]\nweather: {file: cut.epw}\ncarbon:";
        refused("carbon:", plants, "cut.epw", "(site.yaml:10)");
    }

    @Test
    void aLogWithoutUsableSession() throws IOException {
        write("log.csv", LOG.replace(",12\n", ",0\n").replace(",8\n", ",NaN\n"));
        refused("", "", "no usable session", "zero or negative", "(site.yaml:6)");
    }

    @Test
    void rowsThatCannotBeUsedAreDroppedAndReported() throws IOException {
        write(
                "log.csv",
                LOG
                        + "s3,A,2019-06-03T10:00:00,2019-06-03T09:00:00,5\n"
                        + "s4,A,2019-06-03T13:00:00,2019-06-03T14:00:00,0\n"
                        + "s5,A,2019-06-03T13:00:00,2019-06-03T14:00:00,NaN\n"
                        + "s6,A,2019-06-03T13:00:00,2019-06-03T14:00:00,\n"
                        + "s1,A,2019-06-03T08:00:00,2019-06-03T16:00:00,12\n");
        assertThat(study().status()).isZero();
        assertThat(Program.results(folder.resolve("out")).value("uncontrolled", 1, "sessions"))
                .isEqualTo(2);
        assertThat(folder.resolve("out/summary.json"))
                .content()
                .contains("7 rows, 2 kept, 5 dropped")
                .contains("departure not after arrival")
                .contains("energy zero or negative");
    }

    @Test
    void aDayOf25HoursIsPlayedWholeAndNoted() throws IOException {
        write("log.csv", LOG.replace("06-03", "10-27"));
        write(
                "site.yaml",
                SITE.replace("06-03", "10-27")
                        .replace("Europe/Zurich", "Europe/Zurich, hours: 25"));
        assertThat(study().status()).isZero();
        assertThat(folder.resolve("out/summary.json"))
                .content()
                .contains("The clocks change during the run that begins on 2019-10-27");
        // 12 and 8 kWh: eight and three hours by the clock are enough at 11 kW.
        assertThat(
                        Program.results(folder.resolve("out"))
                                .value("uncontrolled", 1, "unserved_energy"))
                .isLessThan(0.5);
    }

    @Test
    void aPowerFlowThatFindsNoStateIsReportedNeverHidden() throws IOException {
        write("site.yaml", SITE.replace("scale: 1", "scale: 1000"));
        var answer = study();
        assertThat(answer.status()).isZero();
        var results = Program.results(folder.resolve("out"));
        assertThat(results.value("uncontrolled", 1, "power_flow_failures")).isEqualTo(96);
        // The two buses beside the source, whose voltage is given, for 24 hours.
        assertThat(results.value("uncontrolled", 1, "voltage_violation")).isEqualTo(48);
        assertThat(folder.resolve("out/summary.json"))
                .content()
                .contains("uncontrolled: the power flow found no state in 96 steps of 1 of 1 runs");
    }

    @Test
    void seedsThatRepeatADayAreNoted() throws IOException {
        assertThat(study("--seeds=3").status()).isZero();
        assertThat(folder.resolve("out/summary.json"))
                .content()
                .contains("3 seeds play only 1 different days of the log");
    }

    @Test
    void wrongOptions() {
        assertRefused(study("--seeds=0"), "--seeds must be 1 to 100000, is 0");
        assertRefused(study("--seeds=2000000000"), "--seeds must be 1 to 100000, is 2000000000");
        assertRefused(study("--threads=0"), "--threads must be 1 to 1024, is 0");
        assertRefused(
                study("--controllers=magic"), "controller 'magic' does not exist", "uncontrolled");
        var answer = study("--seeds=many");
        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.err()).contains("'many' is not an int").doesNotContain("\tat ");
    }

    /** Replaces a part of the site and expects one complaint that holds all the words. */
    private void refused(String from, String to, String... words) throws IOException {
        assertThat(SITE).contains(from);
        write("site.yaml", SITE.replace(from, to));
        assertRefused(study(), words);
    }

    private void assertRefused(Program.Answer answer, String... words) {
        assertThat(answer.complaint())
                .startsWith("evenflow: ")
                .contains(words)
                .doesNotContain("\n");
        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.out()).isEmpty();
        assertThat(folder.resolve("out")).doesNotExist();
    }

    private Program.Answer study(String... more) {
        var args =
                new ArrayList<>(
                        List.of(
                                "study",
                                folder.resolve("site.yaml").toString(),
                                "--out=" + folder.resolve("out")));
        args.addAll(List.of(more));
        if (Arrays.stream(more).noneMatch(m -> m.startsWith("--seeds"))) {
            args.add("--seeds=1");
        }
        if (Arrays.stream(more).noneMatch(m -> m.startsWith("--controllers"))) {
            args.add("--controllers=uncontrolled");
        }
        return Program.run(args.toArray(String[]::new));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
