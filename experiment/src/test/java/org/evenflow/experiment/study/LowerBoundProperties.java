package org.evenflow.experiment.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.Observation;
import org.evenflow.experiment.Controllers;
import org.evenflow.model.scenario.RandomWorld;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.planning.LowerBound;
import org.evenflow.sim.ChargingEnv;
import org.evenflow.sim.Episode;
import org.evenflow.sim.Indicator;
import org.junit.jupiter.api.Test;

/** No controller behind the dispatcher costs less than the lower bound, over random worlds. */
class LowerBoundProperties {
    private static final int WORLDS = 36;
    private static final int SCRIBBLES = 3;

    /** What the solver's and the dispatcher's tolerances may move a cost by, share of it. */
    private static final double TOLERANCE = 1e-6;

    @Test
    void noControllerCostsLessThanTheBound() {
        var controllers = new Controllers();
        int known = 0;
        double gaps = 0;
        double costs = 0;
        for (long world = 0; world < WORLDS; world++) {
            Scenario scenario = RandomWorld.priced(world);
            var env = new ChargingEnv(scenario);
            env.clairvoyant(true);
            LowerBound bound = LowerBound.of(env.reset(world), 60, System::nanoTime);
            if (!bound.unknown().isEmpty()) {
                assertThat(bound.unknown()).as("world %d", world).contains("price is negative");
                continue;
            }
            known++;
            double least = Double.POSITIVE_INFINITY;
            for (String id : controllers.ids()) {
                Controller controller = controllers.create(id);
                if (controller.isDispatched()) {
                    least = Math.min(least, check(env, controller, world, bound));
                }
            }
            for (int scribble = 0; scribble < SCRIBBLES; scribble++) {
                check(env, new Scribble(1000 * world + scribble), world, bound);
            }
            boolean isConstant =
                    scenario.site().feeder() == null || scenario.site().feeder().loads().isEmpty();
            gaps += isConstant ? least - bound.cost() : 0;
            costs += isConstant ? Math.abs(least) : 0;
        }
        assertThat(known).isGreaterThan(WORLDS * 3 / 4);
        // A bound of nothing would pass as well: the best run is close on average, but for feeders
        // whose loads follow the voltage.
        assertThat(gaps).isLessThan(0.1 * costs);
    }

    private static double check(
            ChargingEnv env, Controller controller, long seed, LowerBound bound) {
        var totals = new Episode(env, System::nanoTime).play(controller, seed);
        double cost =
                totals.indicators(Indicator.Baseline.ZERO).getOrDefault("total_cost", Double.NaN);
        controller.reset();
        assertThat(cost)
                .as("world %d under %s", seed, controller.id())
                .isGreaterThanOrEqualTo(
                        bound.cost() - TOLERANCE * Math.max(1, Math.abs(bound.cost())));
        return cost;
    }

    /** Wishes anything. */
    private static final class Scribble implements Controller {
        private final Random random;

        Scribble(long seed) {
            random = new Random(seed);
        }

        @Override
        public String id() {
            return "scribble";
        }

        @Override
        public void decide(Observation observation, Action action) {
            double mean = 60 * random.nextDouble() - 25;
            for (int connector = 0; connector < action.powerKw().length; connector++) {
                action.powerKw()[connector] = mean + 20 * random.nextGaussian();
            }
            for (int plant = 0; plant < action.curtailedShare().length; plant++) {
                action.curtailedShare()[plant] = Math.max(0, 1.5 * random.nextDouble() - 0.5);
            }
        }
    }
}
