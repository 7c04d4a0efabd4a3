package org.evenflow.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.Observation;
import org.evenflow.model.scenario.Scenario;

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

    /**
     * Plays runs of a scenario of one site or several. Sites share the clock, weather and prices,
     * but no electricity: each has an environment and a controller of its own and is played as if
     * it stood alone ({@link Scenario#parts}); what they come to together is added by the meters.
     */
    public static final class OfSites {
        private final List<ChargingEnv> environments;
        private final List<Episode> episodes;

        /**
         * A player for a scenario.
         *
         * @param nanoClock for the time that decisions take
         */
        public OfSites(Scenario scenario, LongSupplier nanoClock) {
            environments = scenario.parts().stream().map(ChargingEnv::new).toList();
            episodes = environments.stream().map(env -> new Episode(env, nanoClock)).toList();
        }

        /** Names of the sites. */
        public List<String> ids() {
            return environments.stream().map(env -> env.scenario().site().id()).toList();
        }

        /** Whether there are several sites. */
        public boolean areSeveral() {
            return environments.size() > 1;
        }

        /** The environment of each site, in their order. */
        public List<ChargingEnv> environments() {
            return environments;
        }

        /** Plays runs at each site, in their order. */
        public List<Episode> episodes() {
            return episodes;
        }

        /**
         * Plays one run at all sites.
         *
         * @param controller makes one for each site
         */
        public Played play(Supplier<Controller> controller, long seed) {
            var totals = new ArrayList<EpisodeTotals>();
            var controllers = new ArrayList<Controller>();
            for (Episode episode : episodes) {
                controllers.add(controller.get());
                totals.add(episode.play(controllers.getLast(), seed));
            }
            var all = totals.size() == 1 ? totals.getFirst() : EpisodeTotals.together(totals);
            return new Played(all, totals, controllers);
        }
    }

    /**
     * A run that has been played at all sites.
     *
     * @param all what it adds up to; where there is but one site, valid until its next run
     * @param sites the same of each site, valid until the next run
     * @param controllers who decided at each site
     */
    public record Played(
            EpisodeTotals all, List<EpisodeTotals> sites, List<Controller> controllers) {}
}
