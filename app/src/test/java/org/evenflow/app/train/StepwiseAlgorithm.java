package org.evenflow.app.train;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.evenflow.control.Setting;
import org.evenflow.control.Settings;
import org.evenflow.learn.DivergedException;
import org.evenflow.learn.Frame;
import org.evenflow.learn.Policies;
import org.evenflow.learn.Policy;
import org.evenflow.learn.PrivateState;
import org.evenflow.learn.TensorFile;
import org.evenflow.learn.Trainer;
import org.evenflow.learn.TrainerProvider;
import org.evenflow.learn.TrainingStep;
import org.evenflow.learn.World;
import org.evenflow.model.InputException;

/**
 * An algorithm for tests of what stands around algorithms: every agent draws the same fraction of
 * its range, which falls from 1 by a tenth in every iteration.
 */
public final class StepwiseAlgorithm implements TrainerProvider {
    static final String ID = "stepwise";

    private static final String WEIGHT = "fraction";
    private static final String COUNTS = "counts";

    /** For the service loader. */
    public StepwiseAlgorithm() {}

    @Override
    public List<String> ids() {
        return List.of(ID);
    }

    @Override
    public String describe(String id) {
        return "falls by a tenth in every iteration (for tests)";
    }

    @Override
    public List<Setting> settings(String id) {
        return List.of(
                new Setting("total_steps", 1000, 1, 1e12, "agent-steps"),
                new Setting("gamma", 1, 0, 1, "discount"),
                new Setting("diverge_at", 0, 0, 1e9, "iteration that ends in NaN; 0 for none"));
    }

    @Override
    public Trainer begin(String id, Task task, Settings settings) {
        task.mustHaveNoTeacher(ID);
        TensorFile first = task.warmStart();
        return new Stepwise(task, settings, first == null ? 1 : first.floats(WEIGHT)[0], 0, 0);
    }

    @Override
    public Trainer resume(TensorFile checkpoint, Task task, Settings settings) {
        if (!checkpoint.word(Policies.ALGORITHM).equals(ID)) {
            throw new InputException("checkpoint is of " + checkpoint.word(Policies.ALGORITHM));
        }
        long[] counts = checkpoint.longs(COUNTS);
        return new Stepwise(
                task, settings, checkpoint.floats(WEIGHT)[0], (int) counts[0], counts[1]);
    }

    @Override
    public Policy policy(TensorFile file) {
        return new Fraction(file.floats(WEIGHT)[0]);
    }

    private static TensorFile file(float fraction) {
        var file = new TensorFile();
        file.metadata().put(Policies.ALGORITHM, ID);
        file.metadata().put(Policies.VERSION, Policies.PRESENT_VERSION);
        file.put(WEIGHT, new float[] {fraction});
        return file;
    }

    private record Fraction(float fraction) implements Policy {
        @Override
        public void act(Frame frame, float[] actions) {
            Arrays.fill(actions, fraction);
        }

        @Override
        public TensorFile toFile() {
            return file(fraction);
        }
    }

    private static final class Stepwise implements Trainer {
        private final World world;
        private final long seed;
        private final double divergeAt;
        private float fraction;
        private int iteration;
        private long agentSteps;

        Stepwise(Task task, Settings settings, float fraction, int iteration, long agentSteps) {
            world = task.worlds().get();
            seed = task.seed();
            divergeAt = settings.number("diverge_at");
            this.fraction = fraction;
            this.iteration = iteration;
            this.agentSteps = agentSteps;
        }

        @Override
        public TrainingStep iterate() {
            iteration++;
            if (iteration == divergeAt) {
                throw new DivergedException("the fraction is NaN in iteration " + iteration);
            }
            var frame = new Frame(world.shape());
            float[] actions = new float[frame.present.length];
            Arrays.fill(actions, fraction);
            double reward = 0;
            world.reset(1000 * seed + iteration, frame);
            while (!frame.isOver) {
                for (boolean isThere : frame.present) {
                    agentSteps += isThere ? 1 : 0;
                }
                world.step(actions, frame);
                for (float value : frame.reward) {
                    reward += value;
                }
            }
            fraction = Math.max(0, fraction - 0.1f);
            return new TrainingStep(
                    iteration, agentSteps, 1, reward, Map.of("fraction", (double) fraction), 0, 0);
        }

        @Override
        public Policy policy() {
            return new Fraction(fraction);
        }

        @Override
        public TensorFile weights() {
            return file(fraction);
        }

        @Override
        public void load(TensorFile weights) {
            fraction = weights.floats(WEIGHT)[0];
        }

        @Override
        public Map<String, PrivateState> privateState() {
            return Map.of(COUNTS, PrivateState.PROGRESS);
        }

        @Override
        public long agentSteps() {
            return agentSteps;
        }

        @Override
        public TensorFile checkpoint() {
            var file = file(fraction);
            file.put(COUNTS, new long[] {iteration, agentSteps});
            return file;
        }

        @Override
        public void close() {}
    }
}
