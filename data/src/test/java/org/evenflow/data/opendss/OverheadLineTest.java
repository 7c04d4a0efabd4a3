package org.evenflow.data.opendss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverheadLineTest {
    private static final double FEET = 0.3048;
    private static final double MILES = 1609.344;

    /** IEEE spacing 500 with 556.5 kcmil 26/7 phases and a 4/0 6/1 neutral, in the order abcn. */
    private static List<Conductor> configuration601() {
        double phaseOhm = 0.1859 / MILES;
        double neutralOhm = 0.592 / MILES;
        double phaseRadiusM = 0.927 / 24 * FEET;
        double neutralRadiusM = 0.563 / 24 * FEET;
        var wires = new ArrayList<Conductor>();
        for (double xFeet : new double[] {2.5, 0, 7}) {
            wires.add(
                    new Conductor(xFeet * FEET, 29 * FEET, phaseOhm, 0.0313 * FEET, phaseRadiusM));
        }
        wires.add(new Conductor(4 * FEET, 25 * FEET, neutralOhm, 0.00814 * FEET, neutralRadiusM));
        return wires;
    }

    @Test
    void impedanceIsThatOfThePublishedConfiguration601() {
        var line = new OverheadLine(configuration601(), 60).perMetre(3);
        // IEEE 13 node test feeder, configuration 601, ohm per mile, by the modified Carson
        // equations; the complex image differs by its earth terms, and the skin effect of a solid
        // wire raises the phases' resistance: 1.5 % covers both.
        double[] rOhm = {0.3465, 0.1560, 0.3375, 0.1580, 0.1535, 0.3414};
        double[] xOhm = {1.0179, 0.5017, 1.0478, 0.4236, 0.3849, 1.0348};
        for (int entry = 0; entry < 6; entry++) {
            double r = line.rOhm().lower().get(entry) * MILES;
            double x = line.xOhm().lower().get(entry) * MILES;
            assertThat(r).as("r %d", entry).isCloseTo(rOhm[entry], within(0.015 * rOhm[entry]));
            assertThat(x).as("x %d", entry).isCloseTo(xOhm[entry], within(0.015 * xOhm[entry]));
        }
    }

    @Test
    void chargingIsThatOfThePublishedConfiguration601() {
        var line = new OverheadLine(configuration601(), 60).perMetre(3);
        // Published susceptance in microsiemens per mile; it rests on rounded constants, which tell
        // most in the small differences between phases: 1 %.
        double[] microsiemens = {6.2998, -1.9958, 5.9597, -1.2595, -0.7417, 5.6386};
        for (int entry = 0; entry < 6; entry++) {
            double susceptance = line.cNanofarad().lower().get(entry) * 2e-3 * Math.PI * 60 * MILES;
            assertThat(susceptance)
                    .as("b %d", entry)
                    .isCloseTo(microsiemens[entry], within(0.01 * Math.abs(microsiemens[entry])));
        }
    }
}
