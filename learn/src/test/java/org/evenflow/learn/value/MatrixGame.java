package org.evenflow.learn.value;

import java.util.Arrays;
import java.util.function.LongSupplier;
import org.evenflow.learn.Frame;
import org.evenflow.learn.Policy;
import org.evenflow.learn.TrainerProvider.Task;
import org.evenflow.learn.World;
import org.evenflow.learn.WorldShape;

/** Two agents choose a row and a column once; both get the matrix's number. */
record MatrixGame(double[][] reward) implements World {
    /** C. Claus and C. Boutilier, AAAI 1998, figure 2 with k = -100. */
    static final MatrixGame PENALTY =
            new MatrixGame(new double[][] {{10, 0, -100}, {0, 2, 0}, {-100, 0, 10}});

    /** The same, figure 3. */
    static final MatrixGame CLIMBING =
            new MatrixGame(new double[][] {{11, -30, 0}, {-30, 7, 6}, {0, 0, 5}});

    /** No one's best row hangs on the other's column. */
    static final MatrixGame EASY = new MatrixGame(new double[][] {{0, 1, 2}, {1, 2, 3}, {2, 3, 4}});

    private static final LongSupplier NO_CLOCK = () -> 0;

    Task task(long seed, int threads) {
        return new Task(() -> this, seed, threads, NO_CLOCK, null);
    }

    @Override
    public WorldShape shape() {
        return new WorldShape(2, 1, 0, new WorldShape.Discrete(3), null);
    }

    @Override
    public void reset(long seed, Frame frame) {
        Arrays.fill(frame.present, true);
        Arrays.fill(frame.observation, 1);
        Arrays.fill(frame.reward, 0);
        Arrays.fill(frame.left, false);
        frame.isOver = false;
        frame.isTruncated = false;
    }

    @Override
    public void step(float[] actions, Frame frame) {
        Arrays.fill(frame.reward, (float) reward[Math.round(actions[0])][Math.round(actions[1])]);
        frame.isOver = true;
    }

    /** What a policy's joint action brings. */
    double play(Policy policy) {
        var frame = new Frame(shape());
        var actions = new float[2];
        reset(0, frame);
        policy.act(frame, actions);
        step(actions, frame);
        return frame.reward[0];
    }
}
