package org.evenflow.economic;

import java.util.Arrays;
import org.evenflow.model.ChargerGroups;

/**
 * Simple wishes of groups that all run, mapped onto the balance by their common shift; no cost is
 * known to anybody. {@code equal_shift} wishes the middle of each group's range; {@code
 * proportional} wishes the same part of each range, chosen so that the sum is right.
 */
final class MappedRule implements EconomicMethod {
    static final String MIDDLE_ID = "equal_shift";
    static final String PROPORTIONAL_ID = "proportional";

    private final boolean isProportional;
    private final BalanceMapping mapping;

    MappedRule(ChargerGroups world, boolean isProportional) {
        this.isProportional = isProportional;
        mapping = new BalanceMapping(world);
    }

    @Override
    public String id() {
        return isProportional ? PROPORTIONAL_ID : MIDDLE_ID;
    }

    @Override
    public void decide(EconomicCase given, long seed, EconomicPlan plan) {
        double low = 0;
        double range = 0;
        for (int group = 0; group < given.groups(); group++) {
            low += given.lowKw(group);
            range += given.highKw(group) - given.lowKw(group);
        }
        double part = isProportional && range > 0 ? (given.balanceKw() - low) / range : 0.5;
        Arrays.fill(plan.on, true);
        for (int group = 0; group < given.groups(); group++) {
            plan.kw[group] = given.lowKw(group) + part * (given.highKw(group) - given.lowKw(group));
        }
        mapping.map(given, plan);
        plan.evaluations = 1;
    }
}
