package org.evenflow.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import org.evenflow.control.Visit;
import org.evenflow.dispatch.Sites;
import org.evenflow.model.Site;
import org.junit.jupiter.api.Test;

class NewcomersTest {
    /** The solver's tolerance of rows and bounds. */
    private static final double SOLVED = 1e-6;

    /** Two stations with a connector each. */
    private static final Points POINTS =
            new Points(new int[] {0, 1}, new int[] {0, 1}, new int[2][0], new boolean[2]);

    private static final Site SITE =
            Site.of(
                    null,
                    List.of(
                            Sites.station("s", "", null, Sites.UNLIMITED, 0, PlanWorld.ONE_WAY, 1),
                            Sites.station("t", "", null, Sites.UNLIMITED, 0, PlanWorld.ONE_WAY, 1)),
                    List.of());

    private static final int BLOCKS = 4;

    /** A solved plan of newcomers alone over blocks of one hour from step 10 on. */
    private static FleetProgram planned(List<List<Visit>> days, double... pricePerKwh) {
        return planned(days, new Visit[0], pricePerKwh);
    }

    private static FleetProgram planned(
            List<List<Visit>> days, Visit[] here, double... pricePerKwh) {
        var shape = FleetShape.receding(BLOCKS, POINTS, false, new int[] {-1, -1}, 0, 1, 1, 1);
        var program = new FleetProgram(shape);
        program.close(0);
        program.close(1);
        var blocks = new Blocks(BLOCKS, 1);
        blocks.equal(10, 100);
        for (int k = 0; k < BLOCKS; k++) {
            program.supply.block(k, 0, 0, pricePerKwh[k], 0, 0);
        }
        var world = new PlanWorld(SITE, 100, 1, here).at(10);
        new Newcomers(days, false, POINTS, BLOCKS, 2).fill(world, program, blocks, 0.5);
        assertThat(program.solve(60).hasPoint()).isTrue();
        return program;
    }

    private static double[] powers(FleetProgram program, int point) {
        double[] kwh = new double[BLOCKS];
        for (int k = 0; k < BLOCKS; k++) {
            kwh[k] = program.pointKwh(point, k);
        }
        return kwh;
    }

    @Test
    void slotsNumberPointsBlocksOfArrivalAndStays() {
        var seen = new HashSet<List<Integer>>();
        int count = Newcomers.count(2, BLOCKS);
        for (int i = 0; i < count; i++) {
            int block = Newcomers.arrivalBlock(i, BLOCKS);
            assertThat(block).isBetween(1, BLOCKS - 1);
            seen.add(List.of(Newcomers.point(i, BLOCKS), block, i % 3));
        }
        assertThat(seen).hasSize(2 * 3 * 3).hasSize(count);
        assertThat(Newcomers.count(5, 1)).isZero();
    }

    @Test
    void nobodyIsExpectedWhereTheConnectorIsTaken() {
        // Someone stays at the first connector until 13: who used to come there at 11 does not,
        // who came at 13 and who came to the second connector do.
        var here = new Visit[] {VisitOf.simple(0, 9, 13, 5, 10)};
        var day =
                List.of(
                        VisitOf.simple(0, 11, 14, 4, 10),
                        VisitOf.simple(1, 11, 14, 6, 10),
                        VisitOf.simple(0, 13, 14, 3, 10));
        var program = planned(List.of(day), here, 0.1, 0.2, 0.3, 0.4);
        assertThat(powers(program, 0)).containsExactly(new double[] {0, 0, 0, 3}, within(SOLVED));
        assertThat(powers(program, 1)).containsExactly(new double[] {0, 6, 0, 0}, within(SOLVED));
    }

    @Test
    void onAverageOverDaysSomeoneComesAndChargesWhileItIsThere() {
        var one = new VisitOf(1, 11, 13).charging(8, 10).efficiency(0.8, 1).visit();
        // 10 kWh at the meter on one day of two; half a vehicle takes at most 5 kW.
        try (var program = planned(List.of(List.of(one), List.of()), 0.1, 0.2, 0.3, 0.1)) {
            assertThat(powers(program, 1))
                    .containsExactly(new double[] {0, 5, 0, 0}, within(SOLVED));
            assertThat(powers(program, 0)).containsExactly(new double[4], within(SOLVED));
            assertThat(program.cost()).isCloseTo(1, within(1e-4));
        }
        try (var program = planned(List.of(List.of(one), List.of()), 0.1, 0.4, 0.3, 0.1)) {
            assertThat(powers(program, 1))
                    .containsExactly(new double[] {0, 0, 5, 0}, within(SOLVED));
        }
    }

    @Test
    void whatCostsMoreThanItsLackIsNotCharged() {
        var one = VisitOf.simple(0, 11, 13, 8, 10);
        try (var program = planned(List.of(List.of(one)), 0.1, 0.6, 0.6, 0.1)) {
            assertThat(powers(program, 0)).containsExactly(new double[4], within(SOLVED));
            assertThat(program.cost()).isCloseTo(8 * 0.5, within(1e-4));
        }
    }

    @Test
    void whoStaysBeyondThePlanNeedsOnlyWhatCannotBeChargedThen() {
        // 25 kWh, of which 20 in the two hours after the plan's end.
        var one = VisitOf.simple(0, 12, 16, 25, 10);
        try (var program = planned(List.of(List.of(one)), 0.1, 0.1, 0.3, 0.2)) {
            assertThat(powers(program, 0))
                    .containsExactly(new double[] {0, 0, 0, 5}, within(SOLVED));
        }
        // Who could not be served wholly does not ask for more than can be reached.
        var late = VisitOf.simple(0, 13, 14, 25, 10);
        try (var program = planned(List.of(List.of(late)), 0.1, 0.1, 0.3, 0.2)) {
            assertThat(powers(program, 0))
                    .containsExactly(new double[] {0, 0, 0, 10}, within(SOLVED));
            assertThat(program.cost()).isCloseTo(2, within(1e-4));
        }
    }

    @Test
    void whoLeavesSoonDoesNotChargeWhileOthersStay() {
        var soon = VisitOf.simple(0, 11, 12, 5, 10);
        var late = VisitOf.simple(0, 11, 14, 5, 10);
        try (var program = planned(List.of(List.of(soon), List.of(late)), 0.1, 0.3, 0.2, 0.1)) {
            assertThat(powers(program, 0))
                    .containsExactly(new double[] {0, 2.5, 0, 2.5}, within(SOLVED));
        }
    }

    @Test
    void whoIsHereAlreadyOrComesAfterThePlanIsNotExpected() {
        var here = VisitOf.simple(0, 10, 13, 5, 10);
        var past = VisitOf.simple(0, 3, 8, 5, 10);
        var after = VisitOf.simple(0, 14, 18, 5, 10);
        try (var program = planned(List.of(List.of(past, here, after)), 0, 0, 0, 0)) {
            assertThat(program.cost()).isCloseTo(0, within(SOLVED));
            assertThat(powers(program, 0)).containsExactly(new double[4], within(SOLVED));
        }
    }
}
