package org.evenflow.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.TimeGrid;
import org.evenflow.model.scenario.SessionRecord;
import org.junit.jupiter.api.Test;

/** Visits at two connectors of 8 kW in quarters of an hour. */
class LeavingSessionTest {
    private static final ChargerKind EIGHT = new ChargerKind.FastDc(8, 0, 1);

    private static SessionRecord visit(int arrivesMin, int leavesMin) {
        var departure = Small.SIX.plusSeconds(60L * leavesMin);
        return new SessionRecord(
                "x" + arrivesMin + "-" + leavesMin,
                "s",
                Small.SIX.plusSeconds(60L * arrivesMin),
                departure,
                departure,
                20,
                20,
                60,
                0.2,
                Small.UNLIMITED);
    }

    private static List<SessionOutcome> played(SessionRecord... visits) {
        var quarters = TimeGrid.of("2019-06-05T06:00", "UTC", 15, 2);
        var hours =
                Small.scenario(
                        2, EIGHT, Small.UNLIMITED, null, Small.plainVehicle(), List.of(visits));
        var env = new ChargingEnv(hours.with(hours.world().with(quarters)));
        var trace = new Small.Import();
        env.trace(trace);
        Small.play(env, 8, 8, 8, 8, 8, 8, 8, 8);
        return trace.outcomes;
    }

    @Test
    void whoFindsBothConnectorsTakenWaitsWithoutPowerForTheFirstThatFrees() {
        // Taken until 7:00 and 6:45; the third comes at 6:15, the fourth at 6:45.
        var outcomes = played(visit(0, 60), visit(0, 45), visit(15, 90), visit(45, 105));
        assertThat(outcomes).extracting(SessionOutcome::departStep).containsExactly(3, 4, 6, 7);
        assertThat(outcomes)
                .extracting(SessionOutcome::waitMin)
                .containsExactly(0.0, 0.0, 30., 15.);
        assertThat(outcomes).extracting(SessionOutcome::arrivalStep).containsExactly(0, 0, 3, 4);
        // Three steps of a quarter at 8 kW, not five: 6 kWh at the meter, of which 0.9 are stored.
        var waited = outcomes.get(2);
        assertThat(waited.departureKwh() - waited.arrivalKwh()).isCloseTo(5.4, within(1e-12));
    }

    @Test
    void whoFindsAConnectorFreeDoesNotWait() {
        var outcomes = played(visit(0, 45), visit(15, 90), visit(45, 105));
        assertThat(outcomes).extracting(SessionOutcome::waitMin).containsExactly(0.0, 0.0, 0.0);
        assertThat(outcomes).extracting(SessionOutcome::arrivalStep).containsExactly(0, 1, 3);
    }
}
