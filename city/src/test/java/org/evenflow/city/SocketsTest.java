package org.evenflow.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SocketsTest {
    private final Sockets sockets =
            new Sockets(
                    List.of(Worlds.station("a", Worlds.AC, 2), Worlds.station("b", Worlds.DC, 1)),
                    List.of(Worlds.CAR, Worlds.SMALL_CAR));

    SocketsTest() {
        sockets.clear();
    }

    @Test
    void theSearchGoesRoundTheDrawnConnectorsStation() {
        sockets.take(1, 10);
        assertThat(sockets.freeFrom(1, 0, 9)).isEqualTo(0);
        assertThat(sockets.freeFrom(1, 0, 10)).isEqualTo(1);
        sockets.take(0, 12);
        assertThat(sockets.freeFrom(1, 0, 9)).isEqualTo(Sockets.NONE);
        assertThat(sockets.soonest(0, 0)).isEqualTo(1);
    }

    @Test
    void aVehicleWithoutDcInletHasNoUseForADcCharger() {
        assertThat(sockets.freeFrom(2, 1, 0)).isEqualTo(Sockets.NONE);
        assertThat(sockets.soonest(1, 1)).isEqualTo(Sockets.NONE);
        assertThat(sockets.freeFrom(2, 0, 0)).isEqualTo(2);
    }

    @Test
    void chargerAndBatteryLossesLieBetweenMeterAndCells() {
        assertThat(sockets.storedPerMetered(0, 0)).isCloseTo(0.92, within(1e-12));
        assertThat(sockets.storedPerMetered(2, 0)).isCloseTo(0.95 * 0.92, within(1e-12));
    }
}
