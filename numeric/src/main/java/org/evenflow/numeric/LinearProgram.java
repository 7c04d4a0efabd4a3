package org.evenflow.numeric;

import java.lang.ref.Reference;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A linear or mixed-integer program: minimise cost·x with rowLow &lt;= A x &lt;= rowHigh and low
 * &lt;= x &lt;= high. It is kept by the solver (HiGHS) and changed in place: a solve begins where
 * the last one ended, so a program that changes little is solved in a fraction of the first time.
 * Every answer is checked against the program itself ({@link Residuals}).
 *
 * <p>Numbers are finite and coefficients below 1e15, of which those up to 1e-9 count as 0. Bounds
 * may be infinite and are so from 1e20 on; a lower bound above its upper one makes the program
 * infeasible.
 *
 * <p>Mutable, for one thread at a time; several programs in several threads do not meet. The same
 * sequence of calls gives the same bits unless a time limit is met. The solver's memory is freed by
 * {@link #close}, or when the program is no longer reachable.
 */
public final class LinearProgram implements AutoCloseable {
    private final Model model = new Model();
    private final OptimalityCheck check = new OptimalityCheck();
    private SolverOptions options;
    private boolean optionsAreNew = true;
    private @Nullable HighsSession session;
    private @Nullable Basis start;
    private boolean isClosed;

    private SolveStatus status = SolveStatus.STOPPED;
    private Residuals residuals = Residuals.NONE;
    private double objective = Double.NaN;
    private double bestBound = Double.NEGATIVE_INFINITY;
    private long iterations;
    private int mostIterations = Integer.MAX_VALUE;
    private int mostNodes = Integer.MAX_VALUE;
    private boolean isWarm;
    private double[] values = {};
    private double[] duals = {};
    private double[] reducedCosts = {};

    /** An empty program, solved the usual way. */
    public LinearProgram() {
        this(SolverOptions.USUAL);
    }

    /** An empty program. */
    public LinearProgram(SolverOptions options) {
        this.options = options;
    }

    /** Solves otherwise from now on. */
    public void options(SolverOptions newOptions) {
        options = newOptions;
        optionsAreNew = true;
    }

    /**
     * Stops each attempt of later solves after so many simplex iterations, at least 0: a limit
     * that, unlike one of time, gives the same bits on every machine however busy.
     */
    public void mostIterations(int count) {
        mostIterations = count;
    }

    /** Stops later solves with whole numbers after so many nodes of the search tree, likewise. */
    public void mostNodes(int count) {
        mostNodes = count;
    }

    /** How it is solved. */
    public SolverOptions options() {
        return options;
    }

    /** Adds a column and returns its index. */
    public int column(double low, double high, double cost) {
        return model.addColumn(low, high, cost);
    }

    /** Adds an empty row and returns its index. */
    public int row(double low, double high) {
        return model.addRow(low, high);
    }

    /** Sets an entry of the matrix. Cheap before the first solve; later where the entry exists. */
    public void coefficient(int row, int column, double value) {
        model.coefficient(row, column, value);
    }

    /** Sets a column's cost. */
    public void cost(int column, double cost) {
        model.cost(column, cost);
    }

    /** Sets a column's bounds. */
    public void bounds(int column, double low, double high) {
        model.bounds(column, low, high);
    }

    /** A column's upper bound. */
    public double high(int column) {
        return model.high[column];
    }

    /** Sets a row's bounds. */
    public void rowBounds(int row, double low, double high) {
        model.rowBounds(row, low, high);
    }

    /** Allows a column whole numbers only. */
    public void integer(int column) {
        model.integrality(column, 1);
    }

    /** Allows a column all numbers again. */
    public void continuous(int column) {
        model.integrality(column, 0);
    }

    /** A constant that the objective carries. */
    public double offset() {
        return model.offset;
    }

    /** Sets the constant that the objective carries. */
    public void offset(double offset) {
        model.offset(offset);
    }

    /** How many columns there are. */
    public int columns() {
        return model.columns;
    }

    /** How many rows there are. */
    public int rows() {
        return model.rows;
    }

    /**
     * Solves, from the basis at hand where there is one. An answer that fails the check, and a warm
     * solve that finds no point, are tried once more by dual simplex from nothing.
     *
     * @param timeLimitS seconds that the solver may take, at least 0, or positive infinity
     * @throws MissingSolverException where there is no solver for this platform
     */
    public SolveStatus solve(double timeLimitS) {
        if (!(timeLimitS >= 0)) {
            throw new IllegalArgumentException("timeLimitS must be at least 0, is " + timeLimitS);
        }
        if (isClosed) {
            throw new IllegalStateException("the program is closed");
        }
        double[] incumbent =
                status.hasPoint() && model.integers > 0
                        ? Arrays.copyOf(values, model.columns)
                        : null;
        forgetPoint();
        iterations = 0;
        if (model.isCrossed()) {
            return finish(SolveStatus.INFEASIBLE);
        }
        if (model.columns == 0) {
            return finish(withoutColumns());
        }
        var solver = session();
        isWarm |= start != null;
        boolean isTaken = solver.take(model, start);
        start = null;
        if (!isTaken) {
            return finish(SolveStatus.FAILED);
        }
        SolveStatus first = attempt(solver, timeLimitS, incumbent);
        boolean isDoubtful =
                first == SolveStatus.FAILED
                        || isWarm && !first.hasPoint() && first != SolveStatus.STOPPED;
        if (isDoubtful) {
            double leftS = Math.max(0, timeLimitS - solver.runTimeS());
            solver.forget();
            solver.options(options.with(SolverOptions.Method.DUAL_SIMPLEX));
            optionsAreNew = true;
            attempt(solver, leftS, null);
        }
        isWarm = true;
        Reference.reachabilityFence(this);
        return status;
    }

    private SolveStatus withoutColumns() {
        model.settle();
        objective = model.offset;
        residuals = new Residuals(check.primal(model, values), 0, 0);
        return residuals.primal() == 0 ? SolveStatus.OPTIMAL : SolveStatus.INFEASIBLE;
    }

    private HighsSession session() {
        var solver = session;
        if (solver == null) {
            solver = new HighsSession();
            session = solver;
        }
        if (optionsAreNew) {
            solver.options(options);
            optionsAreNew = false;
        }
        return solver;
    }

    private void forgetPoint() {
        if (values.length != model.columns) {
            values = new double[model.columns];
            reducedCosts = new double[model.columns];
        }
        if (duals.length != model.rows) {
            duals = new double[model.rows];
        }
        residuals = Residuals.NONE;
        objective = Double.NaN;
    }

    private SolveStatus attempt(
            HighsSession solver, double timeLimitS, double @Nullable [] incumbent) {
        solver.mostNodes(mostNodes);
        int code = solver.run(timeLimitS, mostIterations, incumbent);
        iterations += solver.iterations();
        return switch (code) {
            case Highs.OPTIMAL, Highs.EMPTY -> accept(solver, true);
            case Highs.INFEASIBLE -> finish(SolveStatus.INFEASIBLE);
            case Highs.UNBOUNDED -> finish(SolveStatus.UNBOUNDED);
            case Highs.UNBOUNDED_OR_INFEASIBLE -> finish(tellApart(solver, timeLimitS));
            case Highs.TIME_LIMIT,
                    Highs.ITERATION_LIMIT,
                    Highs.SOLUTION_LIMIT,
                    Highs.OBJECTIVE_BOUND,
                    Highs.OBJECTIVE_TARGET,
                    Highs.INTERRUPT,
                    Highs.MEMORY_LIMIT ->
                    accept(solver, false);
            default -> finish(SolveStatus.FAILED);
        };
    }

    /** Without costs a program is not unbounded. */
    private SolveStatus tellApart(HighsSession solver, double timeLimitS) {
        double leftS = Math.max(0, timeLimitS - solver.runTimeS());
        int code = solver.runWithoutCosts(model, leftS, mostIterations);
        return switch (code) {
            case Highs.OPTIMAL -> SolveStatus.UNBOUNDED;
            case Highs.INFEASIBLE -> SolveStatus.INFEASIBLE;
            case Highs.TIME_LIMIT, Highs.ITERATION_LIMIT -> SolveStatus.STOPPED;
            default -> SolveStatus.FAILED;
        };
    }

    /** Reads the point and believes only what stands the check. */
    private SolveStatus accept(HighsSession solver, boolean isDone) {
        if (!solver.hasPoint()) {
            return finish(isDone ? SolveStatus.FAILED : SolveStatus.STOPPED);
        }
        solver.point(values, duals);
        boolean isFeasible = check.primal(model, values) <= OptimalityCheck.TOLERANCE;
        objective = OptimalityCheck.objective(model, values);
        if (model.integers > 0) {
            bestBound = solver.mipBound();
            residuals = check.mixed(objective, bestBound);
        } else {
            residuals = check.linear(model, values, duals, reducedCosts);
        }
        if (!isFeasible) {
            return finish(isDone ? SolveStatus.FAILED : SolveStatus.STOPPED);
        }
        if (!isDone) {
            return finish(SolveStatus.FEASIBLE);
        }
        double allowed =
                Math.max(OptimalityCheck.TOLERANCE, model.integers > 0 ? options.mipGap() : 0);
        boolean isProven =
                residuals.dual() <= OptimalityCheck.TOLERANCE && residuals.gap() <= allowed;
        return finish(isProven ? SolveStatus.OPTIMAL : SolveStatus.FAILED);
    }

    private SolveStatus finish(SolveStatus ended) {
        status = ended;
        if (!ended.hasPoint()) {
            objective = Double.NaN;
            Arrays.fill(values, Double.NaN);
        }
        if (!ended.hasPoint() || model.integers > 0) {
            Arrays.fill(duals, Double.NaN);
            Arrays.fill(reducedCosts, Double.NaN);
        }
        if (ended == SolveStatus.INFEASIBLE) {
            bestBound = Double.POSITIVE_INFINITY;
        } else if (model.integers == 0 || ended == SolveStatus.FAILED) {
            bestBound = ended == SolveStatus.OPTIMAL ? objective : Double.NEGATIVE_INFINITY;
        }
        return ended;
    }

    /** How the last solve ended; {@link SolveStatus#STOPPED} before the first. */
    public SolveStatus status() {
        return status;
    }

    /** The objective at the point; NaN without one. */
    public double objective() {
        return objective;
    }

    /**
     * What no point can be below: the solver's bound for a mixed-integer program, the objective of
     * a linear one solved to the end, infinite otherwise.
     */
    public double bestBound() {
        return bestBound;
    }

    /** A column's value; NaN without a point. */
    public double value(int column) {
        return values[column];
    }

    /**
     * By how much the objective rises per unit that a row's binding bound rises; NaN without a
     * point and for a mixed-integer program.
     */
    public double dual(int row) {
        return duals[row];
    }

    /** By how much the objective rises per unit of a column; NaN like {@link #dual}. */
    public double reducedCost(int column) {
        return reducedCosts[column];
    }

    /** All columns' values: the program's own array, valid until the next solve. */
    public double[] values() {
        return values;
    }

    /** Simplex iterations of the last solve. */
    public long iterations() {
        return iterations;
    }

    /** By how much the last point misses the conditions of optimality; NaN without a point. */
    public Residuals residuals() {
        return residuals;
    }

    /** Where the solver stands; the basis of the rows alone before the first solve. */
    public Basis basis() {
        var known = start;
        var basis = known == null ? session().basis(model) : known;
        Reference.reachabilityFence(this);
        return basis;
    }

    /** Begins the next solve there. Columns and rows beyond its arrays rest at a bound. */
    public void basis(Basis newStart) {
        if (newStart.columns().length > model.columns || newStart.rows().length > model.rows) {
            throw new IllegalArgumentException(
                    "a basis of %d columns and %d rows must be within %d and %d"
                            .formatted(
                                    newStart.columns().length,
                                    newStart.rows().length,
                                    model.columns,
                                    model.rows));
        }
        start = newStart;
    }

    /** Forgets where the solver stands: the next solve begins from nothing. */
    public void forget() {
        start = null;
        isWarm = false;
        var solver = session;
        if (solver != null) {
            solver.forget();
        }
    }

    Model model() {
        return model;
    }

    @Override
    public void close() {
        isClosed = true;
        var solver = session;
        if (solver != null) {
            solver.close();
        }
        session = null;
    }
}
