package org.evenflow.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ReactiveTest {
    /** Rounding of a dozen operations on numbers up to 100. */
    private static final Offset<Double> CLOSE = within(1e-12);

    private static final Reactive.VoltVar B = Reactive.VoltVar.ieee1547CategoryB(1.25);

    @Test
    void aLaggingPowerFactorTakesReactivePowerInBothDirections() {
        var factor = new Reactive.PowerFactor(0.8);
        assertThat(factor.kvar(8, 10, 1)).isCloseTo(6, CLOSE);
        assertThat(factor.kvar(-8, 10, 1)).isCloseTo(6, CLOSE);
    }

    @Test
    void aLeadingPowerFactorGivesReactivePower() {
        assertThat(new Reactive.PowerFactor(-0.8).kvar(8, 10, 1)).isCloseTo(-6, CLOSE);
    }

    @Test
    void unityTakesNone() {
        assertThat(Reactive.NONE.kvar(8, 10, 0.9)).isZero();
    }

    @Test
    void categoryBOfIeee1547Gives44PercentAt92PercentVoltage() {
        // 12.5 kVA, at half active power nothing else binds: sqrt(156.25 - 25) = 11.5 kvar.
        assertThat(B.kvar(5, 10, 0.92)).isCloseTo(-5.5, CLOSE);
        assertThat(B.kvar(5, 10, 0.5)).isCloseTo(-5.5, CLOSE);
        assertThat(B.kvar(5, 10, 0.95)).isCloseTo(-2.75, CLOSE);
        assertThat(B.kvar(5, 10, 1)).isZero();
        assertThat(B.kvar(5, 10, 1.05)).isCloseTo(2.75, CLOSE);
        assertThat(B.kvar(5, 10, 1.2)).isCloseTo(5.5, CLOSE);
    }

    @Test
    void categoryAOfIeee1547Gives25PercentAt90PercentVoltage() {
        var a = Reactive.VoltVar.ieee1547CategoryA(1);
        assertThat(a.kvar(5, 10, 0.9)).isCloseTo(-2.5, CLOSE);
        assertThat(a.kvar(5, 10, 1.05)).isCloseTo(1.25, CLOSE);
    }

    @Test
    void activePowerHasPriority() {
        // sqrt(10.5^2 - 10^2) = 3.2016 kvar remain of 44 % of 10.5 kVA.
        var tight = Reactive.VoltVar.ieee1547CategoryB(1.05);
        assertThat(tight.kvar(10, 10, 0.92)).isCloseTo(-Math.sqrt(10.25), CLOSE);
        assertThat(Reactive.VoltVar.ieee1547CategoryB(1).kvar(10, 10, 0.92)).isZero();
    }

    @Test
    void atRestThereIsNoneAndBelowAFifthLess() {
        assertThat(B.kvar(0, 10, 0.92)).isZero();
        assertThat(B.kvar(1, 10, 0.92)).isCloseTo(-2.75, CLOSE);
        assertThat(B.kvar(-1, 10, 0.92)).isCloseTo(-2.75, CLOSE);
    }

    @Test
    void curvesThatRiseOrGoBackAreRefused() {
        assertThatThrownBy(() -> new Reactive.VoltVar(List.of(0.9, 1.1), List.of(-0.1, 0.1), 1))
                .hasMessage("volt_var share must be at most the one before it, -0.1, is 0.1");
        assertThatThrownBy(() -> new Reactive.VoltVar(List.of(1.1, 0.9), List.of(0.1, -0.1), 1))
                .hasMessage("volt_var voltage_pu must be above the one before it, 1.1, is 0.9");
        assertThatThrownBy(() -> new Reactive.PowerFactor(0.3))
                .hasMessageStartingWith("power_factor must be from 0.5 to 1 (lagging)");
    }
}
