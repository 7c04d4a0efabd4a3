package org.evenflow.numeric;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * The functions of SCIP 10 in use (its C interface {@code scip.h}). Those that act return 1 for
 * success.
 */
final class Scip {
    static final int OKAY = 1;

    public interface Act {
        int call(MemorySegment scip);
    }

    public interface ActOn {
        int call(MemorySegment scip, MemorySegment object);
    }

    public interface SetInt {
        int call(MemorySegment scip, MemorySegment name, int value);
    }

    public interface SetReal {
        int call(MemorySegment scip, MemorySegment name, double value);
    }

    public interface CreateVariable {
        int call(
                MemorySegment scip,
                MemorySegment created,
                MemorySegment name,
                double low,
                double high,
                double cost,
                int kind);
    }

    public interface CreateRow {
        int call(
                MemorySegment scip,
                MemorySegment created,
                MemorySegment name,
                int entries,
                MemorySegment variables,
                MemorySegment coefficients,
                double low,
                double high);
    }

    public interface AddNumber {
        int call(MemorySegment scip, double number);
    }

    public interface Find {
        MemorySegment call(MemorySegment scip);
    }

    public interface Value {
        double call(MemorySegment scip, MemorySegment solution, MemorySegment variable);
    }

    public interface Number {
        double call(MemorySegment scip);
    }

    final Act create;
    final Act free;
    final Act includePlugins;
    final ActOn createProblem;
    final SetInt setBoolean;
    final SetInt setInt;
    final SetReal setReal;
    final CreateVariable createVariable;
    final ActOn addVariable;
    final ActOn releaseVariable;
    final CreateRow createRow;
    final ActOn addRow;
    final ActOn releaseRow;
    final AddNumber addOffset;
    final Act solve;
    final Act status;
    final Find bestSolution;
    final Value value;
    final Number bound;

    private Scip(Foreign library) {
        create = library.function(Act.class, "SCIPcreate");
        free = library.function(Act.class, "SCIPfree");
        includePlugins = library.function(Act.class, "SCIPincludeDefaultPlugins");
        createProblem = library.function(ActOn.class, "SCIPcreateProbBasic");
        setBoolean = library.function(SetInt.class, "SCIPsetBoolParam");
        setInt = library.function(SetInt.class, "SCIPsetIntParam");
        setReal = library.function(SetReal.class, "SCIPsetRealParam");
        createVariable = library.function(CreateVariable.class, "SCIPcreateVarBasic");
        addVariable = library.function(ActOn.class, "SCIPaddVar");
        releaseVariable = library.function(ActOn.class, "SCIPreleaseVar");
        createRow = library.function(CreateRow.class, "SCIPcreateConsBasicLinear");
        addRow = library.function(ActOn.class, "SCIPaddCons");
        releaseRow = library.function(ActOn.class, "SCIPreleaseCons");
        addOffset = library.function(AddNumber.class, "SCIPaddOrigObjoffset");
        solve = library.function(Act.class, "SCIPsolve");
        status = library.function(Act.class, "SCIPgetStatus");
        bestSolution = library.function(Find.class, "SCIPgetBestSol");
        value = library.function(Value.class, "SCIPgetSolVal");
        bound = library.function(Number.class, "SCIPgetDualbound");
    }

    /** The one library of this process, or why there is none. */
    private static final class Loaded {
        static final @Nullable Scip SCIP;
        static final String WHY_NOT;

        static {
            Scip loaded = null;
            String why = "";
            try {
                loaded = new Scip(new Foreign(NativeLibraries.scip()));
            } catch (MissingSolverException missing) {
                why = String.valueOf(missing.getMessage());
            }
            SCIP = loaded;
            WHY_NOT = why;
        }
    }

    /**
     * The library, loaded at the first call.
     *
     * @throws MissingSolverException where this platform has none
     */
    static Scip library() {
        Scip loaded = Loaded.SCIP;
        if (loaded == null) {
            throw new MissingSolverException(Loaded.WHY_NOT);
        }
        return loaded;
    }
}
