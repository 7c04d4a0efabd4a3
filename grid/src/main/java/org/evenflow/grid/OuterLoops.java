package org.evenflow.grid;

import java.util.List;

/**
 * A power flow within a list of {@link OuterLoop}s, the innermost first: a loop is looked at when
 * all before it have settled, and where it adjusts something all before it start anew.
 */
public final class OuterLoops {
    private final Solve innermost;
    private final List<OuterLoop> loops;

    /** What is solved within all loops. */
    @FunctionalInterface
    public interface Solve {
        /** Solves for loads; whether there is a state. */
        boolean solve(Injections load, FlowResult state);
    }

    /** The loops around a solution of equations. */
    public OuterLoops(Solve innermost, List<OuterLoop> loops) {
        this.innermost = innermost;
        this.loops = List.copyOf(loops);
    }

    /** The loops around a power flow. */
    public static OuterLoops around(PowerFlow flow, List<OuterLoop> loops) {
        return new OuterLoops(
                (load, state) -> flow.solve(load, state) == FlowStatus.CONVERGED, loops);
    }

    /**
     * Solves until every loop has settled.
     *
     * @param load changed in place by the loops
     * @return whether a state was found that all loops accept
     */
    public boolean solve(Injections load, FlowResult state) {
        return solve(loops.size() - 1, load, state);
    }

    private boolean solve(int level, Injections load, FlowResult state) {
        if (level < 0) {
            return innermost.solve(load, state);
        }
        OuterLoop loop = loops.get(level);
        loop.start(load, state);
        while (solve(level - 1, load, state)) {
            if (loop.isSettled(state)) {
                return true;
            }
            if (!loop.adjust(load, state)) {
                return false;
            }
        }
        return false;
    }
}
