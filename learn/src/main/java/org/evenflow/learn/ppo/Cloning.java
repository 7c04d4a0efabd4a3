package org.evenflow.learn.ppo;

import org.evenflow.tensor.Tensor;

/**
 * Behaviour cloning (D. Pomerleau, "ALVINN: an autonomous land vehicle in a neural network", NIPS
 * 1988) as PPO's first iterations: the worlds' teacher plays, the actor learns its actions by
 * supervision and the critic the returns that it has, so that PPO begins with a policy and with
 * values that belong to one another. Observations' scalers learn as ever.
 */
final class Cloning {
    /** The figure that tells how far the actor is from the teacher. */
    static final String LOSS = "cloning_loss";

    /** λ of the teacher's returns: targets are plain discounted returns, V falls out. */
    static final double LAMBDA = 1;

    private Cloning() {}

    /**
     * Whether the teacher plays a world: all in the first iteration. Later the last worlds may be
     * the policy's own while the teacher says what it would do, so that the actor learns what to do
     * where it gets to by itself (S. Ross, G. Gordon, D. Bagnell, "A reduction of imitation
     * learning and structured prediction to no-regret online learning", AISTATS 2011; here of each
     * iteration alone, without those before).
     */
    static boolean isTeachers(int env, int iteration, Tuning tuning) {
        return iteration == 1
                || env < tuning.envs() - Math.round(tuning.cloneOwn() * tuning.envs());
    }

    /** What the actor minimises. */
    static Tensor actorLoss(Choice choice, Tensor out, Rollout batch, int[] rows) {
        Tensor allowed = batch.levels == 0 ? out : out.add(batch.forbidden(rows));
        return choice.distance(allowed, batch.raw(rows));
    }

    /**
     * Huber's loss of V − G, normalised. Nothing holds V to what it was: it is not yet the value of
     * any policy that was played.
     */
    static Tensor criticLoss(Tensor said, Rollout batch, int[] rows) {
        return Ppo.huber(said.sub(Rollout.rowsOf(batch.target, rows))).mean();
    }
}
