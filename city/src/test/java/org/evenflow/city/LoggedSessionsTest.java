package org.evenflow.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.evenflow.model.InputException;
import org.evenflow.model.TimeGrid;
import org.evenflow.model.scenario.SessionRecord;
import org.evenflow.model.scenario.SessionSource;
import org.junit.jupiter.api.Test;

class LoggedSessionsTest {
    private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");

    private final List<SessionRecord> log = new ArrayList<>();

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(ZURICH).toInstant();
    }

    private void session(String station, String from, String to, double requestedKwh) {
        log.add(
                new SessionRecord(
                        "s" + log.size(),
                        station,
                        at(from),
                        at(to),
                        at(to),
                        requestedKwh,
                        requestedKwh,
                        50,
                        0.2,
                        7.4));
    }

    /** Asks for more than it takes. */
    private void overAsking(String station, String from, String to, double asked, double taken) {
        log.add(
                new SessionRecord(
                        "s" + log.size(),
                        station,
                        at(from),
                        at(to),
                        at(to),
                        taken,
                        asked,
                        taken,
                        50,
                        0.2,
                        7.4));
    }

    private Exogenous world(String... startDates) {
        var source =
                new SessionSource.Logged(
                        "log.csv", log, List.of(startDates), Worlds.CAR, List.of());
        var stations =
                List.of(Worlds.station("a", Worlds.AC, 1), Worlds.station("b", Worlds.DC, 2));
        return new Exogenous(
                Worlds.scenario(
                        TimeGrid.of("2019-06-03T00:00", ZURICH.getId(), 15, 24), stations, source));
    }

    @Test
    void aSessionTakesItsStationAndKeepsItsNumbers() {
        session("b", "2019-06-03T08:07:00", "2019-06-03T10:08:00", 10);
        var world = world("2019-06-03");
        world.draw(1);
        var table = world.sessions();
        assertThat(table.count).isEqualTo(1);
        assertThat(table.connector[0]).isEqualTo(1);
        // 8:07 is nearest to 8:00, step 32; 10:08 to 10:15, step 41.
        assertThat(table.arrivalStep[0]).isEqualTo(32);
        assertThat(table.departStep[0]).isEqualTo(41);
        assertThat(table.declaredStep[0]).isEqualTo(41);
        assertThat(table.maxKw[0]).isEqualTo(7.4);
        assertThat(table.capacityKwh[0]).isEqualTo(50);
        assertThat(table.arrivalKwh[0]).isCloseTo(10, within(1e-12));
        // 10 kWh at the meter of a DC charger of 0.95 and a battery of 0.92.
        assertThat(table.targetKwh[0]).isCloseTo(10 + 10 * 0.95 * 0.92, within(1e-12));
        assertThat(world.drawNotes()).isEmpty();
    }

    @Test
    void whoIsPluggedInAtTheBeginningNeedsTheRestOfItsRequest() {
        session("a", "2019-06-02T18:00:00", "2019-06-03T06:00:00", 20);
        var world = world("2019-06-03");
        world.draw(1);
        var table = world.sessions();
        assertThat(table.arrivalStep[0]).isZero();
        assertThat(table.departStep[0]).isEqualTo(24);
        // Half the stay is over: half of 20 kWh * 0.92 is stored already.
        assertThat(table.arrivalKwh[0]).isCloseTo(10 + 9.2, within(1e-12));
        assertThat(table.targetKwh[0]).isCloseTo(10 + 18.4, within(1e-12));
        assertThat(world.drawNotes())
                .anyMatch(note -> note.startsWith("vehicles plugged in") && note.endsWith(": 1"));
    }

    @Test
    void whoAsksForMoreThanTheVehicleTakesStopsThere() {
        overAsking("a", "2019-06-02T18:00:00", "2019-06-03T06:00:00", 20, 5);
        overAsking("b", "2019-06-03T08:00:00", "2019-06-03T12:00:00", 5, 20);
        var world = world("2019-06-03");
        world.draw(1);
        var table = world.sessions();
        // Half the stay is over: half of what it takes is stored, 5 kWh * 0.92 / 2.
        assertThat(table.arrivalKwh[0]).isCloseTo(10 + 2.3, within(1e-12));
        assertThat(table.mostKwh[0]).isCloseTo(10 + 4.6, within(1e-12));
        assertThat(table.targetKwh[0]).isCloseTo(10 + 18.4, within(1e-12));
        // Who asks for less than the vehicle takes is served what was asked for.
        assertThat(table.mostKwh[1]).isEqualTo(table.targetKwh[1]);
    }

    @Test
    void oneMoreThanTheSocketsWaitsAndTheNextIsTurnedAway() {
        session("a", "2019-06-03T08:00:00", "2019-06-03T09:00:00", 5);
        session("a", "2019-06-03T08:30:00", "2019-06-03T12:00:00", 5);
        session("a", "2019-06-03T09:00:00", "2019-06-03T13:00:00", 5);
        session("b", "2019-06-03T08:45:00", "2019-06-03T13:00:00", 5);
        var world = world("2019-06-03");
        world.draw(1);
        var table = world.sessions();
        assertThat(table.count).isEqualTo(3);
        assertThat(table.turnedAway).isEqualTo(1);
        // In order of plugging in: the one at b at 8:45 comes before the one that waited for a.
        assertThat(table.arrivalStep).startsWith(32, 35, 36);
        assertThat(table.connector).startsWith(0, 1, 0);
        assertThat(table.waitMin).startsWith(0, 0, 30);
        assertThat(table.departStep[2]).isEqualTo(48);
    }

    @Test
    void seedsWalkThroughTheDaysOfTheLog() {
        session("a", "2019-06-03T08:00:00", "2019-06-03T09:00:00", 5);
        session("a", "2019-06-05T12:00:00", "2019-06-05T13:00:00", 5);
        var world = world("2019-06-03", "2019-06-05");
        world.draw(1);
        assertThat(world.start()).isEqualTo(at("2019-06-03T00:00:00"));
        assertThat(world.sessions().arrivalStep[0]).isEqualTo(32);
        world.draw(2);
        assertThat(world.start()).isEqualTo(at("2019-06-05T00:00:00"));
        assertThat(world.sessions().arrivalStep[0]).isEqualTo(48);
        world.draw(3);
        assertThat(world.sessions().arrivalStep[0]).isEqualTo(32);
        assertThat(world.sessions().count).isEqualTo(1);
    }

    @Test
    void whatCannotBeReplayedIsCounted() {
        session("elsewhere", "2019-06-03T08:00:00", "2019-06-03T09:00:00", 5);
        session("a", "2019-06-03T09:01:00", "2019-06-03T09:05:00", 5);
        session("a", "2019-06-03T10:00:00", "2019-06-03T19:00:00", 90);
        var world = world("2019-06-03");
        world.draw(1);
        assertThat(world.sessions().count).isEqualTo(1);
        assertThat(world.sessions().targetKwh[0]).isCloseTo(0.95 * 50, within(1e-12));
        assertThat(world.drawNotes())
                .containsExactlyInAnyOrder(
                        "sessions left out because the scenario lacks their station: 1",
                        "stays dropped because they round to no step of the run: 1",
                        "requests cut to what fits into the battery: 1");
    }

    @Test
    void aStartDateThatIsNoneIsRefused() {
        session("a", "2019-06-03T08:00:00", "2019-06-03T09:00:00", 5);
        assertThatThrownBy(() -> world("3 June"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'3 June'")
                .hasMessageContaining("yyyy-mm-dd");
    }
}
