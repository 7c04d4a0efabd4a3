package org.evenflow.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConnectionTest {
    private static final ChargerKind THREE = new ChargerKind.SlowAc(3, 32, 6, 1, 230);
    private static final ChargerKind ONE = new ChargerKind.SlowAc(1, 32, 6, 1, 230);

    private static Connector connector(ChargerKind kind, Connection connection) {
        return new Connector("c", kind, connection, Reactive.NONE);
    }

    @Test
    void aVehicleOfOnePhaseLoadsTheFirstOne() {
        var turned = Connection.Wye.parse("bca", "phases");
        assertThat(turned.loaded(1)).isEqualTo(Phases.B);
        assertThat(turned.loaded(2)).isEqualTo(Phases.BC);
        assertThat(turned.loaded(3)).isEqualTo(Phases.ABC);
        assertThat(Connection.Wye.parse("ca", "phases").loaded(1)).isEqualTo(Phases.C);
        assertThat(Connection.Wye.parse("a", "phases").loaded(3)).isEqualTo(Phases.A);
    }

    @Test
    void betweenPhasesAllOfThemCarry() {
        assertThat(new Connection.Delta(Phases.CA).loaded(1)).isEqualTo(Phases.CA);
        assertThat(Connection.SHARED.loaded(1)).isEqualTo(Phases.ABC);
    }

    @Test
    void labelsReadBack() {
        for (String label : new String[] {"a", "ab", "bc", "ca", "abc", "bca", "cab"}) {
            assertThat(Connection.Wye.parse(label, "phases").label()).isEqualTo(label);
        }
        assertThatThrownBy(() -> Connection.Wye.parse("acb", "phases"))
                .hasMessage(
                        "phases must be in the order of rotation, such as abc, bca, ab or ca, is"
                                + " acb");
    }

    @Test
    void aChargerNeedsAsManyPhasesAsItHas() {
        assertThatThrownBy(() -> connector(THREE, Connection.Wye.parse("a", "phases")))
                .hasMessage(
                        "connector c: phases must be 3 for a slow_ac charger of phases: 3, is a");
        assertThatThrownBy(() -> connector(ONE, Connection.Wye.parse("ab", "phases")))
                .hasMessageContaining("must be 1 for a slow_ac charger");
        assertThat(connector(ONE, new Connection.Delta(Phases.AB)).isEven()).isFalse();
    }

    @Test
    void onlyWhatLoadsThreePhasesAlikeIsEven() {
        var dc = new ChargerKind.FastDc(50, 0, 0.95);
        assertThat(connector(dc, Connection.Wye.parse("bca", "phases")).isEven()).isTrue();
        assertThat(connector(dc, Connection.Wye.parse("b", "phases")).isEven()).isFalse();
        assertThat(connector(THREE, Connection.SHARED).isEven()).isTrue();
        // A vehicle of one phase may come.
        assertThat(connector(THREE, Connection.Wye.parse("abc", "phases")).isEven()).isFalse();
    }
}
