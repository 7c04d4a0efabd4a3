package org.evenflow.data.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.evenflow.data.YamlFile;
import org.evenflow.model.InputException;
import org.evenflow.model.scenario.Scenario.Dispatching;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every complaint, word for word. */
class ScenarioErrorsTest {
    /** A right document; line 1 is {@code scenario: site}. */
    private static final String SITE =
            """
            scenario: site
            title: A site
            time: {start: 2019-07-16T00:00, zone: Europe/Zurich, step_min: 15, hours: 24}
            chargers:
              wallbox: {kind: slow_ac, phases: 3, max_a: 16}
            stations:
              - id: garage
                transformer: T1
                connectors: 12
                charger: wallbox
                limit_kw: 60
            transformers:
              - {id: T1, rating_kva: 400}
            site_limit_kw: 380
            sessions:
              populations:
                - id: staff
                  profile: workplace
                  sessions_per_connector_day: 1.2
                  fleet: [tesla_model_3]
            tariff: {kind: flat, currency: CHF, price_per_kwh: 0.2}
            carbon: {kg_per_kwh: 0.1}
            """;

    @TempDir Path folder;

    @Test
    void theDocumentThatTheOthersBreakIsRight() throws IOException {
        Files.writeString(folder.resolve("site.yaml"), SITE);
        var scenario = ScenarioReader.read(folder.resolve("site.yaml"));
        assertThat(scenario.connectorCount()).isEqualTo(12);
        assertThat(scenario.site().stations().getFirst().limitKw()).isEqualTo(60);
        assertThat(scenario.notes()).isEmpty();
    }

    @Test
    void anUnknownKeyIsAnsweredWithTheAllowedOnesAndAnAdvice() {
        assertThat(complaint("limit_kw: 60", "limt_kw: 60"))
                .isEqualTo(
                        "stations[0]: unknown key 'limt_kw'; allowed are id, bus, buses, connectors,"
                                + " charger, count, limit_kw, limit_a, voltage_v, export_limit_kw,"
                                + " transformer, phases, connection, power_factor, volt_var; did"
                                + " you mean 'limit_kw'? (site.yaml:11)");
        assertThat(complaint("limit_kw: 60", "limit: 60"))
                .endsWith("did you mean 'limit_kw'? (site.yaml:11)");
        assertThat(complaint("title: A site", "tilte: A site"))
                .startsWith("unknown key 'tilte'; allowed are scenario, title, time,")
                .endsWith("; did you mean 'title'? (site.yaml:2)");
    }

    @Test
    void aDispatcherThatLooksAheadCutsThoseFirstWhoHaveTime() throws IOException {
        Files.writeString(
                folder.resolve("site.yaml"),
                SITE + "dispatcher: {look_ahead: true, ramp_kw_per_min: 5}\n");
        var file = ScenarioReader.load(YamlFile.read(folder.resolve("site.yaml")));
        var dispatching = file.scenario().dispatching();
        assertThat(dispatching.lookAhead()).isTrue();
        assertThat(dispatching.weights()).isEqualTo(Dispatching.Weights.LAXITY);
        assertThat(dispatching.rampKwPerMin()).isEqualTo(5);
        assertThat(dispatching.stationRampKwPerMin()).isInfinite();
        assertThat(file.resolved().get("dispatcher"))
                .hasToString(
                        "{look_ahead=true, weights=laxity, ramp_kw_per_min=5.0,"
                                + " station_ramp_kw_per_min=unlimited}");
    }

    @Test
    void theDispatchersKeysAreChecked() {
        String limit = "site_limit_kw: 380";
        assertThat(complaint(limit, limit + "\ndispatcher: {look_ahed: true}"))
                .isEqualTo(
                        "dispatcher: unknown key 'look_ahed'; allowed are look_ahead, weights,"
                                + " ramp_kw_per_min, station_ramp_kw_per_min; did you mean"
                                + " 'look_ahead'? (site.yaml:15)");
        assertThat(complaint(limit, limit + "\ndispatcher: {look_ahead: maybe}"))
                .startsWith("dispatcher.look_ahead must be one of true, false, is 'maybe'")
                .endsWith("(site.yaml:15)");
        assertThat(complaint(limit, limit + "\ndispatcher: {weights: urgent}"))
                .startsWith("dispatcher.weights must be one of equal, laxity, is 'urgent'")
                .endsWith("(site.yaml:15)");
        assertThat(complaint(limit, limit + "\ndispatcher: {ramp_kw_per_min: 5 kW}"))
                .startsWith(
                        "dispatcher.ramp_kw_per_min must be a number in kW per minute, without a"
                                + " unit, or unlimited, is '5 kW'")
                .endsWith("(site.yaml:15)");
        assertThat(complaint(limit, limit + "\ndispatcher: {station_ramp_kw_per_min: 0}"))
                .isEqualTo(
                        "dispatcher: station_ramp_kw_per_min must be > 0 (or infinite for"
                                + " unlimited), is 0.0 (site.yaml:15)");
    }

    @Test
    void aKeyGivenTwiceIsRefused() {
        assertThat(complaint("connectors: 12", "connectors: 12\n    connectors: 13"))
                .isEqualTo(
                        "stations[0]: key 'connectors' is given twice, first on line 9"
                                + " (site.yaml:10)");
    }

    @Test
    void aUnitBehindANumberIsRefused() {
        assertThat(complaint("limit_kw: 60", "limit_kw: 20 MW"))
                .isEqualTo(
                        "stations[0].limit_kw must be a number in kW, without a unit, or unlimited,"
                                + " is '20 MW' (site.yaml:11)");
    }

    @Test
    void aWordInPlaceOfANumberIsRefused() {
        assertThat(complaint("max_a: 16", "max_a: much"))
                .isEqualTo(
                        "chargers.wallbox.max_a must be a number in A, without a unit, is 'much'"
                                + " (site.yaml:5)");
        assertThat(complaint("price_per_kwh: 0.2", "price_per_kwh: NaN"))
                .isEqualTo(
                        "tariff.price_per_kwh must be a number in currency per kWh, without a unit,"
                                + " is 'NaN' (site.yaml:21)");
        assertThat(complaint("connectors: 12", "connectors: 1.5"))
                .isEqualTo(
                        "stations[0].connectors must be a whole number between 1 and 100000, is"
                                + " '1.5' (site.yaml:9)");
    }

    @Test
    void anEmptyValueIsRefused() {
        assertThat(complaint("limit_kw: 60", "limit_kw:"))
                .isEqualTo(
                        "stations[0].limit_kw is missing its value; must be a number in kW, without"
                                + " a unit, or unlimited (site.yaml:11)");
    }

    @Test
    void aMissingKeyIsNamedWithTheLineOfItsMap() {
        assertThat(complaint("  - id: garage\n    transformer", "  - transformer"))
                .isEqualTo("stations[0]: key 'id' is missing; must be an id (site.yaml:7)");
        assertThat(complaint("price_per_kwh: 0.2", "sell_per_kwh: 0.1"))
                .isEqualTo(
                        "tariff: key 'price_per_kwh' is missing; must be a number in currency per"
                                + " kWh, without a unit (site.yaml:21)");
    }

    @Test
    void aRecordsOwnRuleGetsTheLineOfTheKeyItNames() {
        assertThat(complaint("rating_kva: 400", "rating_kva: -1"))
                .isEqualTo(
                        "transformer T1: rating_kva must be >= 0 (or infinite for unlimited), is"
                                + " -1.0 (site.yaml:13)");
        assertThat(complaint("limit_kw: 60", "limit_kw: -60"))
                .isEqualTo(
                        "station garage: limit_kw must be >= 0 (or infinite for unlimited), is"
                                + " -60.0 (site.yaml:11)");
        assertThat(complaint("step_min: 15", "step_min: 7"))
                .isEqualTo(
                        "time.hours must be a positive number of hours that is a multiple of"
                                + " step_min, is '24' (site.yaml:3)");
        assertThat(complaint("step_min: 15", "step_min: 16"))
                .isEqualTo(
                        "step_min must be a divisor of 60 between 1 and 60, is 16 (site.yaml:3)");
    }

    @Test
    void whatIsNotDefinedIsAnsweredWithWhatThereIs() {
        assertThat(complaint("transformer: T1", "transformer: T2"))
                .isEqualTo(
                        "stations[0].transformer: transformer 'T2' does not exist; there are T1"
                                + " (site.yaml:8)");
        assertThat(complaint("charger: wallbox", "charger: walbox"))
                .isEqualTo(
                        "stations[0].charger must be one of wallbox, is 'walbox'; did you mean"
                                + " 'wallbox'? (site.yaml:10)");
        assertThat(complaint("[tesla_model_3]", "[tesla_model3]"))
                .startsWith("sessions.populations[0].fleet[0] must be one of nissan_leaf_40,")
                .endsWith("is 'tesla_model3'; did you mean 'tesla_model_3'? (site.yaml:20)");
    }

    @Test
    void nobodyAsksForNothingOrBeyondAllReason() {
        String perDay = "sessions_per_connector_day: 1.2";
        assertThat(complaint(perDay, perDay + "\n      request_bias: 0"))
                .isEqualTo("request_bias must be > 0 and finite, is 0.0" + " (site.yaml:20)");
        assertThat(complaint(perDay, perDay + "\n      request_bias: 11"))
                .startsWith("request_bias must be between 0.0 and 10.0, is 11");
        assertThat(complaint(perDay, perDay + "\n      request_spread: -0.1"))
                .startsWith("request_spread must be between 0.0 and 2.0, is" + " -0.1");
    }

    @Test
    void duplicateIdsAreRefused() {
        assertThat(
                        complaint(
                                "transformers:\n",
                                "  - {id: garage, connectors: 1, charger: wallbox}\n"
                                        + "transformers:\n"))
                .isEqualTo(
                        "stations[1].id: id 'garage' is taken by stations[0].id (site.yaml:7); ids"
                                + " must be unique (site.yaml:12)");
        assertThat(
                        complaint(
                                "  - {id: T1, rating_kva: 400}",
                                "  - {id: T1, rating_kva: 400}\n  - {id: T1, rating_kva: 5}"))
                .endsWith("ids must be unique (site.yaml:14)");
    }

    @Test
    void aBeginningInTheHourThatTheClockSkipsIsRefused() {
        assertThat(complaint("start: 2019-07-16T00:00", "start: 2019-03-31T02:30"))
                .isEqualTo(
                        "time.start 2019-03-31T02:30 does not exist in Europe/Zurich: clocks go"
                                + " from 02:00 to 03:00 that day (site.yaml:3)");
    }

    @Test
    void aBeginningInTheHourThatTheClockRepeatsIsNoted() throws IOException {
        Files.writeString(
                folder.resolve("site.yaml"),
                SITE.replace("start: 2019-07-16T00:00", "start: 2019-10-27T02:30"));
        assertThat(ScenarioReader.read(folder.resolve("site.yaml")).notes())
                .contains(
                        "The run's beginning, 2019-10-27T02:30, comes twice in Europe/Zurich that"
                                + " day (clocks go back); the first was taken.");
    }

    @Test
    void anUnknownZoneOrTimeIsRefused() {
        assertThat(complaint("zone: Europe/Zurich", "zone: Europe/Zürich"))
                .isEqualTo(
                        "time.zone must be a time zone such as Europe/Zurich, is 'Europe/Zürich'"
                                + " (site.yaml:3)");
        assertThat(complaint("start: 2019-07-16T00:00", "start: 16.7.2019"))
                .isEqualTo(
                        "time.start must be a local time yyyy-mm-ddThh:mm, is '16.7.2019'"
                                + " (site.yaml:3)");
    }

    @Test
    void plantsWithoutWeatherAreRefused() {
        assertThat(complaint("carbon:", "plants: [{id: roof, kwp: 10}]\ncarbon:"))
                .isEqualTo(
                        "key 'weather' is missing; must be {file: ...} or {clear_sky: {...}}, for"
                                + " there are plants (site.yaml:1)");
    }

    @Test
    void unservedEnergyMustCostMoreThanTwiceTheHighestPrice() {
        assertThat(complaint("carbon:", "unserved_per_kwh: 0.4\ncarbon:"))
                .isEqualTo(
                        "unserved_per_kwh must be above twice the run's highest price (0.2 CHF per"
                                + " kWh), is 0.4 (site.yaml:22)");
        assertThat(complaint("price_per_kwh: 0.2", "price_per_kwh: 8"))
                .isEqualTo(
                        "unserved_per_kwh must be above twice the run's highest price (8.0 CHF per"
                                + " kWh), is 1.0 by default (site.yaml:1)");
    }

    @Test
    void aMissingFileIsNamedWithTheFolderItWasLookedForIn() {
        assertThat(
                        complaint(
                                "{kind: flat, currency: CHF, price_per_kwh: 0.2}",
                                "{file: prices/none.json, currency: CHF}"))
                .isEqualTo(
                        "tariff.file: file 'prices/none.json' does not exist; looked in "
                                + folder
                                + " (site.yaml:21)");
        var missing = folder.resolve("none.yaml");
        assertThat(catchThrowableOfType(InputException.class, () -> ScenarioReader.read(missing)))
                .hasMessage("file '" + missing + "' does not exist");
    }

    @Test
    void aTariffThatLeavesADayOutIsRefused() {
        assertThat(
                        complaint(
                                "{kind: flat, currency: CHF, price_per_kwh: 0.2}",
                                "{kind: time_of_use, id: T, currency: CHF, seasons: [{to: 06-30,"
                                        + " times: [00:00], prices_per_kwh: [0.2]}]}"))
                .isEqualTo("tariff T: no entry matches 2019-07-16 (TUESDAY) (site.yaml:21)");
    }

    @Test
    void pricesShorterThanTheRunAreRefused() throws IOException {
        Files.writeString(
                folder.resolve("prices.csv"),
                "time,price\n2019-07-16T00:00,0.2\n2019-07-16T01:00,0.3\n2019-07-16T02:00,0.3\n");
        assertThat(
                        complaint(
                                "{kind: flat, currency: CHF, price_per_kwh: 0.2}",
                                "{kind: series, id: P, currency: CHF, file: prices.csv, time: time,"
                                        + " value: price}"))
                .isEqualTo(
                        "P (CHF per kWh): covers 2019-07-15T22:00:00Z to 2019-07-16T01:00:00Z, but"
                                + " the run needs 2019-07-15T22:00:00Z and the 1440 minutes after"
                                + " it (site.yaml:21)");
    }

    @Test
    void aBusThatDoesNotExistIsRefusedAtItsLine() {
        assertThat(
                        complaint(
                                "    transformer: T1",
                                "    bus: 34\n    transformer: T1",
                                "title: A site",
                                "title: A site\nfeeder: {built_in: ieee33}"))
                .startsWith("stations[0].bus: bus '34' does not exist; there are 1, 2, 3,")
                .endsWith("12, ... (33 in all) (site.yaml:9)");
    }

    @Test
    void aStationWithoutBusIsRefusedWhereThereIsAFeeder() {
        assertThat(complaint("title: A site", "title: A site\nfeeder: {built_in: ieee33}"))
                .isEqualTo(
                        "stations[0]: key 'bus' is missing; must be the id of a bus of the feeder"
                                + " (site.yaml:8)");
    }

    @Test
    void aSessionLogWithoutASessionInTheWindowIsRefused() throws IOException {
        writeLog();
        assertThat(
                        complaint(
                                "stations:\n",
                                "stations_from_log: {charger: wallbox}\nstations:\n",
                                SITE.substring(SITE.indexOf("sessions:"), SITE.indexOf("tariff:")),
                                "sessions: {file: log.csv, from: 2019-08-01, to: 2019-08-31}\n"))
                .isEqualTo(
                        "sessions: the log has no session from 2019-08-01 to 2019-08-31 on the days"
                                + " asked for; its sessions are of 2019-07-16 to 2019-07-17"
                                + " (site.yaml:16)");
    }

    @Test
    void aLogOfStationsThatAreNotDefinedIsRefused() throws IOException {
        writeLog();
        assertThat(
                        complaint(
                                SITE.substring(SITE.indexOf("sessions:"), SITE.indexOf("tariff:")),
                                "sessions: {file: log.csv}\n"))
                .isEqualTo(
                        "sessions: session 1 is at station 'A', which is not defined; use"
                                + " stations_from_log (site.yaml:15)");
    }

    @Test
    void textThatIsNotYamlIsRefusedWithItsLine() {
        assertThat(complaint("phases: 3, max_a: 16}", "phases: 3, max_a: 16"))
                .startsWith("not valid YAML: ")
                .endsWith("(site.yaml:6)");
    }

    private void writeLog() throws IOException {
        Files.writeString(
                folder.resolve("log.csv"),
                """
                session_id,station_id,arrival_local,departure_local,energy_kwh
                1,A,2019-07-16T08:00:00,2019-07-16T12:00:00,10
                2,B,2019-07-17T08:00:00,2019-07-17T12:00:00,10
                """);
    }

    /** What reading says after replacing each odd argument by the one that follows it. */
    private String complaint(String... replacements) {
        String text = SITE;
        for (int i = 0; i < replacements.length; i += 2) {
            assertThat(text).contains(replacements[i]);
            text = text.replace(replacements[i], replacements[i + 1]);
        }
        var file = folder.resolve("site.yaml");
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var thrown = catchThrowableOfType(InputException.class, () -> ScenarioReader.read(file));
        assertThat(thrown).as("a complaint").isNotNull();
        return String.valueOf(thrown.getMessage());
    }
}
