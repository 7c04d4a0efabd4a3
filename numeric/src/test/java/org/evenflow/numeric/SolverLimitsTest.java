package org.evenflow.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Time, threads and memory. */
final class SolverLimitsTest {
    private static final double NONE = Double.POSITIVE_INFINITY;

    private static final Optional<MemorySegment> MALLINFO =
            Linker.nativeLinker().defaultLookup().find("mallinfo2");

    /** What a solve of 0.02 to 0.5 s may take on a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Dense and without structure, more than a tenth of a second of work. */
    private static LinearProgram heavy(SolverOptions options) {
        var random = new RandomStream("heavy", 5);
        var program = new LinearProgram(options);
        for (int column = 0; column < 600; column++) {
            program.column(0, NONE, -1 - random.nextDouble());
        }
        for (int row = 0; row < 450; row++) {
            program.row(-NONE, 100 + 100 * random.nextDouble());
            for (int column = 0; column < 600; column++) {
                program.coefficient(row, column, random.nextDouble());
            }
        }
        return program;
    }

    /**
     * Market split (G. Cornuejols and M. Dawande, "A class of hard small 0-1 programs", 1999): a
     * point is found at once, a proof takes hours.
     */
    private static LinearProgram marketSplit() {
        var random = new RandomStream("market", 1);
        var program = new LinearProgram();
        for (int column = 0; column < 50; column++) {
            program.integer(program.column(0, 1, 0));
        }
        for (int row = 0; row < 6; row++) {
            int sum = 0;
            program.row(0, 0);
            for (int column = 0; column < 50; column++) {
                int share = random.nextInt(100);
                program.coefficient(row, column, share);
                sum += share;
            }
            program.coefficient(row, program.column(0, NONE, 1), 1);
            program.coefficient(row, program.column(0, NONE, 1), -1);
            program.rowBounds(row, Math.floorDiv(sum, 2), Math.floorDiv(sum, 2));
        }
        return program;
    }

    @ParameterizedTest
    @EnumSource(SolverOptions.Method.class)
    void aLinearProgramStopsInTimeAndGoesOn(SolverOptions.Method method) {
        try (var program = heavy(SolverOptions.USUAL.with(method))) {
            long before = System.nanoTime();
            var status = program.solve(0.02);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(PATIENCE);
            assertThat(status).isIn(SolveStatus.FEASIBLE, SolveStatus.STOPPED);
            assertThat(program.bestBound()).isEqualTo(-NONE);
            assertThat(Double.isNaN(program.objective())).isNotEqualTo(status.hasPoint());
            assertThat(program.solve(NONE)).isEqualTo(SolveStatus.OPTIMAL);
            assertThat(program.residuals().largest()).isLessThan(1e-9);
        }
    }

    @Test
    void aMixedIntegerProgramStopsInTimeWithPointAndBound() {
        try (var program = marketSplit()) {
            long before = System.nanoTime();
            var status = program.solve(0.5);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(PATIENCE);
            assertThat(status).isEqualTo(SolveStatus.FEASIBLE);
            assertThat(program.bestBound()).isBetween(0.0, program.objective());
            assertThat(program.residuals().primal()).isLessThan(1e-6);
            assertThat(program.residuals().gap()).isGreaterThan(0);
            double found = program.objective();
            assertThat(program.solve(0.1)).isEqualTo(SolveStatus.FEASIBLE);
            assertThat(program.objective())
                    .as("the point at hand is the next solve's start")
                    .isLessThanOrEqualTo(found);
            before = System.nanoTime();
            assertThat(ScipSolver.solve(program, 0.2).status())
                    .isIn(SolveStatus.FEASIBLE, SolveStatus.STOPPED);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(PATIENCE);
        }
    }

    @Test
    void noTimeIsAValueToo() {
        try (var program = marketSplit()) {
            assertThat(program.solve(0)).isEqualTo(SolveStatus.STOPPED);
            assertThat(ScipSolver.solve(program, 0).status()).isEqualTo(SolveStatus.STOPPED);
        }
    }

    @Test
    void manySolvesDoNotUseUpTheTimeOfTheNext() {
        try (var program = TransportProgram.draw(3, 20, 30)) {
            program.solve(NONE);
            for (int k = 0; k < 300; k++) {
                program.cost(k, 1 + k % 9);
                assertThat(program.solve(0.2)).isEqualTo(SolveStatus.OPTIMAL);
            }
        }
    }

    private static double[] trajectory(long seed) {
        var found = new ArrayList<Double>();
        try (var program = TransportProgram.draw(seed, 20, 30)) {
            var random = new RandomStream("trajectory", seed);
            for (int k = 0; k < 25; k++) {
                program.solve(NONE);
                for (double value : program.values()) {
                    found.add(value);
                }
                program.cost(random.nextInt(600), random.nextDouble(1, 10));
                program.rowBounds(20 + random.nextInt(30), random.nextDouble(0.5, 1.5), NONE);
            }
            program.integer(0);
            program.solve(NONE);
            found.add(program.objective());
        }
        return found.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Test
    void threadsGiveTheBitsOfOne() throws InterruptedException, ExecutionException {
        var alone = new ArrayList<double[]>();
        var tasks = new ArrayList<Callable<double[]>>();
        for (int k = 0; k < 8; k++) {
            int seed = k;
            alone.add(trajectory(seed));
            tasks.add(() -> trajectory(seed));
        }
        try (var pool = Executors.newFixedThreadPool(4)) {
            var together = pool.invokeAll(tasks);
            for (int k = 0; k < tasks.size(); k++) {
                assertThat(together.get(k).get()).isEqualTo(alone.get(k));
            }
        }
    }

    @Test
    void aProgramMayMoveFromThreadToThread() throws InterruptedException, ExecutionException {
        try (var program = TransportProgram.draw(1, 20, 30);
                var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            program.solve(NONE);
            double best = program.objective();
            for (int k = 0; k < 20; k++) {
                program.forget();
                assertThat(pool.submit(() -> program.solve(NONE)).get())
                        .isEqualTo(SolveStatus.OPTIMAL);
                assertThat(program.objective()).isCloseTo(best, within(1e-9 * best));
            }
        }
    }

    @Test
    void closingGivesTheMemoryBack() throws Throwable {
        assumeTrue(MALLINFO.isPresent(), "only glibc says how much is allocated");
        solveAndClose(20);
        long before = allocatedBytes();
        var open = new ArrayList<LinearProgram>();
        for (int k = 0; k < 20; k++) {
            open.add(TransportProgram.draw(k, 40, 150));
            open.get(k).solve(NONE);
        }
        long held = allocatedBytes() - before;
        open.forEach(LinearProgram::close);
        before = allocatedBytes();
        solveAndClose(200);
        // The virtual machine and its compiler allocate too.
        assertThat(allocatedBytes() - before).as("of 200, where 20 hold").isLessThan(held / 2);
    }

    private static void solveAndClose(int times) {
        for (int k = 0; k < times; k++) {
            try (var program = TransportProgram.draw(k, 40, 150)) {
                program.solve(NONE);
            }
        }
    }

    /** Bytes that C code of this process holds: the fields uordblks and hblkhd of mallinfo2. */
    private static long allocatedBytes() throws Throwable {
        var fields = MemoryLayout.sequenceLayout(10, ValueLayout.JAVA_LONG);
        var struct = MemoryLayout.structLayout(fields);
        try (var arena = Arena.ofConfined()) {
            var mallinfo =
                    Linker.nativeLinker()
                            .downcallHandle(MALLINFO.orElseThrow(), FunctionDescriptor.of(struct));
            var found = (MemorySegment) mallinfo.invokeExact((SegmentAllocator) arena);
            return found.getAtIndex(ValueLayout.JAVA_LONG, 7)
                    + found.getAtIndex(ValueLayout.JAVA_LONG, 4);
        }
    }

    @Test
    void aClosedProgramIsNotSolved() {
        var program = TransportProgram.draw(1, 2, 2);
        program.close();
        program.close();
        assertThatIllegalStateException().isThrownBy(() -> program.solve(NONE));
    }
}
