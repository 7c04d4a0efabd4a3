package org.evenflow.bench;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import org.evenflow.control.Settings;
import org.evenflow.learn.Frame;
import org.evenflow.learn.Policies;
import org.evenflow.learn.Policy;
import org.evenflow.learn.Trainer;
import org.evenflow.learn.TrainerProvider;
import org.evenflow.learn.TrainingStep;
import org.evenflow.learn.World;
import org.evenflow.learn.charging.ChargingWorld;
import org.evenflow.learn.charging.Reward;
import org.evenflow.learn.charging.SeedSplit;
import org.evenflow.learn.charging.WorldDesign;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.numeric.RandomStream;

/**
 * Training: PPO with its usual settings (two layers of 64) on 150 connectors of the 33-bus feeder,
 * AC power flow in every step. Counted are the steps of agents that are present.
 */
final class LearnBench {
    private static final String ALGORITHM = "ppo";
    private static final int WARM_UP = 2;
    private static final double COUNTED_SECONDS = 20;
    private static final int AGENTS = 1200;
    private static final int INFERENCES = 2000;

    private LearnBench() {}

    static void run(Consumer<Bench.Figure> sink) {
        // First, as where a policy is played nothing is trained: the compiler has seen no other
        // use.
        sink.accept(new Bench.Figure("policy_inference_1200_ms", inferenceMs(), "ms", 1));
        for (int threads : new int[] {1, 2}) {
            train(sink, threads);
        }
    }

    private static void train(Consumer<Bench.Figure> sink, int threads) {
        try (Trainer trainer = trainer(BenchScenarios.onFeeder(150), threads)) {
            for (int i = 0; i < WARM_UP; i++) {
                trainer.iterate();
            }
            long from = -1;
            long to = 0;
            double playing = 0;
            double learning = 0;
            long begin = System.nanoTime();
            while (from < 0 || System.nanoTime() - begin < COUNTED_SECONDS * 1e9) {
                TrainingStep step = trainer.iterate();
                if (from < 0) {
                    from = step.agentSteps(); // this one is still warming up
                    begin = System.nanoTime();
                    continue;
                }
                to = step.agentSteps();
                playing += step.secondsPlaying();
                learning += step.secondsLearning();
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            sink.accept(figure("train_agent_steps", (to - from) / seconds, "/s", threads));
            sink.accept(figure("train_playing_share", playing / seconds, "of the time", threads));
            sink.accept(figure("train_learning_share", learning / seconds, "of the time", threads));
        }
    }

    private static Bench.Figure figure(String name, double value, String unit, int threads) {
        return new Bench.Figure(name, value, unit, threads);
    }

    private static Trainer trainer(Scenario scenario, int threads) {
        TrainerProvider provider = new Policies().provider(ALGORITHM);
        var settings = Settings.of("algorithm ppo", provider.settings(ALGORITHM), Map.of());
        var reward = Reward.money(settings.number("gamma"));
        var task =
                new TrainerProvider.Task(
                        () -> world(scenario, reward), 1, threads, System::nanoTime, null);
        return provider.begin(ALGORITHM, task, settings);
    }

    private static World world(Scenario scenario, Reward reward) {
        return new ChargingWorld(scenario, WorldDesign.USUAL, reward, SeedSplit.Part.TRAINING);
    }

    /** Median time in which a policy chooses for 1,200 agents that are all present. */
    private static double inferenceMs() {
        try (Trainer trainer = trainer(BenchScenarios.plain(AGENTS), 1)) {
            Policy policy = trainer.policy();
            var shape = world(BenchScenarios.plain(AGENTS), Reward.money(1)).shape();
            var frame = new Frame(shape);
            var random = new RandomStream("bench", 1);
            Arrays.fill(frame.present, true);
            for (int i = 0; i < frame.observation.length; i++) {
                frame.observation[i] = random.nextFloat() * 2 - 1;
            }
            float[] actions = new float[shape.agents() * shape.actions().parts()];
            double[] ms = new double[INFERENCES];
            for (int i = -INFERENCES; i < INFERENCES; i++) {
                long begin = System.nanoTime();
                policy.act(frame, actions);
                if (i >= 0) {
                    ms[i] = (System.nanoTime() - begin) / 1e6;
                }
            }
            Arrays.sort(ms);
            return ms[ms.length / 2];
        }
    }
}
