package org.evenflow.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.evenflow.numeric.Basis;
import org.evenflow.numeric.SolveStatus;
import org.junit.jupiter.api.Test;

class MovedBasisTest {
    private static final double FREE = Double.POSITIVE_INFINITY;

    /** The last two of four blocks are of two and of four steps. */
    private static final int[] BEFORE = {0, 1, 2, 4, 8};

    /**
     * A vehicle that may charge and give back up to 10 kWh per step, later ones dearer, solved.
     *
     * @param needKwh besides the 20 that it has
     * @param share of the price of imports that exports earn
     */
    private static FleetProgram solved(double needKwh, double share, double... buy) {
        var program = FleetProgramTest.program(4, 1, 0, true);
        program.vehicle(0, 20, 5, 20 + needKwh, 100, 9, 0);
        for (int k = 0; k < 4; k++) {
            program.supply.block(k, 0, 0, buy[k], share * buy[k], FREE);
            double kwh = 10.0 * (BEFORE[k + 1] - BEFORE[k]);
            program.charge(0, k, 0, kwh, 0);
            program.discharge(0, k, 0, kwh, 0);
        }
        assertThat(program.solve(60)).isEqualTo(SolveStatus.OPTIMAL);
        return program;
    }

    private static Blocks blocks(int... start) {
        var blocks = new Blocks(start.length - 1, 1);
        System.arraycopy(start, 0, blocks.start, 0, start.length);
        return blocks;
    }

    /** Charges all it may in the first two blocks, the rest in the third. */
    private static Basis byHand(FleetProgram program) {
        byte[] columns = new byte[program.program.columns()];
        byte[] rows = new byte[program.program.rows()];
        Arrays.fill(rows, Basis.BASIC);
        for (int k = 0; k < 4; k++) {
            columns[program.columnStrips.getFirst() + k] = Basis.BASIC;
            rows[program.rowStrips.getFirst() + k] = Basis.LOWER;
            columns[program.supply.columnStrips().getFirst() + k] = Basis.BASIC;
            rows[program.supply.rowStrips().getFirst() + k] = Basis.LOWER;
        }
        columns[program.column(0, 0)] = Basis.UPPER;
        columns[program.column(0, 1)] = Basis.UPPER;
        columns[program.column(0, 2)] = Basis.BASIC;
        return new Basis(columns, rows);
    }

    /** What charging begins with in each of the blocks that begin at steps 1, 2, 3 and 5. */
    private static byte[] charging(double needKwh) {
        try (var program = solved(needKwh, 0, 0.1, 0.2, 0.3, 0.4)) {
            program.program.basis(byHand(program));
            MovedBasis.startFrom(program, BEFORE, blocks(1, 2, 3, 5, 9));
            Basis moved = program.program.basis();
            byte[] status = new byte[4];
            for (int k = 0; k < 4; k++) {
                status[k] = moved.columns()[program.column(0, k)];
            }
            return status;
        }
    }

    @Test
    void theEnergyOfABlockGoesToTheFirstOnesWithinIt() {
        // 10 kWh in each of the first two steps; of the block of steps 2 and 3 a quarter, all of
        // which fits into step 2, or three quarters, of which a half is left for step 3.
        assertThat(charging(25))
                .containsExactly(Basis.UPPER, Basis.BASIC, Basis.LOWER, Basis.LOWER);
        assertThat(charging(35))
                .containsExactly(Basis.UPPER, Basis.UPPER, Basis.BASIC, Basis.LOWER);
    }

    @Test
    void aLimitOfTheStoreStaysWhereItWasInTime() {
        // Gives its 15 kWh above the floor in steps 0 and 1, and has them back for 0.1 later.
        try (var program = solved(0, 0.9, 0.9, 0.8, 0.1, 0.2)) {
            Basis old = program.program.basis();
            assertThat(old.rows()[program.storeRow(0, 1)]).isNotEqualTo(Basis.BASIC);
            MovedBasis.startFrom(program, BEFORE, blocks(1, 2, 3, 5, 9));
            Basis moved = program.program.basis();
            assertThat(moved.rows()[program.storeRow(0, 0)])
                    .isEqualTo(old.rows()[program.storeRow(0, 1)]);
            assertThat(moved.rows()[program.storeRow(0, 1)]).isEqualTo(Basis.BASIC);
            assertThat(moved.rows()[program.storeRow(0, 2)]).isEqualTo(Basis.BASIC);
        }
    }

    @Test
    void aMovedBasisHasItsSizeAndAsManyBasicVariablesAsBefore() {
        for (double need : new double[] {21, 25, 30, 35, 39}) {
            try (var program = solved(need, 0, 0.1, 0.2, 0.3, 0.4)) {
                Basis old = byHand(program);
                program.program.basis(old);
                MovedBasis.startFrom(program, BEFORE, blocks(1, 2, 3, 5, 9));
                Basis moved = program.program.basis();
                assertThat(moved).as("need %s", need).isNotSameAs(old);
                assertThat(moved.columns()).as("need %s", need).hasSameSizeAs(old.columns());
                assertThat(moved.rows()).as("need %s", need).hasSameSizeAs(old.rows());
                assertThat(basic(moved.columns()) + basic(moved.rows()))
                        .as("need %s", need)
                        .isEqualTo(basic(old.columns()) + basic(old.rows()));
            }
        }
    }

    private static int basic(byte[] status) {
        int count = 0;
        for (byte one : status) {
            count += one == Basis.BASIC ? 1 : 0;
        }
        return count;
    }

    @Test
    void aBasisStaysAsItIsWhileInnerBoundariesDo() {
        try (var program = solved(25, 0, 0.1, 0.2, 0.3, 0.4)) {
            Basis old = program.program.basis();
            MovedBasis.startFrom(program, BEFORE, blocks(1, 2, 2, 4, 9));
            Basis now = program.program.basis();
            assertThat(now.columns()).isEqualTo(old.columns());
            assertThat(now.rows()).isEqualTo(old.rows());
        }
    }
}
