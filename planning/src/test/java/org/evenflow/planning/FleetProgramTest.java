package org.evenflow.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.evenflow.numeric.SolveStatus;
import org.junit.jupiter.api.Test;

class FleetProgramTest {
    private static final double FREE = Double.POSITIVE_INFINITY;

    /** The solver's tolerance of rows and bounds, kWh. */
    private static final double SOLVED = 1e-6;

    /** What settles ties costs 1e-6 per kWh; plans here move less than 100 kWh. */
    private static final double TIES = 1e-4;

    /** Slots at one station under one transformer, open in all of so many blocks. */
    static FleetProgram program(int blocks, int segments, int groups, boolean... givesBack) {
        int slots = givesBack.length;
        int[] to = new int[slots];
        Arrays.fill(to, blocks);
        var shape =
                new FleetShape(
                        blocks,
                        new int[slots],
                        new int[slots],
                        to,
                        givesBack,
                        groups,
                        new int[] {0},
                        new int[] {0},
                        1,
                        1,
                        segments);
        return new FleetProgram(shape);
    }

    private static void prices(FleetProgram program, double share, double... buy) {
        for (int k = 0; k < buy.length; k++) {
            program.supply.block(k, 0, 0, buy[k], share * buy[k], FREE);
        }
    }

    private static double[] plan(FleetProgram program, int slot) {
        assertThat(program.solve(60)).isEqualTo(SolveStatus.OPTIMAL);
        double[] kwh = new double[program.shape.blocks()];
        for (int k = 0; k < kwh.length; k++) {
            kwh[k] = program.netKwh(slot, k);
        }
        return kwh;
    }

    @Test
    void aVehicleBuysWhenItIsCheapAndGivesBackAcrossBothEfficiencies() {
        try (var program = program(3, 1, 0, true)) {
            prices(program, 0.9, 0.1, 0.5, 0.2);
            program.efficiency(0, 0.9, 0.8);
            program.vehicle(0, 10, 0, 10, 20, 1, 0);
            for (int k = 0; k < 3; k++) {
                program.charge(0, k, 0, 5, 0);
                program.discharge(0, k, 0, 5, 0);
            }
            // 10 + 0.9 * 5 - 5 / 0.8 = 8.25 stored; 1.75 / 0.9 is bought back at 0.2.
            double back = 1.75 / 0.9;
            assertThat(plan(program, 0))
                    .containsExactly(new double[] {5, -5, back}, within(SOLVED));
            assertThat(program.cost()).isCloseTo(5 * 0.1 - 5 * 0.45 + back * 0.2, within(TIES));
            assertThat(program.throughputKwh(0)).isCloseTo(10 + back, within(SOLVED));
            assertThat(program.pointKwh(0, 1)).isCloseTo(-5, within(SOLVED));
            // A floor of 9 lets 5.5 kWh of 14.5 go.
            program.vehicle(0, 10, 9, 10, 20, 1, 0);
            assertThat(plan(program, 0)[1]).isCloseTo(-5.5 * 0.8, within(SOLVED));
            // Room for 2 kWh more.
            program.vehicle(0, 10, 0, 10, 12, 1, 0);
            assertThat(plan(program, 0)[0]).isCloseTo(2 / 0.9, within(SOLVED));
            // What is left is worth 0.3: more than 0.2 / 0.9, less than 0.45 * 0.8.
            program.vehicle(0, 10, 0, 10, 20, 1, 0.3);
            assertThat(plan(program, 0)).containsExactly(new double[] {5, -5, 5}, within(SOLVED));
        }
    }

    @Test
    void segmentsOfRisingCostAreFilledInTheOrderOfTheirCosts() {
        try (var program = program(3, 2, 0, false)) {
            prices(program, 0, 0.1, 0.15, 0.3);
            program.efficiency(0, 0.9, 1);
            program.vehicle(0, 1, 0, 10, 10, 1, 0);
            for (int k = 0; k < 3; k++) {
                program.charge(0, k, 0, 3, 0);
                program.charge(0, k, 1, 3, 0.1);
            }
            // 10 kWh at 0.1, 0.15, 0.2 and 0.25, three of each but the last.
            assertThat(plan(program, 0)).containsExactly(new double[] {6, 4, 0}, within(SOLVED));
            assertThat(program.cost()).isCloseTo(0.3 + 0.45 + 0.6 + 0.25, within(TIES));
            assertThat(program.lackKwh(0)).isCloseTo(0, within(SOLVED));
            // A lack at 0.2 per stored kWh is cheaper than 0.2 / 0.9, dearer than 0.15 / 0.9.
            program.vehicle(0, 1, 0, 10, 10, 0.2, 0);
            assertThat(plan(program, 0)).containsExactly(new double[] {3, 3, 0}, within(SOLVED));
            assertThat(program.lackKwh(0)).isCloseTo(9 - 0.9 * 6, within(SOLVED));
        }
    }

    @Test
    void nobodyChargesMoreThanItAskedForWhereEnergyIsGivenAway() {
        try (var program = program(1, 1, 0, false, true)) {
            prices(program, 1, -0.1);
            for (int slot = 0; slot < 2; slot++) {
                program.vehicle(slot, 1, 0, 4, 6, 1, 0);
                program.charge(slot, 0, 0, 10, 0);
            }
            assertThat(plan(program, 0)[0]).isCloseTo(5, within(SOLVED));
            assertThat(program.netKwh(1, 0)).isCloseTo(5, within(SOLVED));
            assertThat(program.cost()).isCloseTo(-1, within(TIES));
        }
    }

    @Test
    void softLimitsArePassedWhereLackingCostsMore() {
        try (var program = program(2, 1, 0, false)) {
            prices(program, 0, 0, 0);
            program.vehicle(0, 0, 0, 10, 10, 1, 0);
            program.charge(0, 0, 0, 10, 0);
            program.site(0, 4, 10);
            assertThat(plan(program, 0)[0]).isCloseTo(4, within(SOLVED));
            assertThat(program.cost()).isCloseTo(6, within(TIES));
            program.site(0, 4, 0.5);
            assertThat(plan(program, 0)[0]).isCloseTo(10, within(SOLVED));
            assertThat(program.cost()).isCloseTo(3, within(TIES));
            program.site(0, FREE, 0.5);
            program.transformer(0, 0, -FREE, 7, 0.5);
            assertThat(plan(program, 0)[0]).isCloseTo(10, within(SOLVED));
            assertThat(program.cost()).isCloseTo(1.5, within(TIES));
            // A station's fuse is not for sale.
            program.station(0, 0, 0, 3);
            assertThat(plan(program, 0)[0]).isCloseTo(3, within(SOLVED));
            assertThat(program.cost()).isCloseTo(7, within(TIES));
            // A limit of each block by itself.
            program.charge(0, 1, 0, 10, 0.1);
            assertThat(plan(program, 0)).containsExactly(new double[] {3, 7}, within(SOLVED));
        }
    }

    @Test
    void whatIsPinnedStaysAndPaysForTheLimitThatItBreaks() {
        try (var program = program(2, 1, 0, true)) {
            prices(program, 1, 0.2, 0.1);
            program.vehicle(0, 5, 0, 5, 20, 1, 0);
            for (int k = 0; k < 2; k++) {
                program.charge(0, k, 0, 10, 0);
                program.discharge(0, k, 0, 10, 0);
            }
            program.site(0, 4, 10);
            program.pin(0, 0, 0, 6);
            program.pin(0, 0, 1, 0);
            // 2 kWh beyond at 10; what was charged is given back, 6 kWh, to 5 kWh.
            assertThat(plan(program, 0)).containsExactly(new double[] {6, -6}, within(SOLVED));
            assertThat(program.cost()).isCloseTo(20 + 1.2 - 0.6, within(TIES));
        }
    }

    @Test
    void nobodyGivesBackWhatIsLacking() {
        try (var program = program(1, 1, 0, true)) {
            prices(program, 1, 4);
            program.efficiency(0, 1, 0.5);
            program.vehicle(0, 10, 4, 10, 20, 1, 0);
            program.discharge(0, 0, 0, 10, 0);
            // Each kWh stored earns 2 and its lack costs 1; below the floor of 4 there is none.
            assertThat(plan(program, 0)[0]).isCloseTo(-3, within(SOLVED));
            assertThat(program.lackKwh(0)).isCloseTo(6, within(SOLVED));
            assertThat(program.cost()).isCloseTo(-12 + 6, within(TIES));
        }
    }

    @Test
    void cutsBoundTheWeightedSumOfPointsAtAPrice() {
        var shape =
                new FleetShape(
                        1,
                        new int[] {0, 1},
                        new int[2],
                        new int[] {1, 1},
                        new boolean[2],
                        0,
                        new int[] {0, 1},
                        new int[] {-1, -1},
                        0,
                        1,
                        1);
        try (var program = new FleetProgram(shape)) {
            program.supply.block(0, 0, 0, 0.1, 0, 0);
            for (int slot = 0; slot < 2; slot++) {
                program.vehicle(slot, 0, 0, 10, 10, 1, 0);
                program.charge(slot, 0, 0, 10, 0);
            }
            int row = program.cut(0, new double[] {1, 0.5}, 5);
            assertThat(plan(program, 0)[0]).isCloseTo(10, within(SOLVED));
            // 0.5 per kWh of the second: all of its 10, and 3 of the first.
            program.cutBound(row, 8);
            assertThat(plan(program, 0)[0]).isCloseTo(3, within(SOLVED));
            assertThat(program.netKwh(1, 0)).isCloseTo(10, within(SOLVED));
            program.pointCost(1, 0, 0.95);
            assertThat(plan(program, 0)[0]).isCloseTo(8, within(SOLVED));
            assertThat(program.netKwh(1, 0)).isCloseTo(0, within(SOLVED));
            program.pointCost(1, 0, 0);
            program.cutBound(row, FREE);
            assertThat(plan(program, 0)[0]).isCloseTo(10, within(SOLVED));
        }
    }

    @Test
    void aGroupPaysForALackWhereItFirstShowsAndOnce() {
        try (var program = program(3, 1, 1, true)) {
            prices(program, 0, 0, 0, 0.1);
            program.vehicle(0, 0, 0, 4, 9, 0.5, 0);
            for (int k = 0; k < 3; k++) {
                program.charge(0, k, 0, 3, 0);
                program.store(0, k, k == 0 ? 4 : 6, 9, 0.5);
            }
            // 4 are due where 3 can be charged; the other 2 of 6 come in the second block.
            assertThat(plan(program, 0)).containsExactly(new double[] {3, 2, 0}, within(SOLVED));
            assertThat(program.cost()).isCloseTo(0.5, within(TIES));
            for (int k = 0; k < 3; k++) {
                program.store(0, k, 0, k == 0 ? 1 : 9, 0.5);
            }
            program.store(0, 2, 6, 9, 0.5);
            // At most 1 after the first block; the rest later, one of it at 0.1 or 2 of it.
            assertThat(plan(program, 0)).containsExactly(new double[] {1, 3, 2}, within(SOLVED));
        }
    }

    @Test
    void aSlotThatWasClosedTakesNothingAndOpensAsNew() {
        try (var program = program(2, 1, 0, true, false)) {
            prices(program, 0.5, 0.1, 0.2);
            for (int slot = 0; slot < 2; slot++) {
                open(program, slot);
            }
            plan(program, 0);
            double cost = program.cost();
            program.close(0);
            program.close(1);
            assertThat(plan(program, 0)).containsExactly(new double[2], within(SOLVED));
            assertThat(program.cost()).isCloseTo(0, within(SOLVED));
            open(program, 0);
            open(program, 1);
            assertThat(plan(program, 1)).containsExactly(new double[] {3, 3}, within(SOLVED));
            assertThat(program.cost()).isCloseTo(cost, within(SOLVED));
        }
    }

    private static void open(FleetProgram program, int slot) {
        program.vehicle(slot, 2, 0, 8, 10, 1, 0);
        for (int k = 0; k < 2; k++) {
            program.charge(slot, k, 0, 3, 0);
            if (program.shape.givesBack()[slot]) {
                program.discharge(slot, k, 0, 3, 0);
            }
        }
    }
}
