package org.evenflow.economic;

import java.util.Arrays;

/**
 * What a method decides: which groups run, and at which power. Mutable and owned by the caller, who
 * clears it before each decision.
 */
public final class EconomicPlan {
    /** Power by group, kW; 0 where the group is off. */
    public final double[] kw;

    /** Whether a group runs; one that runs at 0 kW still costs its fixed cost. */
    public final boolean[] on;

    /** Messages between neighbours that the decision took; -1 where all data go to one place. */
    public int messages;

    /** Candidate plans whose cost was computed. */
    public int evaluations;

    /** A proven lower bound on the cost of any plan; negative infinity where none is known. */
    public double bound;

    /** Whether wishes could not be met with the groups that were to run, so others were taken. */
    public boolean isRepaired;

    /** An empty plan for that many groups. */
    public EconomicPlan(int groups) {
        kw = new double[groups];
        on = new boolean[groups];
        clear();
    }

    /** All groups off, nothing known. */
    public void clear() {
        Arrays.fill(kw, 0);
        Arrays.fill(on, false);
        messages = -1;
        evaluations = 0;
        bound = Double.NEGATIVE_INFINITY;
        isRepaired = false;
    }
}
