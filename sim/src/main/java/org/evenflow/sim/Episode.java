package org.evenflow.sim;

import java.util.function.LongSupplier;
import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.Observation;

/** Plays runs: asks the controller, steps the environment, until the time grid is used up. */
public final class Episode {
    private final ChargingEnv env;
    private final Action action;
    private final LongSupplier nanoClock;
    private final long[] decisionNanos;

    /**
     * A player for an environment.
     *
     * @param env played again and again
     * @param nanoClock for the time that decisions take, e.g. {@code System::nanoTime}
     */
    public Episode(ChargingEnv env, LongSupplier nanoClock) {
        this.env = env;
        this.nanoClock = nanoClock;
        action =
                new Action(
                        env.observation().limits().connectors(),
                        env.scenario().site().plants().size());
        decisionNanos = new long[env.scenario().time().steps()];
    }

    /** Plays one run and returns what it added up to, valid until the next. */
    public EpisodeTotals play(Controller controller, long seed) {
        env.dispatched(controller.isDispatched());
        env.clairvoyant(controller.isClairvoyant());
        controller.reset();
        Observation observation = env.reset(seed);
        boolean ends = false;
        while (!ends) {
            action.clear();
            int step = observation.step();
            long begin = nanoClock.getAsLong();
            controller.decide(observation, action);
            decisionNanos[step] = nanoClock.getAsLong() - begin;
            ends = env.step(action).isTruncated();
        }
        env.totals().decided(controller.fallbacks(), decisionNanos);
        return env.totals();
    }

    /** Time of each decision of the last run, ns, {@code [step]}. */
    public long[] decisionNanos() {
        return decisionNanos;
    }
}
