package org.evenflow.numeric;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** One program inside SCIP, for one solve. */
final class ScipSession implements AutoCloseable {
    /** What SCIP takes for infinite. */
    private static final double INFINITE = 1e20;

    private static final int INTEGER = 1;
    private static final int CONTINUOUS = 3;

    private final Scip scip = Scip.library();
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment place = arena.allocate(ADDRESS);
    private final MemorySegment handle;
    private final MemorySegment variables;
    private final int columns;
    private boolean isFine = true;

    /** A program without its costs is one of whether there is any point. */
    ScipSession(Model model, SolverOptions options, boolean withCosts) {
        columns = model.columns;
        variables = arena.allocate(ADDRESS, Math.max(1, columns));
        note(scip.create.call(place));
        handle = place.get(ADDRESS, 0);
        note(scip.includePlugins.call(handle));
        note(scip.createProblem.call(handle, name("program")));
        note(scip.setInt.call(handle, name("display/verblevel"), 0));
        note(scip.setBoolean.call(handle, name("misc/catchctrlc"), 0));
        note(scip.setReal.call(handle, name("numerics/feastol"), options.tolerance()));
        note(scip.setReal.call(handle, name("limits/gap"), options.mipGap()));
        note(scip.setInt.call(handle, name("randomization/randomseedshift"), options.seed()));
        add(model, withCosts);
    }

    private void add(Model model, boolean withCosts) {
        if (withCosts) {
            note(scip.addOffset.call(handle, model.offset));
        }
        for (int column = 0; column < columns; column++) {
            var created = variables.asSlice(ADDRESS.byteSize() * column, ADDRESS);
            note(
                    scip.createVariable.call(
                            handle,
                            created,
                            MemorySegment.NULL,
                            within(model.low[column]),
                            within(model.high[column]),
                            withCosts ? model.cost[column] : 0,
                            model.integrality[column] == 1 ? INTEGER : CONTINUOUS));
            note(scip.addVariable.call(handle, variable(column)));
        }
        addRows(model);
    }

    private void addRows(Model model) {
        var matrix = model.matrix;
        int[] start = new int[model.rows + 1];
        for (int k = 0; k < matrix.entries(); k++) {
            start[matrix.row[k] + 1]++;
        }
        int widest = 1;
        for (int row = 0; row < model.rows; row++) {
            widest = Math.max(widest, start[row + 1]);
            start[row + 1] += start[row];
        }
        int[] next = start.clone();
        int[] columnOf = new int[matrix.entries()];
        double[] coefficient = new double[matrix.entries()];
        for (int column = 0; column < columns; column++) {
            for (int k = matrix.start[column]; k < matrix.start[column + 1]; k++) {
                int at = next[matrix.row[k]]++;
                columnOf[at] = column;
                coefficient[at] = matrix.value[k];
            }
        }
        var members = arena.allocate(ADDRESS, widest);
        var coefficients = arena.allocate(JAVA_DOUBLE, widest);
        for (int row = 0; row < model.rows; row++) {
            int entries = start[row + 1] - start[row];
            for (int i = 0; i < entries; i++) {
                members.setAtIndex(ADDRESS, i, variable(columnOf[start[row] + i]));
                coefficients.setAtIndex(JAVA_DOUBLE, i, coefficient[start[row] + i]);
            }
            note(
                    scip.createRow.call(
                            handle,
                            place,
                            name("row"),
                            entries,
                            members,
                            coefficients,
                            within(model.rowLow[row]),
                            within(model.rowHigh[row])));
            note(scip.addRow.call(handle, place.get(ADDRESS, 0)));
            note(scip.releaseRow.call(handle, place));
        }
    }

    /** Solves and returns the status of SCIP, or -1 where it broke off. */
    int run(double timeLimitS) {
        double limitS = Math.min(timeLimitS, INFINITE);
        note(scip.setReal.call(handle, name("limits/time"), limitS));
        if (isFine) {
            note(scip.solve.call(handle));
        }
        return isFine ? scip.status.call(handle) : -1;
    }

    /** Reads the best point; false where there is none. */
    boolean point(double[] values) {
        var solution = scip.bestSolution.call(handle);
        if (solution.address() == 0) {
            return false;
        }
        for (int column = 0; column < columns; column++) {
            values[column] = scip.value.call(handle, solution, variable(column));
        }
        return true;
    }

    double bound() {
        double bound = scip.bound.call(handle);
        return Math.abs(bound) < INFINITE ? bound : Math.copySign(Double.POSITIVE_INFINITY, bound);
    }

    private MemorySegment variable(int column) {
        return variables.getAtIndex(ADDRESS, column);
    }

    private MemorySegment name(String text) {
        return arena.allocateFrom(text);
    }

    private void note(int returned) {
        isFine &= returned == Scip.OKAY;
    }

    private static double within(double bound) {
        return Math.clamp(bound, -INFINITE, INFINITE);
    }

    @Override
    public void close() {
        for (int column = 0; column < columns; column++) {
            scip.releaseVariable.call(
                    handle, variables.asSlice(ADDRESS.byteSize() * column, ADDRESS));
        }
        place.set(ADDRESS, 0, handle);
        scip.free.call(place);
        arena.close();
    }
}
