package org.evenflow.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.evenflow.learn.TrainerProvider.Task;
import org.junit.jupiter.api.Test;

final class PracticeTest {
    private static Practice practice(long untilLearning) {
        var tuning = new Practice.Tuning(20, 2, 3, 2, untilLearning);
        var seconds = new long[1];
        var task = new Task(Halves::new, 4, 1, () -> 1_000_000_000L * seconds[0]++, null);
        return new Practice("practice", task, new Halves(), tuning);
    }

    @Test
    void countsPresentAgentsAndRewards() {
        Practice practice = practice(100);
        practice.iterate(random -> Arrays.fill(practice.actions, 1), drawn -> {});
        TrainingStep step = practice.step(Map.of());
        // Two episodes of five steps; the second agent is there in the first three of each.
        assertThat(practice.steps()).isEqualTo(10);
        assertThat(step.agentSteps()).isEqualTo(16);
        assertThat(step.episodes()).isEqualTo(2);
        assertThat(step.meanReturn()).isEqualTo(8);
        assertThat(step.secondsLearning()).isZero();
        assertThat(step.secondsPlaying()).isEqualTo(1);
        practice.iterate(random -> Arrays.fill(practice.actions, 0), drawn -> {});
        assertThat(practice.step(Map.of()).agentSteps()).isEqualTo(32);
        assertThat(practice.step(Map.of()).meanReturn()).isZero();
    }

    @Test
    void learnsEverySoManyStepsOnceThereIsEnoughToLearnFrom() {
        Practice practice = practice(4);
        var when = new ArrayList<Long>();
        practice.iterate(
                random -> {},
                drawn -> {
                    assertThat(drawn.goesOn()).hasSize(6);
                    when.add(practice.steps());
                });
        assertThat(when).containsExactly(6L, 8L, 10L);
        // Each learning takes one second of this clock, which says one more at each look.
        assertThat(practice.step(Map.of()).secondsLearning()).isEqualTo(3);
        assertThat(practice.step(Map.of()).secondsPlaying()).isEqualTo(4);
    }

    @Test
    void goesOnWhereItWasKept() {
        Practice practice = practice(100);
        practice.iterate(random -> Arrays.fill(practice.actions, 1), drawn -> {});
        var file = new TensorFile();
        practice.put(file);
        Practice other = practice(100);
        other.restore(TensorFile.of(file.toBytes(), "file"));
        var drawn = new ArrayList<Double>();
        for (Practice each : List.of(practice, other)) {
            each.iterate(random -> drawn.add(random.nextDouble()), batch -> {});
            assertThat(each.step(Map.of()).agentSteps()).isEqualTo(32);
            assertThat(each.iteration()).isEqualTo(2);
        }
        assertThat(drawn.subList(10, 20)).isEqualTo(drawn.subList(0, 10)).doesNotHaveDuplicates();
    }

    /** Two agents, five steps; the second leaves after three. A reward is the action. */
    static final class Halves implements World {
        private int step;

        @Override
        public WorldShape shape() {
            return new WorldShape(2, 1, 0, new WorldShape.Continuous(1), null);
        }

        @Override
        public void reset(long seed, Frame frame) {
            step = 0;
            frame.isOver = false;
            frame.isTruncated = false;
            Arrays.fill(frame.reward, 0);
            show(frame);
        }

        @Override
        public void step(float[] actions, Frame frame) {
            frame.reward[0] = frame.present[0] ? actions[0] : 0;
            frame.reward[1] = frame.present[1] ? actions[1] : 0;
            step++;
            frame.isOver = step == 5;
            show(frame);
        }

        private void show(Frame frame) {
            frame.left[0] = false;
            frame.left[1] = step == 3;
            frame.present[0] = true;
            frame.present[1] = step < 3;
            frame.observation[0] = 1;
            frame.observation[1] = step < 3 ? 1 : 0;
        }
    }
}
