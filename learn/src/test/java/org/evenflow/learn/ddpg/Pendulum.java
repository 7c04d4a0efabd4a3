package org.evenflow.learn.ddpg;

import java.util.Arrays;
import org.evenflow.learn.Frame;
import org.evenflow.learn.Policy;
import org.evenflow.learn.World;
import org.evenflow.learn.WorldShape;
import org.evenflow.numeric.RandomStream;

/**
 * Pendulum-v1 of Gymnasium (Farama Foundation, {@code gymnasium/envs/classic_control/pendulum.py},
 * version 1.0), its constants and its order of operations: g = 10 m/s², m = 1 kg, l = 1 m, Δt =
 * 0.05 s, torque within 2 Nm, speed within 8 rad/s, 200 steps.
 */
final class Pendulum implements World {
    private static final double GRAVITY = 10;
    private static final double STEP_S = 0.05;
    private static final double MOST_TORQUE = 2;
    private static final double MOST_SPEED = 8;
    private static final int STEPS = 200;

    private double angle;
    private double speed;
    private int step;

    /** Mean return of a policy over episodes that no training plays. */
    static double meanReturn(Policy policy, int episodes) {
        var world = new Pendulum();
        var frame = new Frame(world.shape());
        var action = new float[1];
        double sum = 0;
        for (int episode = 0; episode < episodes; episode++) {
            world.reset(1_000_000 + episode, frame);
            while (!frame.isOver) {
                policy.act(frame, action);
                world.step(action, frame);
                sum += frame.reward[0];
            }
        }
        return sum / episodes;
    }

    @Override
    public WorldShape shape() {
        return new WorldShape(1, 3, 0, new WorldShape.Continuous(1), null);
    }

    @Override
    public void reset(long seed, Frame frame) {
        var random = new RandomStream("pendulum", seed);
        angle = Math.PI * (2 * random.nextDouble() - 1);
        speed = 2 * random.nextDouble() - 1;
        step = 0;
        frame.isOver = false;
        frame.isTruncated = false;
        Arrays.fill(frame.reward, 0);
        Arrays.fill(frame.left, false);
        show(frame);
    }

    @Override
    public void step(float[] actions, Frame frame) {
        double torque = MOST_TORQUE * Math.clamp(actions[0], -1, 1);
        double upright = Math.IEEEremainder(angle, 2 * Math.PI);
        frame.reward[0] =
                (float) -(upright * upright + 0.1 * speed * speed + 0.001 * torque * torque);
        // 3g/(2l)·sin θ + 3/(ml²)·u
        speed += (1.5 * GRAVITY * Math.sin(angle) + 3 * torque) * STEP_S;
        speed = Math.clamp(speed, -MOST_SPEED, MOST_SPEED);
        angle += speed * STEP_S;
        step++;
        frame.isOver = step == STEPS;
        frame.isTruncated = frame.isOver;
        show(frame);
    }

    private void show(Frame frame) {
        frame.present[0] = true;
        frame.observation[0] = (float) Math.cos(angle);
        frame.observation[1] = (float) Math.sin(angle);
        frame.observation[2] = (float) speed;
    }
}
