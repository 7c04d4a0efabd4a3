package org.evenflow.learn.charging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.evenflow.control.Settings;
import org.evenflow.learn.Policies;
import org.evenflow.learn.Policy;
import org.evenflow.learn.TrainerProvider;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.SessionRecord;
import org.evenflow.sim.ChargingEnv;
import org.evenflow.sim.Episode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A station whose one vehicle must charge in two dear hours, 20 kWh at 0.4, while its other has six
 * cheap ones behind them, at 0.05, and 12 kWh on board. Charging both at once costs 40 x 0.4 = 16,
 * letting the other wait 20 x 0.4 + 20 x 0.05 = 9. Whoever lets the other feed the first pays 8 x
 * 0.4 + 32 x 0.05 = 4.8.
 */
class SignalLearningIT {
    private static final int DAYS = 20;

    @ParameterizedTest
    @CsvSource({"PRICE, 0", "PRICE, 5", "FEEDBACK, 0"})
    void ppoLearnsToFeedOneVehicleFromTheOther(WorldDesign.Signal signal, int levels) {
        var scenario = scenario();
        var design = new WorldDesign(WorldDesign.Unit.STATION, levels, 0, signal);
        var provider = new Policies().provider("ppo");
        var task =
                new TrainerProvider.Task(
                        () ->
                                new ChargingWorld(
                                        scenario, design, Reward.money(1), SeedSplit.Part.TRAINING),
                        1,
                        1,
                        () -> 0L,
                        null);
        try (var trainer = provider.begin("ppo", task, settings(provider))) {
            double untrained = cost(scenario, trainer.policy(), design);
            long played = 0;
            while (played < 20_000) {
                played = trainer.iterate().agentSteps();
            }
            double learnt = cost(scenario, trainer.policy(), design);
            // Within a tenth of the optimum, far below what waiting alone can reach.
            assertThat(learnt).isBetween(4.8 - 1e-9, 5.3).isLessThan(untrained);
        }
    }

    private static Settings settings(TrainerProvider provider) {
        return Settings.of(
                "ppo",
                provider.settings("ppo"),
                Map.of(
                        "gamma", 1.0,
                        "envs", 4.0,
                        "steps_per_iteration", 1000.0,
                        "minibatch", 250.0,
                        "learning_rate", 3e-3,
                        "log_std", -0.5,
                        "total_steps", 21_000.0));
    }

    /** On a day that is not trained on. */
    private static double cost(Scenario scenario, Policy policy, WorldDesign design) {
        var controller = new PolicyController("learnt", policy, design);
        long seed = SeedSplit.of(scenario).seed(SeedSplit.Part.VALIDATION, 0);
        return new Episode(new ChargingEnv(scenario), () -> 0L).play(controller, seed).totalCost();
    }

    private static Scenario scenario() {
        var sessions = new ArrayList<SessionRecord>();
        for (int day = 0; day < DAYS; day++) {
            sessions.add(TinyCharging.session(day, 0, 2, 20));
            sessions.add(TinyCharging.session(day, 0, 8, 20));
        }
        return TinyCharging.scenario(
                8,
                2,
                new ChargerKind.Bidirectional(10, 8, 0, 1),
                40,
                DAYS,
                List.of(0.4, 0.4, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05),
                sessions);
    }
}
