package org.evenflow.grid.hosting;

import java.util.Arrays;
import org.evenflow.grid.FlowResult;
import org.evenflow.grid.Injections;
import org.evenflow.grid.PowerFlow;
import org.evenflow.grid.Sensitivities;

/**
 * Shares out what a feeder still takes, so that all use their share at once and every limit holds.
 *
 * <p>All begin at zero and rise together until a limit stands in the way. With <em>equal</em>
 * shares all stop there (the most common operating envelope: M. Z. Liu et al., "Grid and market
 * services from the edge: using operating envelopes to unlock network-aware bottom-up flexibility",
 * IEEE Power and Energy Magazine 19(4), 2021). With <em>fair</em> shares only those stop that press
 * on the limit and the others rise on: progressive filling, which ends in max-min fairness (D.
 * Bertsekas, R. Gallager, Data Networks, 1992, section 6.5.2).
 *
 * <p>Where a limit stands is found by successive linearisation: from a state that breaks it, the
 * exact sensitivities of the broken limit give the next level, and a full power flow confirms it.
 * Nothing is given that has not been confirmed so. Mutable: one per thread.
 */
final class Filling {
    /** Levels are found to within this, kW. */
    private static final double RESOLUTION_KW = 0.01;

    /** Who answers a limit with less than this share of the strongest answer rises on. */
    private static final double IDLE_SHARE = 0.05;

    private static final int MOST_ROUNDS = 8;
    private static final int MOST_TRIES = 40;

    private final PowerFlow flow;
    private final LimitCheck check;
    private final Sensitivities sensitivities;
    private final Injections load;
    private final double[] answers;
    private boolean hasAnswers;
    private Binding last = Binding.NONE;

    private Injections base;
    private FlowResult state;
    private Claim[] claims = {};
    private int count;

    /** Somebody who wants power. */
    static final class Claim {
        int[] terminals = {};

        /** How many share it alike, and what each wants at most, kW. */
        double weight = 1;

        double capKw;

        /** What each is given, kW. */
        double kw;

        boolean isFrozen;
    }

    Filling(PowerFlow flow, LimitCheck check) {
        this.flow = flow;
        this.check = check;
        sensitivities = flow.sensitivities();
        load = flow.terminals().none();
        base = load;
        state = flow.newResult();
        answers = new double[flow.terminals().count()];
    }

    /**
     * Fills {@link Claim#kw}.
     *
     * @param underlying loads below the claims
     * @param start a state to begin from, overwritten
     * @param wanting claims, the first {@code number} of them
     * @param sign 1 for load, -1 for feeding in
     * @param isFair whether those rise on that press on no limit
     * @return the limit that stopped the first; none where all got all
     */
    Binding fill(
            Injections underlying,
            FlowResult start,
            Claim[] wanting,
            int number,
            int sign,
            boolean isFair) {
        base = underlying;
        state = start;
        claims = wanting;
        count = number;
        System.arraycopy(base.loadFactor(), 0, load.loadFactor(), 0, load.loadFactor().length);
        System.arraycopy(base.loadKvar(), 0, load.loadKvar(), 0, load.loadKvar().length);
        double cap = 0;
        for (int i = 0; i < count; i++) {
            claims[i].kw = 0;
            claims[i].isFrozen = false;
            cap = Math.max(cap, claims[i].capKw);
        }
        Binding first = Binding.NONE;
        double level = 0;
        for (int round = 0; round < MOST_ROUNDS && count > 0; round++) {
            level = raise(level, cap, sign, round == 0);
            set(level);
            if (level >= cap) {
                break;
            }
            first = first.kind() == LimitKind.NONE ? last : first;
            if (!freeze(sign, isFair)) {
                break;
            }
        }
        return first;
    }

    /** The highest level for all that are not frozen; the level below is known to hold. */
    private double raise(double from, double cap, int sign, boolean isFirst) {
        hasAnswers = false;
        if (holds(cap, sign)) {
            return cap;
        }
        double low = from;
        double high = cap;
        boolean isAtHigh = true;
        for (int i = 0; i < MOST_TRIES && high - low > RESOLUTION_KW; i++) {
            double next = isAtHigh ? linearised(high, sign) : Double.NaN;
            if (!(next > low && next < high)) {
                next = 0.5 * (low + high);
            }
            isAtHigh = !holds(next, sign);
            if (isAtHigh) {
                high = next;
            } else {
                low = next;
            }
        }
        if (isFirst && low == 0 && !holds(0, sign)) {
            last = check.worst(state);
        }
        return low;
    }

    /** From a state that breaks a limit at a level, the level at which it would just hold. */
    private double linearised(double level, int sign) {
        last = check.worst(state);
        double excess = excess(last);
        hasAnswers = excess > 0;
        if (!hasAnswers) {
            return Double.NaN;
        }
        answer(last);
        double slope = 0;
        for (int i = 0; i < count; i++) {
            if (!claims[i].isFrozen && claims[i].capKw >= level) {
                slope += claims[i].weight * press(claims[i], sign);
            }
        }
        return slope > 0 ? level - excess / slope - 0.2 * RESOLUTION_KW : Double.NaN;
    }

    /** By how much a limit is broken; NaN where that has no derivative here. */
    private double excess(Binding binding) {
        return switch (binding.kind()) {
            case UNDERVOLTAGE -> check.minPu(binding.element()) - binding.value();
            case OVERVOLTAGE -> binding.value() - check.maxPu(binding.element());
            case LINE, TRANSFORMER -> binding.value() - 1;
            case NONE, UNBALANCE, NO_SOLUTION, SERVICE -> Double.NaN;
        };
    }

    /** Derivatives of a limit's excess by load at every terminal. */
    private void answer(Binding binding) {
        int node = check.nodesPerBus() * binding.element() + Math.max(0, binding.phase());
        switch (binding.kind()) {
            case UNDERVOLTAGE -> {
                sensitivities.voltagePerLoad(state, node, answers);
                for (int terminal = 0; terminal < answers.length; terminal++) {
                    answers[terminal] = -answers[terminal];
                }
            }
            case OVERVOLTAGE -> sensitivities.voltagePerLoad(state, node, answers);
            case LINE, TRANSFORMER ->
                    sensitivities.loadingPerLoad(state, binding.element(), answers);
            case NONE, UNBALANCE, NO_SOLUTION, SERVICE -> Arrays.fill(answers, 0);
        }
    }

    private double press(Claim claim, int sign) {
        double sum = 0;
        for (int terminal : claim.terminals) {
            sum += answers[terminal];
        }
        return sign * sum / claim.terminals.length;
    }

    /** Stops those who press on the last limit; whether anybody is left to rise. */
    private boolean freeze(int sign, boolean isFair) {
        double strongest = 0;
        for (int i = 0; i < count && hasAnswers; i++) {
            if (!claims[i].isFrozen && claims[i].kw < claims[i].capKw) {
                strongest = Math.max(strongest, press(claims[i], sign));
            }
        }
        boolean anybody = false;
        for (int i = 0; i < count; i++) {
            Claim claim = claims[i];
            boolean rises =
                    isFair
                            && !claim.isFrozen
                            && claim.kw < claim.capKw
                            && strongest > 0
                            && press(claim, sign) < IDLE_SHARE * strongest;
            claim.isFrozen = !rises;
            anybody |= rises;
        }
        return anybody;
    }

    private void set(double level) {
        for (int i = 0; i < count; i++) {
            if (!claims[i].isFrozen) {
                claims[i].kw = Math.min(level, claims[i].capKw);
            }
        }
    }

    private boolean holds(double level, int sign) {
        System.arraycopy(base.loadKw(), 0, load.loadKw(), 0, load.loadKw().length);
        for (int i = 0; i < count; i++) {
            Claim claim = claims[i];
            double kw = claim.isFrozen ? claim.kw : Math.min(level, claim.capKw);
            double each = sign * claim.weight * kw / claim.terminals.length;
            for (int terminal : claim.terminals) {
                load.loadKw()[terminal] += each;
            }
        }
        flow.solve(load, state);
        return check.holds(state);
    }
}
