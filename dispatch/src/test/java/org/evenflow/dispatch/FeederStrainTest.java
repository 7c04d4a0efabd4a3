package org.evenflow.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Allowed at b are 0.96 to 1.02 pu: from 1.79 MW of load to 1.1 MW of infeed. */
class FeederStrainTest {
    @Test
    void whatIsBeyondItsLimitIsFound() {
        var feeder = TwoBuses.balanced(20);
        var strain = new FeederStrain(feeder);
        var idle = TwoBuses.state(feeder, 0, 100);
        assertThat(strain.low(idle)).isEqualTo(-1);
        assertThat(strain.high(idle)).isEqualTo(-1);
        assertThat(strain.branch(idle)).isEqualTo(-1);
        var loaded = TwoBuses.state(feeder, 0, 2000);
        assertThat(strain.low(loaded)).isZero();
        assertThat(strain.high(loaded)).isEqualTo(-1);
        assertThat(strain.branch(loaded)).isZero();
        var fed = TwoBuses.state(feeder, 0, -1500);
        assertThat(strain.low(fed)).isEqualTo(-1);
        assertThat(strain.high(fed)).isZero();
        assertThat(strain.bus(1)).isEqualTo(1);
        assertThat(strain.phase(1)).isEqualTo(LimitRows.NO_PHASE);
    }

    @Test
    void aNodeIsAPhaseOfABus() {
        var feeder = TwoBuses.byPhase(Sites.UNLIMITED);
        var strain = new FeederStrain(feeder);
        // Felt as 2100 kW of load and 1500 of infeed on all phases.
        assertThat(strain.low(TwoBuses.state(feeder, 2, 700))).isEqualTo(2);
        assertThat(strain.high(TwoBuses.state(feeder, 1, -500))).isEqualTo(1);
        assertThat(strain.bus(5)).isEqualTo(1);
        assertThat(strain.phase(5)).isEqualTo(2);
        assertThat(strain.bus(1)).isZero();
        assertThat(strain.phase(1)).isEqualTo(1);
    }
}
