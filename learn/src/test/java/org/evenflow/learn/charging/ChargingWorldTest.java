package org.evenflow.learn.charging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.evenflow.control.Action;
import org.evenflow.control.Observation;
import org.evenflow.data.scenario.ScenarioReader;
import org.evenflow.learn.Frame;
import org.evenflow.learn.WorldShape;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.Service;
import org.evenflow.numeric.RandomStream;
import org.evenflow.sim.ChargingEnv;
import org.evenflow.sim.SessionOutcome;
import org.evenflow.sim.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChargingWorldTest {
    private static final Reward MONEY = Reward.money(0);

    @ParameterizedTest
    @CsvSource({
        "quickstart, CONNECTOR, 0, PRICED",
        "quickstart, STATION, 0, FIRST",
        "quickstart, CONNECTOR, 9, FIRST",
        "workplace, CONNECTOR, 0, PRICED",
        "workplace, CONNECTOR, 0, FIRST",
        "workplace, DISTRICT, 5, PRICED"
    })
    void rewardsAddUpToWhatChargingCostsAndWhatServiceWeighsMore(
            String id, WorldDesign.Unit unit, int levels, Service service) {
        Scenario scenario = ScenarioReader.builtIn(id);
        scenario = scenario.with(scenario.money().with(service));
        var world = world(scenario, new WorldDesign(unit, levels), MONEY);
        var lack = new Lack();
        world.trace(lack);
        var frame = new Frame(world.shape());
        var random = new RandomStream("actions", 1);
        world.reset(3, frame);
        double sum = 0;
        while (!frame.isOver) {
            world.step(actions(world.shape(), random), frame);
            for (float reward : frame.reward) {
                sum += reward;
            }
        }
        long seed = SeedSplit.of(scenario).seed(SeedSplit.Part.TEST, 3);
        double cost = chargingCost(scenario, world, seed);
        Observation observation = new ChargingEnv(scenario).reset(seed);
        double expected =
                cost + (observation.servicePerKwh() - observation.unservedPerKwh()) * lack.kwh;
        // Rewards are of single precision: 60 x 96 of them, each to 6e-8 of at most 10 units, of
        // more where service weighs more.
        assertThat(sum * world.scale()).isCloseTo(-expected, within(2e-3 + 1e-6 * expected));
        assertThat(cost).isGreaterThan(10);
        if (service == Service.PRICED) {
            assertThat(expected).isEqualTo(cost);
        } else {
            assertThat(expected).isGreaterThan(cost + 10);
        }
    }

    /** Adds up what drivers lack who stayed as they had declared, kWh. */
    private static final class Lack implements Trace {
        private double kwh;

        @Override
        public void departed(SessionOutcome session) {
            kwh += session.departStep() < session.declaredStep() ? 0 : session.unservedKwh();
        }
    }

    @Test
    void energyThatIsLackingWeighsWhatItWeighsWithPlannersUnlessTheDriverLeftEarly() {
        var step = new PlayedStep(2);
        step.servicePerKwh = 20;
        step.unservedPerKwh = 1;
        // 3 kWh lack after a stay as declared, 5 after one that ended a step earlier.
        step.departed.add(left(0, 8, 8, 3));
        step.departed.add(left(1, 7, 8, 5));
        double[] gain = new double[2];
        MONEY.add(step, gain);
        assertThat(gain).containsExactly(-60, -5);
    }

    private static SessionOutcome left(
            int connector, int departStep, int declaredStep, double unservedKwh) {
        return new SessionOutcome.Copy(
                0,
                connector,
                0,
                0,
                departStep,
                declaredStep,
                0,
                60,
                10,
                40,
                40,
                40,
                20,
                10,
                0,
                1,
                1,
                unservedKwh,
                unservedKwh,
                10,
                3);
    }

    private static double chargingCost(Scenario scenario, ChargingWorld world, long seed) {
        var idle = new ChargingEnv(scenario);
        idle.reset(seed);
        var none = new Action(scenario.connectorCount(), scenario.site().plants().size());
        while (!idle.step(none).isTruncated()) {
            none.clear();
        }
        var baseline = idle.totals().asBaseline();
        return world.totals().indicators(baseline).getOrDefault("charging_cost", Double.NaN);
    }

    private static ChargingWorld world(Scenario scenario, WorldDesign design, Reward reward) {
        return new ChargingWorld(scenario, design, reward, SeedSplit.Part.TEST);
    }

    /** Any actions that a world allows. */
    private static float[] actions(WorldShape shape, RandomGenerator random) {
        float[] actions = new float[shape.agents()];
        for (int agent = 0; agent < actions.length; agent++) {
            actions[agent] =
                    switch (shape.actions()) {
                        case WorldShape.Continuous _ -> 2 * random.nextFloat() - 1;
                        case WorldShape.Discrete(int levels) -> random.nextInt(levels);
                    };
        }
        return actions;
    }
}
