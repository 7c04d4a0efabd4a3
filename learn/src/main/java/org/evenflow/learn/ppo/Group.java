package org.evenflow.learn.ppo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.evenflow.tensor.Adam;
import org.evenflow.tensor.Tensor;

/**
 * Networks of agents that share parameters, and who moves them.
 *
 * @param actor its parameters
 * @param logSpread logarithms of the spreads of its actions; empty where they are levels
 * @param critic its parameters
 * @param moved what the actor's optimiser moves: the actor and its spreads
 * @param actorAdam moves those
 * @param criticAdam moves the critic
 */
record Group(
        List<Tensor> actor,
        Tensor logSpread,
        List<Tensor> critic,
        List<Tensor> moved,
        Adam actorAdam,
        Adam criticAdam) {
    /** Against division by nothing (CleanRL, MAPPO). */
    private static final double ADAM_EPSILON = 1e-5;

    /** Small, so that first actions are all alike (CleanRL, MAPPO). */
    private static final double ACTOR_HEAD_GAIN = 0.01;

    private static final double CRITIC_HEAD_GAIN = 1;

    /** At the beginning, with so many spreads of the same logarithm. */
    static Group begin(
            Approximator actor,
            Approximator critic,
            int spreads,
            double logSpread,
            RandomGenerator chance) {
        var equal = new float[spreads];
        Arrays.fill(equal, (float) logSpread);
        List<Tensor> acts = actor.parameters(actor.begin(ACTOR_HEAD_GAIN, chance));
        List<Tensor> judges = critic.parameters(critic.begin(CRITIC_HEAD_GAIN, chance));
        Tensor spread = Tensor.parameter(equal);
        var moved = new ArrayList<>(acts);
        if (spreads > 0) {
            moved.add(spread);
        }
        return new Group(
                acts,
                spread,
                judges,
                List.copyOf(moved),
                new Adam(moved, ADAM_EPSILON),
                new Adam(judges, ADAM_EPSILON));
    }

    /** Copies of parameters as arrays. */
    static float[][] values(List<Tensor> parameters) {
        return parameters.stream().map(Tensor::values).toArray(float[][]::new);
    }

    /** Frees the parameters. */
    void close() {
        actor.forEach(Tensor::close);
        critic.forEach(Tensor::close);
        logSpread.close();
    }
}
