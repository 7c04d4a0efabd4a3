package org.evenflow.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ClearSkyTest {
    @Test
    void haurwitzGivesItsFormulaAndNothingAtNight() {
        // 1098 exp(-0.059) = 1035.09; 1098 * 0.5 * exp(-0.118) = 487.89.
        assertThat(ClearSky.globalWm2(1)).isCloseTo(1035.09, within(0.01));
        assertThat(ClearSky.globalWm2(0.5)).isCloseTo(487.89, within(0.01));
        assertThat(ClearSky.globalWm2(0)).isZero();
        assertThat(ClearSky.globalWm2(-0.3)).isZero();
    }

    @Test
    void erbsFollowsItsThreeBranches() {
        assertThat(ClearSky.diffuseShare(0.2)).isCloseTo(0.982, within(1e-12));
        // 0.9511 - 0.0802 + 1.097 - 2.07975 + 0.771
        assertThat(ClearSky.diffuseShare(0.5)).isCloseTo(0.65915, within(1e-12));
        assertThat(ClearSky.diffuseShare(0.9)).isCloseTo(0.165, within(1e-12));
    }

    @Test
    void theSunIsNearestInEarlyJanuary() {
        // Perihelion at 0.9833 au: 1 / 0.9833^2 = 1.0343 times the constant; aphelion 1.0167 au.
        assertThat(ClearSky.extraterrestrialWm2(3)).isCloseTo(1360.8 * 1.0343, within(2.0));
        assertThat(ClearSky.extraterrestrialWm2(185)).isCloseTo(1360.8 * 0.9674, within(2.0));
    }
}
