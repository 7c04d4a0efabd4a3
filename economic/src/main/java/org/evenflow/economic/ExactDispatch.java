package org.evenflow.economic;

import org.jspecify.annotations.Nullable;

/**
 * The least cost, proven: every choice of running groups that a bound does not exclude is solved as
 * the convex problem it is ({@link CommitmentSearch}); where ripples make it none, {@link
 * MipDispatch} answers.
 */
final class ExactDispatch implements EconomicMethod {
    static final String ID = "exact";

    private final MipDispatch rippled = new MipDispatch();
    private @Nullable CommitmentSearch search;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public void decide(EconomicCase given, long seed, EconomicPlan plan) {
        if (given.hasRipple()) {
            rippled.decide(given, seed, plan);
            return;
        }
        if (search == null) {
            search = new CommitmentSearch(given);
        }
        if (search.solve(given)) {
            System.arraycopy(search.bestOn(), 0, plan.on, 0, plan.on.length);
            System.arraycopy(search.bestKw(), 0, plan.kw, 0, plan.kw.length);
        }
        plan.bound = search.bound();
        plan.evaluations = search.leaves();
    }
}
