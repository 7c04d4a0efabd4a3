package org.evenflow.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.evenflow.model.Generator;
import org.junit.jupiter.api.Test;

class PvPowerTest {
    private static PvPower plant(double tilt) {
        return new PvPower(new Generator.Pv("p", "b", null, 10, tilt, 180, 0.86));
    }

    @Test
    void aFlatPlaneSeesTheHorizontalLight() {
        assertThat(plant(0).planeWm2(600, 200, 1000, 1)).isCloseTo(600, within(1e-9));
    }

    @Test
    void aTiltedPlaneAddsBeamSkyAndGround() {
        // Beam 400 * 1.5 = 600; anisotropy 400 / 1000 = 0.4; sky 200 (0.4 * 1.5 + 0.6 * 0.75)
        // = 210; ground 600 * 0.2 * (1 - 0.5) / 2 = 30.
        assertThat(plant(60).planeWm2(600, 200, 1000, 1.5)).isCloseTo(840, within(1e-9));
    }

    @Test
    void powerFallsWithCellTemperatureAndIsCutAtThePeak() {
        // 800 W/m2 heat the cell by 25 K: at 0 degrees of air it is at 25, no derating.
        assertThat(plant(30).kw(800, 0)).isCloseTo(10 * 0.8 * 0.86, within(1e-9));
        // At 20 degrees of air, 20 K above: 1 - 0.094.
        assertThat(plant(30).kw(800, 20)).isCloseTo(10 * 0.8 * 0.86 * 0.906, within(1e-9));
        assertThat(plant(30).kw(1400, -40)).isEqualTo(10);
        assertThat(plant(30).kw(0, 20)).isZero();
    }
}
