package org.evenflow.learn.charging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.evenflow.control.Action;
import org.evenflow.data.scenario.ScenarioReader;
import org.evenflow.learn.Frame;
import org.evenflow.learn.WorldShape;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.numeric.RandomStream;
import org.evenflow.sim.ChargingEnv;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChargingWorldTest {
    private static final Reward MONEY = Reward.money(0);

    @ParameterizedTest
    @CsvSource({
        "quickstart, CONNECTOR, 0",
        "quickstart, STATION, 0",
        "quickstart, CONNECTOR, 9",
        "workplace, CONNECTOR, 0",
        "workplace, DISTRICT, 5"
    })
    void rewardsAddUpToWhatChargingCosts(String id, WorldDesign.Unit unit, int levels) {
        Scenario scenario = ScenarioReader.builtIn(id);
        var world = world(scenario, new WorldDesign(unit, levels), MONEY);
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
        double expected =
                chargingCost(scenario, world, SeedSplit.of(scenario).seed(SeedSplit.Part.TEST, 3));
        // Rewards are of single precision: 60 x 96 of them, each to 6e-8 of at most 10 units.
        assertThat(sum * world.scale()).isCloseTo(-expected, within(2e-3));
        assertThat(expected).isGreaterThan(10);
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
