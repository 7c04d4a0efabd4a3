package org.evenflow.learn.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import org.evenflow.control.Settings;
import org.evenflow.learn.Frame;
import org.evenflow.learn.Trainer;
import org.evenflow.learn.TrainerProvider.Task;
import org.evenflow.learn.World;
import org.evenflow.learn.WorldShape;
import org.junit.jupiter.api.Test;

final class IndependentQTest {
    /**
     * At first, level 0 brings 12 and ends it, level 1 brings 10 and leads to a place where level 1
     * would bring 10 more, but is forbidden there. Half of the episodes begin at a place that looks
     * alike and where it is allowed.
     */
    static final class Forbidden implements World {
        private boolean isFirst;

        @Override
        public WorldShape shape() {
            return new WorldShape(1, 2, 0, new WorldShape.Discrete(2), null);
        }

        @Override
        public void reset(long seed, Frame frame) {
            isFirst = seed % 2 == 0;
            Arrays.fill(frame.present, true);
            Arrays.fill(frame.left, false);
            Arrays.fill(frame.allowed, true);
            frame.reward[0] = 0;
            frame.isOver = false;
            frame.isTruncated = false;
            see(frame);
        }

        private void see(Frame frame) {
            frame.observation[0] = isFirst ? 1 : 0;
            frame.observation[1] = isFirst ? 0 : 1;
        }

        @Override
        public void step(float[] actions, Frame frame) {
            boolean isOn = isFirst && actions[0] > 0;
            frame.reward[0] = actions[0] > 0 ? 10 : isFirst ? 12 : 0;
            isFirst = false;
            see(frame);
            frame.allowed[1] = !isOn;
            frame.isOver = !isOn;
            frame.left[0] = !isOn;
        }
    }

    @Test
    void whatIsForbiddenNextIsWorthNothingNow() {
        var settings =
                Settings.of(
                        IndependentQ.ID,
                        LevelTuning.SETTINGS,
                        Map.of(
                                "exploring_steps", 200.0,
                                "least_exploration", 0.3,
                                "batch", 32.0,
                                "hidden", 16.0,
                                "rate", 0.005,
                                "follow", 0.1,
                                "episodes", 400.0));
        var task = new Task(Forbidden::new, 1, 1, () -> 0, null);
        try (Trainer trainer = new IndependentQ(task, LevelTuning.of(settings))) {
            trainer.iterate();
            var world = new Forbidden();
            var frame = new Frame(world.shape());
            var action = new float[1];
            world.reset(0, frame);
            trainer.policy().act(frame, action);
            assertThat(action[0]).isEqualTo(0);
            world.reset(1, frame);
            trainer.policy().act(frame, action);
            assertThat(action[0]).isEqualTo(1);
        }
    }
}
