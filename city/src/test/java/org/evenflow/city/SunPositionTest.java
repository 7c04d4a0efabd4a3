package org.evenflow.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

class SunPositionTest {
    @Test
    void agreesWithThePublishedExampleOfTheSolarPositionAlgorithm() {
        // I. Reda and A. Andreas, NREL/TP-560-34302, 2003 (rev. 2008), table A5.1: zenith 50.11162
        // (with refraction, 0.02 degrees here) and azimuth 194.34024 degrees.
        var instant = OffsetDateTime.parse("2003-10-17T12:30:30-07:00").toInstant();
        var sun = SunPosition.at(instant, 39.742476, -105.1786);
        assertThat(sun.zenithDeg()).isCloseTo(50.11162, within(0.05));
        assertThat(sun.azimuthDeg()).isCloseTo(194.34024, within(0.05));
    }

    @Test
    void standsOverheadAtTheTropicOnTheSolstice() {
        // Solstice of 20 June 2020, 21:44 UTC; the equation of time is -1.7 minutes then, so it is
        // noon at (720 - 1304 + 1.7) / 4 = -145.6 degrees.
        var sun = SunPosition.at(Instant.parse("2020-06-20T21:44:00Z"), 23.436, -145.6);
        assertThat(sun.zenithDeg()).isLessThan(0.15);
    }

    @Test
    void crossesTheHorizonSixHoursFromNoonOnTheEquinox() {
        // 20 March 2020; the equation of time is -7.5 minutes.
        var sun = SunPosition.at(Instant.parse("2020-03-20T06:07:30Z"), 0, 0);
        assertThat(sun.zenithDeg()).isCloseTo(90, within(0.3));
        assertThat(sun.azimuthDeg()).isCloseTo(90, within(0.3));
    }

    @Test
    void aPlaneTowardTheSunMeetsItAtARightAngle() {
        var sun = SunPosition.at(Instant.parse("2020-05-01T14:00:00Z"), 47.4, 8.5);
        assertThat(sun.cosIncidence(sun.zenithDeg(), sun.azimuthDeg())).isCloseTo(1, within(1e-12));
        assertThat(sun.cosIncidence(0, 77)).isCloseTo(sun.cosZenith(), within(1e-12));
    }
}
