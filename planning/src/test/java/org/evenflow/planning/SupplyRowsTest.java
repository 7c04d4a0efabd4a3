package org.evenflow.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.evenflow.numeric.SolveStatus;
import org.junit.jupiter.api.Test;

class SupplyRowsTest {
    private static final double FREE = Double.POSITIVE_INFINITY;

    /** The solver's tolerance of rows and bounds, kWh. */
    private static final double SOLVED = 1e-6;

    /** What settles ties costs 1e-6 per kWh; plans here move less than 100 kWh. */
    private static final double TIES = 1e-4;

    /** A vehicle that asks for so much over all blocks, at most 10 kWh in each. */
    private static FleetProgram program(int blocks, double needKwh) {
        var program = FleetProgramTest.program(blocks, 1, 0, false);
        program.vehicle(0, 0, 0, needKwh, needKwh, 5, 0);
        for (int k = 0; k < blocks; k++) {
            program.charge(0, k, 0, 10, 0);
        }
        return program;
    }

    private static double cost(FleetProgram program) {
        assertThat(program.solve(60)).isEqualTo(SolveStatus.OPTIMAL);
        return program.cost();
    }

    @Test
    void plantsServeChargingFirstThenExportAndWhatMayNotLeaveIsCurtailed() {
        try (var program = program(1, 0)) {
            // 6 kWh of plants over 2 of base load; 3 may leave.
            program.supply.block(0, -4, 6, 0.3, 0.1, 3);
            assertThat(cost(program)).isCloseTo(-0.3, within(TIES));
            assertThat(program.supply.curtailedKwh(0)).isCloseTo(1, within(SOLVED));
            program.supply.block(0, -4, 6, 0.3, 0.1, FREE);
            assertThat(cost(program)).isCloseTo(-0.4, within(TIES));
            assertThat(program.supply.curtailedKwh(0)).isCloseTo(0, within(SOLVED));
            // Export that costs is not made.
            program.supply.block(0, -4, 6, 0.3, -0.1, FREE);
            assertThat(cost(program)).isCloseTo(0, within(TIES));
            assertThat(program.supply.curtailedKwh(0)).isCloseTo(4, within(SOLVED));
        }
        try (var program = program(1, 5)) {
            program.supply.block(0, -4, 6, 0.3, 0.1, 3);
            // 4 of 5 from plants.
            assertThat(cost(program)).isCloseTo(0.3, within(TIES));
        }
        try (var program = program(2, 5)) {
            // Surplus of 2 in the second block earns 0.1; the other 3 are bought where it is 0.3.
            program.supply.block(0, 1, 0, 0.4, 0.1, FREE);
            program.supply.block(1, -2, 2, 0.3, 0.1, FREE);
            assertThat(cost(program)).isCloseTo(0.4 + 3 * 0.3, within(TIES));
            assertThat(program.netKwh(0, 1)).isCloseTo(5, within(SOLVED));
        }
    }

    @Test
    void theGreatestMeanImportOfAMonthIsChargedFor() {
        try (var program = program(2, 8)) {
            for (int k = 0; k < 2; k++) {
                program.supply.block(k, k == 0 ? 2 : 0, 0, 0.1, 0, 0);
                program.supply.peak(k, 0, 1, 0);
            }
            program.supply.month(0, 2, 0);
            // 10 kWh in two hours: 5 kW.
            assertThat(cost(program)).isCloseTo(1 + 10, within(TIES));
            assertThat(program.netKwh(0, 0)).isCloseTo(3, within(SOLVED));
            // Of the second block of two hours, 2 kW for 3 hours and 4 kWh more: 10 / 3 kW.
            program.supply.peak(1, 0, 2, 0);
            assertThat(cost(program)).isCloseTo(1 + 2 * 10 / 3.0, within(TIES));
            program.supply.peak(1, 0, 1, 0);
            // Below the peak so far nothing is paid for.
            program.supply.month(0, 2, 7);
            assertThat(cost(program)).isCloseTo(1 + 14, within(TIES));
            program.supply.month(0, 2, 0);
            // A step of the second block lies 4 kW above its mean: 3 kW there, 7 kW in both.
            program.supply.peak(1, 0, 1, 4);
            assertThat(cost(program)).isCloseTo(1 + 14, within(TIES));
            assertThat(program.netKwh(0, 1)).isCloseTo(3, within(SOLVED));
        }
    }

    @Test
    void aPeakMayCostLessPieceByPiece() {
        try (var program = program(2, 8)) {
            program.supply.pieces(2);
            for (int k = 0; k < 2; k++) {
                program.supply.block(k, k == 0 ? 2 : 0, 0, k == 0 ? 0.1 : 0.9, 0, 0);
                program.supply.peak(k, 0, 1, 0);
            }
            // 10 kWh in all: 0.8 less for each kWh in the first hour, which has 2 already.
            double[] ends = {4, 6};
            program.supply.month(0, 2, 3, ends, new double[] {0.2, 0.7});
            // Up to 6 kW that is worth it, above not; the peak so far, 3 kW, is paid for anyway.
            assertThat(cost(program)).isCloseTo(0.6 + 3.6 + 2 * 3 + 0.2 + 2 * 0.7, within(TIES));
            assertThat(program.netKwh(0, 0)).isCloseTo(4, within(SOLVED));
            assertThat(program.supply.belowPeakKw(0)).isCloseTo(0, within(SOLVED));
            assertThat(program.supply.belowPeakKw(1)).isCloseTo(2, within(SOLVED));
            // A peak so far within the second piece leaves what is left of it.
            program.supply.month(0, 2, 5.5, ends, new double[] {0.2, 0.7});
            assertThat(cost(program)).isCloseTo(0.6 + 3.6 + 2 * 5.5 + 0.5 * 0.7, within(TIES));
            // What has no end may be passed.
            program.supply.month(0, 2, 3, new double[] {FREE, FREE}, new double[] {0.1, 0.1});
            assertThat(cost(program)).isCloseTo(1 + 2 * 3 + 0.1 * 7, within(TIES));
        }
    }

    @Test
    void whileMoreIsExportedThanCharged_peaksAreThoseOfTheNetLoad() {
        try (var program = program(2, 4)) {
            // Over two hours 10 kW are exported on average, but 5 kW imported in one of the steps.
            program.supply.block(0, -20, 20, 0.1, 0.1, FREE);
            program.supply.peak(0, 0, 2, 30);
            program.supply.block(1, 0, 0, 0.1, 0.1, FREE);
            program.supply.peak(1, 0, 1, 0);
            program.supply.month(0, 2, 0);
            // 4 kWh in the second block stay below these 5 kW; in the first they would not.
            assertThat(cost(program)).isCloseTo(-2 + 0.4 + 10, within(TIES));
            assertThat(program.netKwh(0, 1)).isCloseTo(4, within(SOLVED));
        }
    }

    @Test
    void aBlockMayMoveToAnotherMonth() {
        var shape =
                new FleetShape(
                        2,
                        new int[] {0},
                        new int[1],
                        new int[] {2},
                        new boolean[1],
                        0,
                        new int[] {0},
                        new int[] {-1},
                        0,
                        2,
                        1);
        try (var program = new FleetProgram(shape)) {
            program.vehicle(0, 0, 0, 8, 8, 5, 0);
            for (int k = 0; k < 2; k++) {
                program.charge(0, k, 0, 10, 0);
                program.supply.block(k, 0, 0, 0.1, 0, 0);
                program.supply.peak(k, k, 1, 0);
                program.supply.month(k, k == 0 ? 1 : 3, 0);
            }
            // All in the month that costs 1 per kW.
            assertThat(cost(program)).isCloseTo(0.8 + 8, within(TIES));
            program.supply.peak(1, 0, 1, 0);
            assertThat(cost(program)).isCloseTo(0.8 + 4, within(TIES));
            program.supply.peak(0, 1, 1, 0);
            program.supply.peak(1, 1, 1, 0);
            assertThat(cost(program)).isCloseTo(0.8 + 12, within(TIES));
        }
    }

    @Test
    void whereExportEarnsMoreImportAndExportShareOneHull() {
        try (var program = program(1, 2)) {
            // Net load between -10 (export) and 5 (import): 3 with charging; buying at 0.1 to sell
            // at 0.3 beyond the line from (5, 0) to (0, 10).
            program.supply.block(0, 1, 0, 0.1, 0.3, 10);
            program.supply.either(0, 5, 10);
            // i - e = 3 and i / 5 + e / 10 = 1: i = 13 / 3, e = 4 / 3.
            assertThat(cost(program)).isCloseTo(0.1 * 13 / 3 - 0.3 * 4 / 3, within(TIES));
        }
    }

    @Test
    void lossesAreAtLeastTheirTangentsAndAtMostTheirBound() {
        try (var program = program(1, 4)) {
            program.supply.loss(0, 2);
            program.supply.block(0, 1, 0, 0.1, 0, 0);
            program.supply.lossAbove(0, new double[] {0.2}, -0.3);
            assertThat(cost(program)).isCloseTo(0.1 * (5 + 0.5), within(TIES));
            assertThat(program.supply.lossKwh(0)).isCloseTo(0.5, within(SOLVED));
            // Where import earns, as much is lost as can be.
            program.supply.block(0, 1, 0, -0.1, -0.1, 0);
            assertThat(cost(program)).isCloseTo(-0.1 * 7, within(TIES));
        }
    }
}
