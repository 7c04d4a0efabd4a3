package org.evenflow.learn;

import org.evenflow.numeric.RandomStream;

/**
 * CartPole-v1 with the constants of Gymnasium 1.0 ({@code gymnasium/envs/classic_control/
 * cartpole.py}; A. Barto, R. Sutton, C. Anderson, IEEE Transactions on Systems, Man, and
 * Cybernetics 13(5), 1983): push a cart left or right so that its pole stays up; 1 for each step,
 * at most 500.
 */
public final class CartPole implements World {
    private static final double GRAVITY = 9.8;
    private static final double CART_KG = 1.0;
    private static final double POLE_KG = 0.1;
    private static final double HALF_LENGTH_M = 0.5;
    private static final double FORCE_N = 10;
    private static final double STEP_S = 0.02;
    private static final double MOST_RAD = 12 * 2 * Math.PI / 360;
    private static final double MOST_M = 2.4;
    private static final int MOST_STEPS = 500;

    private final RandomStream chance = new RandomStream("cartpole", 0);
    private double x;
    private double v;
    private double angle;
    private double turn;
    private int step;

    @Override
    public WorldShape shape() {
        return new WorldShape(1, 4, 0, new WorldShape.Discrete(2), null);
    }

    @Override
    public void reset(long seed, Frame frame) {
        chance.reset(seed);
        x = chance.nextDouble(-0.05, 0.05);
        v = chance.nextDouble(-0.05, 0.05);
        angle = chance.nextDouble(-0.05, 0.05);
        turn = chance.nextDouble(-0.05, 0.05);
        step = 0;
        frame.isOver = false;
        frame.isTruncated = false;
        frame.left[0] = false;
        frame.reward[0] = 0;
        show(frame);
    }

    @Override
    public void step(float[] actions, Frame frame) {
        double force = actions[0] == 1 ? FORCE_N : -FORCE_N;
        double mass = CART_KG + POLE_KG;
        double moment = POLE_KG * HALF_LENGTH_M;
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double push = (force + moment * turn * turn * sin) / mass;
        double turning =
                (GRAVITY * sin - cos * push)
                        / (HALF_LENGTH_M * (4.0 / 3 - POLE_KG * cos * cos / mass));
        double pull = push - moment * turning * cos / mass;
        x += STEP_S * v;
        v += STEP_S * pull;
        angle += STEP_S * turn;
        turn += STEP_S * turning;
        step++;
        boolean isFallen = Math.abs(x) > MOST_M || Math.abs(angle) > MOST_RAD;
        frame.reward[0] = 1;
        frame.left[0] = isFallen;
        frame.isTruncated = !isFallen && step >= MOST_STEPS;
        frame.isOver = isFallen || frame.isTruncated;
        show(frame);
    }

    private void show(Frame frame) {
        frame.present[0] = true;
        frame.observation[0] = (float) x;
        frame.observation[1] = (float) v;
        frame.observation[2] = (float) angle;
        frame.observation[3] = (float) turn;
    }
}
