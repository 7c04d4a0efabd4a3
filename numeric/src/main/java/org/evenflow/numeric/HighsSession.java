package org.evenflow.numeric;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.util.Arrays;
import org.evenflow.numeric.SolverOptions.Method;
import org.jspecify.annotations.Nullable;

/** One program inside HiGHS, mutable: takes over changes of a {@link Model} and solves it. */
final class HighsSession implements AutoCloseable {
    /** From this many changed coefficients on the whole matrix is passed anew. */
    private static final int FEW = 32;

    private static final class Names {
        static final MemorySegment TIME_LIMIT = Highs.name("time_limit");
        static final MemorySegment ITERATIONS = Highs.name("simplex_iteration_count");
        static final MemorySegment BASIS_VALIDITY = Highs.name("basis_validity");
        static final MemorySegment PRIMAL_STATUS = Highs.name("primal_solution_status");
        static final MemorySegment MIP_BOUND = Highs.name("mip_dual_bound");
    }

    private final Highs highs = Highs.library();
    private final MemorySegment handle;
    private final Cleaner.Cleanable cleanable;
    private final int[] integer = new int[1];
    private final double[] number = new double[1];
    private final MemorySegment integerResult = MemorySegment.ofArray(integer);
    private final MemorySegment numberResult = MemorySegment.ofArray(number);

    private boolean isInterior;
    private int lastIterationLimit = Integer.MAX_VALUE;
    private int lastNodeLimit = Integer.MAX_VALUE;

    /** Columns and rows of the program HiGHS holds. */
    private int heldColumns;

    private int heldRows;

    /** Columns and rows that the arrays of the basis know. */
    private int knownColumns;

    private int knownRows;
    private int[] columnBasis = {};
    private int[] rowBasis = {};

    HighsSession() {
        Highs library = highs;
        MemorySegment created = library.create.call();
        handle = created;
        cleanable = Highs.CLEANER.register(this, () -> library.destroy.call(created));
        set("output_flag", false);
        set("threads", 1);
        set("parallel", "off");
    }

    void options(SolverOptions options) {
        set("simplex_strategy", options.method() == Method.PRIMAL_SIMPLEX ? 4 : 1);
        set("presolve", options.presolve() ? "choose" : "off");
        isInterior = options.method() == Method.INTERIOR_POINT;
        set("mip_rel_gap", options.mipGap());
        set("primal_feasibility_tolerance", options.tolerance());
        set("dual_feasibility_tolerance", options.tolerance());
        set("mip_feasibility_tolerance", options.tolerance());
        set("random_seed", options.seed());
    }

    /** Gives HiGHS what it has not seen of the model; false, and empty, where it refuses that. */
    boolean take(Model model, @Nullable Basis start) {
        boolean anew = model.settle() || model.matrix.changes > FEW;
        boolean warm = start == null && anew && readBasis();
        boolean isTaken = anew ? pass(model) : change(model);
        model.forgetChanges();
        if (isTaken && start != null) {
            write(start);
            warm = true;
        }
        isTaken &= !warm || setBasis(model);
        if (!isTaken) {
            highs.clearModel.call(handle);
            heldColumns = 0;
            heldRows = 0;
            model.isReshaped = true;
        }
        return isTaken;
    }

    private boolean pass(Model model) {
        heldColumns = model.columns;
        heldRows = model.rows;
        return isFine(
                highs.passMip.call(
                        handle,
                        model.columns,
                        model.rows,
                        model.matrix.entries(),
                        1,
                        1,
                        model.offset,
                        MemorySegment.ofArray(model.cost),
                        MemorySegment.ofArray(model.low),
                        MemorySegment.ofArray(model.high),
                        MemorySegment.ofArray(model.rowLow),
                        MemorySegment.ofArray(model.rowHigh),
                        MemorySegment.ofArray(model.matrix.start),
                        MemorySegment.ofArray(model.matrix.row),
                        MemorySegment.ofArray(model.matrix.value),
                        model.integers > 0
                                ? MemorySegment.ofArray(model.integrality)
                                : MemorySegment.NULL));
    }

    private boolean change(Model model) {
        boolean fine = true;
        if (model.isOffsetNew) {
            fine = isFine(highs.changeOffset.call(handle, model.offset));
        }
        var costs = model.newCosts;
        if (!costs.isEmpty()) {
            var cost = from(model.cost, costs);
            fine &= isFine(highs.changeCosts.call(handle, costs.first, costs.last, cost));
        }
        var bounds = model.newBounds;
        if (!bounds.isEmpty()) {
            var low = from(model.low, bounds);
            var high = from(model.high, bounds);
            fine &= isFine(highs.changeBounds.call(handle, bounds.first, bounds.last, low, high));
        }
        var rows = model.newRowBounds;
        if (!rows.isEmpty()) {
            var low = from(model.rowLow, rows);
            var high = from(model.rowHigh, rows);
            fine &= isFine(highs.changeRowBounds.call(handle, rows.first, rows.last, low, high));
        }
        var matrix = model.matrix;
        for (int i = 0; i < matrix.changes; i++) {
            int at = matrix.changed[i];
            int column = matrix.changedColumn[i];
            fine &=
                    isFine(
                            highs.changeCoefficient.call(
                                    handle, matrix.row[at], column, matrix.value[at]));
        }
        return fine;
    }

    private static MemorySegment from(double[] numbers, Model.Span span) {
        return MemorySegment.ofArray(numbers).asSlice(8L * span.first);
    }

    /** Ends later runs on mixed-integer programs after so many nodes. */
    void mostNodes(int count) {
        if (count != lastNodeLimit) {
            set("mip_max_nodes", count);
            lastNodeLimit = count;
        }
    }

    /**
     * Solves within time and simplex iterations and returns the model status of HiGHS; the point
     * may be a start.
     */
    int run(double timeLimitS, int iterationLimit, double @Nullable [] point) {
        // The interior point of HiGHS 1.12 that begins after its time limit never stops.
        boolean isSafe = timeLimitS == Double.POSITIVE_INFINITY;
        set("solver", isInterior && isSafe ? "ipm" : "simplex");
        if (iterationLimit != lastIterationLimit) {
            set("simplex_iteration_limit", iterationLimit);
            lastIterationLimit = iterationLimit;
        }
        highs.zeroClocks.call(handle);
        highs.setDouble.call(handle, Names.TIME_LIMIT, timeLimitS);
        if (point != null) {
            highs.setSolution.call(
                    handle,
                    MemorySegment.ofArray(point),
                    MemorySegment.NULL,
                    MemorySegment.NULL,
                    MemorySegment.NULL);
        }
        highs.run.call(handle);
        return highs.modelStatus.call(handle);
    }

    /** Looks for any point of the program, then gives it its costs back. */
    int runWithoutCosts(Model model, double timeLimitS, int iterationLimit) {
        var none = MemorySegment.ofArray(new double[model.columns]);
        highs.changeCosts.call(handle, 0, model.columns - 1, none);
        int code = run(timeLimitS, iterationLimit, null);
        highs.changeCosts.call(handle, 0, model.columns - 1, MemorySegment.ofArray(model.cost));
        return code;
    }

    /** Seconds since {@link #run} began. */
    double runTimeS() {
        return highs.runTime.call(handle);
    }

    boolean hasPoint() {
        return integer(Names.PRIMAL_STATUS) > 0;
    }

    void point(double[] values, double[] duals) {
        highs.solution.call(
                handle,
                MemorySegment.ofArray(values),
                MemorySegment.NULL,
                MemorySegment.NULL,
                MemorySegment.ofArray(duals));
    }

    long iterations() {
        return Math.max(0, integer(Names.ITERATIONS));
    }

    double mipBound() {
        highs.doubleResult.call(handle, Names.MIP_BOUND, numberResult);
        return number[0];
    }

    /** Forgets basis and factors, so that the next solve begins from nothing. */
    void forget() {
        highs.clearSolver.call(handle);
    }

    /** The basis at hand, or that of the rows alone where there is none. */
    Basis basis(Model model) {
        if (!readBasis()) {
            knownColumns = 0;
            knownRows = 0;
        }
        fit(model);
        byte[] columns = new byte[model.columns];
        byte[] rows = new byte[model.rows];
        for (int column = 0; column < columns.length; column++) {
            columns[column] = (byte) columnBasis[column];
        }
        for (int row = 0; row < rows.length; row++) {
            rows[row] = (byte) rowBasis[row];
        }
        return new Basis(columns, rows);
    }

    private boolean readBasis() {
        grow(heldColumns, heldRows);
        knownColumns = heldColumns;
        knownRows = heldRows;
        return integer(Names.BASIS_VALIDITY) == 1
                && isFine(
                        highs.basis.call(
                                handle,
                                MemorySegment.ofArray(columnBasis),
                                MemorySegment.ofArray(rowBasis)));
    }

    private void grow(int columns, int rows) {
        if (columnBasis.length < columns) {
            columnBasis = Arrays.copyOf(columnBasis, columns);
        }
        if (rowBasis.length < rows) {
            rowBasis = Arrays.copyOf(rowBasis, rows);
        }
    }

    private void write(Basis start) {
        knownColumns = start.columns().length;
        knownRows = start.rows().length;
        grow(knownColumns, knownRows);
        for (int column = 0; column < knownColumns; column++) {
            columnBasis[column] = start.columns()[column];
        }
        for (int row = 0; row < knownRows; row++) {
            rowBasis[row] = start.rows()[row];
        }
    }

    private boolean setBasis(Model model) {
        fit(model);
        return isFine(
                highs.setBasis.call(
                        handle,
                        MemorySegment.ofArray(columnBasis),
                        MemorySegment.ofArray(rowBasis)));
    }

    /** Completes the known basis by new columns at a bound and new rows, and moves what rests. */
    private void fit(Model model) {
        grow(model.columns, model.rows);
        for (int column = 0; column < model.columns; column++) {
            int known = column < knownColumns ? columnBasis[column] : Basis.LOWER;
            columnBasis[column] = resting(known, model.low[column], model.high[column]);
        }
        for (int row = 0; row < model.rows; row++) {
            int known = row < knownRows ? rowBasis[row] : Basis.BASIC;
            rowBasis[row] = resting(known, model.rowLow[row], model.rowHigh[row]);
        }
    }

    /** What is basic stays so; what rests does so at a bound that there is. */
    private static int resting(int known, double low, double high) {
        if (known == Basis.BASIC) {
            return known;
        }
        boolean hasLow = low > Double.NEGATIVE_INFINITY;
        boolean hasHigh = high < Double.POSITIVE_INFINITY;
        if (hasHigh && (known == Basis.UPPER || !hasLow)) {
            return Basis.UPPER;
        }
        return hasLow ? Basis.LOWER : Basis.FREE;
    }

    private int integer(MemorySegment name) {
        integer[0] = 0;
        highs.intResult.call(handle, name, integerResult);
        return integer[0];
    }

    private static boolean isFine(int status) {
        return status >= 0 && status <= Highs.WARNING;
    }

    private void set(String option, boolean value) {
        try (var arena = Arena.ofConfined()) {
            highs.setBoolean.call(handle, arena.allocateFrom(option), value ? 1 : 0);
        }
    }

    private void set(String option, int value) {
        try (var arena = Arena.ofConfined()) {
            highs.setInt.call(handle, arena.allocateFrom(option), value);
        }
    }

    private void set(String option, double value) {
        try (var arena = Arena.ofConfined()) {
            highs.setDouble.call(handle, arena.allocateFrom(option), value);
        }
    }

    private void set(String option, String value) {
        try (var arena = Arena.ofConfined()) {
            highs.setString.call(handle, arena.allocateFrom(option), arena.allocateFrom(value));
        }
    }

    @Override
    public void close() {
        cleanable.clean();
    }
}
