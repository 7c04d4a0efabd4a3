package org.evenflow.learn.economic;

import org.evenflow.economic.BalanceMapping;
import org.evenflow.economic.EconomicCase;
import org.evenflow.economic.EconomicMethod;
import org.evenflow.economic.EconomicPlan;
import org.evenflow.learn.Frame;
import org.evenflow.learn.Policy;
import org.evenflow.model.ChargerGroups;

/**
 * A learned policy as a method of economic dispatch: every group asks its network what to wish,
 * then neighbours move the wishes onto the balance. One policy serves where all groups run, another
 * where they may be off; with or without the regional rule, which is the mapping's affair.
 */
final class LearnedDispatch implements EconomicMethod {
    /**
     * A policy with what its groups see.
     *
     * @param policy that was trained
     * @param views that it was trained with
     */
    record Learned(Policy policy, GroupViews views) {}

    private final String id;
    private final Learned running;
    private final Learned choosing;
    private final BalanceMapping mapping;

    LearnedDispatch(String id, ChargerGroups world, Learned running, Learned choosing) {
        this.id = id;
        this.running = running;
        this.choosing = choosing;
        mapping = new BalanceMapping(world);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public void decide(EconomicCase given, long seed, EconomicPlan plan) {
        Learned learned = given.variant().hasChoice() ? choosing : running;
        var frame = new Frame(learned.views().shape());
        var actions = new float[given.groups() * learned.views().shape().actions().parts()];
        learned.views().show(given, frame);
        learned.policy().act(frame, actions);
        learned.views().read(actions, plan);
        mapping.map(given, plan);
    }
}
