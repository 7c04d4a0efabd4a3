package org.evenflow.numeric;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import org.jspecify.annotations.Nullable;

/**
 * The functions of HiGHS 1.12 in use (Q. Huangfu and J. A. J. Hall, "Parallelizing the dual revised
 * simplex method", Mathematical Programming Computation 10, 2018; its C interface {@code
 * highs_c_api.h}). All but {@code run} are short: they get arrays of the heap without a copy.
 */
final class Highs {
    static final int WARNING = 1;

    /** Model statuses of HiGHS that we tell apart. */
    static final int EMPTY = 6;

    static final int OPTIMAL = 7;
    static final int INFEASIBLE = 8;
    static final int UNBOUNDED_OR_INFEASIBLE = 9;
    static final int UNBOUNDED = 10;
    static final int OBJECTIVE_BOUND = 11;
    static final int OBJECTIVE_TARGET = 12;
    static final int TIME_LIMIT = 13;
    static final int ITERATION_LIMIT = 14;
    static final int SOLUTION_LIMIT = 16;
    static final int INTERRUPT = 17;
    static final int MEMORY_LIMIT = 18;

    static final Cleaner CLEANER = Cleaner.create();

    public interface Create {
        MemorySegment call();
    }

    public interface Destroy {
        void call(MemorySegment highs);
    }

    public interface Act {
        int call(MemorySegment highs);
    }

    public interface Ask {
        double call(MemorySegment highs);
    }

    public interface SetNumber {
        int call(MemorySegment highs, double value);
    }

    public interface SetInt {
        int call(MemorySegment highs, MemorySegment name, int value);
    }

    public interface SetDouble {
        int call(MemorySegment highs, MemorySegment name, double value);
    }

    public interface Two {
        int call(MemorySegment highs, MemorySegment first, MemorySegment second);
    }

    public interface Four {
        int call(
                MemorySegment highs,
                MemorySegment columnValue,
                MemorySegment columnDual,
                MemorySegment rowValue,
                MemorySegment rowDual);
    }

    public interface ChangeCosts {
        int call(MemorySegment highs, int first, int last, MemorySegment costs);
    }

    public interface ChangeBounds {
        int call(MemorySegment highs, int first, int last, MemorySegment low, MemorySegment high);
    }

    public interface ChangeCoefficient {
        int call(MemorySegment highs, int row, int column, double value);
    }

    public interface PassMip {
        int call(
                MemorySegment highs,
                int columns,
                int rows,
                int entries,
                int byColumns,
                int minimise,
                double offset,
                MemorySegment cost,
                MemorySegment low,
                MemorySegment high,
                MemorySegment rowLow,
                MemorySegment rowHigh,
                MemorySegment start,
                MemorySegment row,
                MemorySegment value,
                MemorySegment integrality);
    }

    final Create create;
    final Destroy destroy;
    final Act run;
    final Act clearSolver;
    final Act clearModel;
    final Act zeroClocks;
    final Act modelStatus;
    final Ask runTime;
    final SetInt setBoolean;
    final SetInt setInt;
    final SetDouble setDouble;
    final Two setString;
    final Two intResult;
    final Two doubleResult;
    final Two basis;
    final Two setBasis;
    final Four solution;
    final Four setSolution;
    final ChangeCosts changeCosts;
    final ChangeBounds changeBounds;
    final ChangeBounds changeRowBounds;
    final ChangeCoefficient changeCoefficient;
    final SetNumber changeOffset;
    final PassMip passMip;

    private Highs(Foreign library) {
        create = library.function(Create.class, "Highs_create");
        destroy = library.function(Destroy.class, "Highs_destroy");
        run = library.function(Act.class, "Highs_run");
        clearSolver = library.function(Act.class, "Highs_clearSolver");
        clearModel = library.function(Act.class, "Highs_clearModel");
        zeroClocks = library.function(Act.class, "Highs_zeroAllClocks");
        modelStatus = library.function(Act.class, "Highs_getModelStatus");
        runTime = library.function(Ask.class, "Highs_getRunTime");
        setBoolean = library.function(SetInt.class, "Highs_setBoolOptionValue");
        setInt = library.function(SetInt.class, "Highs_setIntOptionValue");
        setDouble = library.function(SetDouble.class, "Highs_setDoubleOptionValue");
        setString = library.shortFunction(Two.class, "Highs_setStringOptionValue");
        intResult = library.shortFunction(Two.class, "Highs_getIntInfoValue");
        doubleResult = library.shortFunction(Two.class, "Highs_getDoubleInfoValue");
        basis = library.shortFunction(Two.class, "Highs_getBasis");
        setBasis = library.shortFunction(Two.class, "Highs_setBasis");
        solution = library.shortFunction(Four.class, "Highs_getSolution");
        setSolution = library.shortFunction(Four.class, "Highs_setSolution");
        changeCosts = library.shortFunction(ChangeCosts.class, "Highs_changeColsCostByRange");
        changeBounds = library.shortFunction(ChangeBounds.class, "Highs_changeColsBoundsByRange");
        changeRowBounds =
                library.shortFunction(ChangeBounds.class, "Highs_changeRowsBoundsByRange");
        changeCoefficient = library.shortFunction(ChangeCoefficient.class, "Highs_changeCoeff");
        changeOffset = library.shortFunction(SetNumber.class, "Highs_changeObjectiveOffset");
        passMip = library.shortFunction(PassMip.class, "Highs_passMip");
    }

    /** The one library of this process, or why there is none. */
    private static final class Loaded {
        static final @Nullable Highs HIGHS;
        static final String WHY_NOT;

        static {
            Highs loaded = null;
            String why = "";
            try {
                loaded = new Highs(new Foreign(NativeLibraries.highs()));
                NativeOutput.silence();
            } catch (MissingSolverException missing) {
                why = String.valueOf(missing.getMessage());
            }
            HIGHS = loaded;
            WHY_NOT = why;
        }
    }

    /**
     * The library, loaded at the first call.
     *
     * @throws MissingSolverException where this platform has none
     */
    static Highs library() {
        Highs loaded = Loaded.HIGHS;
        if (loaded == null) {
            throw new MissingSolverException(Loaded.WHY_NOT);
        }
        return loaded;
    }

    /** A name that lives as long as the program. */
    static MemorySegment name(String text) {
        return Arena.global().allocateFrom(text);
    }
}
