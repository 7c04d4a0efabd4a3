package org.evenflow.learn.ppo;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.evenflow.learn.OnnxModel;
import org.evenflow.learn.WorldShape;
import org.evenflow.tensor.Tensor;

/**
 * How an agent's action is drawn from what its network gives, and how likely it was. What is
 * remembered is the raw action: numbers before the tangent, or the level.
 */
sealed interface Choice {
    /** Of actions of a kind. */
    static Choice of(WorldShape.Actions actions) {
        return switch (actions) {
            case WorldShape.Continuous(int parts) -> new Gaussian(parts);
            case WorldShape.Discrete(int levels) -> new Categorical(levels);
        };
    }

    /** Spreads that are learned beside the network. */
    int spreads();

    /**
     * Draws a raw action; returns the logarithm of its likelihood, without the share of the
     * tangent.
     *
     * @param out the network's outputs, of this agent from {@code outAt}
     * @param logSpread {@code [spread]}
     * @param allowed levels, of this agent from {@code outAt}
     */
    float draw(
            float[] out,
            int outAt,
            float[] logSpread,
            boolean[] allowed,
            int allowedAt,
            RandomGenerator chance,
            float[] raw,
            int rawAt);

    /** The likeliest raw action. */
    void best(float[] out, int outAt, boolean[] allowed, int allowedAt, float[] raw, int rawAt);

    /** What the world gets for a raw action. */
    void act(float[] raw, int rawAt, float[] action, int actionAt);

    /** Adds the likeliest action to a model, behind the network's outputs. */
    void toOnnx(OnnxModel model, String out);

    /**
     * Logarithms of likelihoods with gradients, {@code [row]}.
     *
     * @param out the network's outputs, {@code [row][output]}
     * @param raw actions, {@code [row][part]}
     */
    Tensor logLikelihood(Tensor out, Tensor logSpread, float[] raw);

    /** Mean entropy of the rows' raw actions. */
    Tensor entropy(Tensor out, Tensor logSpread);

    /**
     * How far the likeliest actions are from a teacher's, mean, with gradients.
     *
     * @param out the network's outputs, {@code [row][output]}
     * @param taught what the world got from the teacher, {@code [row][part]}
     */
    Tensor distance(Tensor out, float[] taught);

    /**
     * A normal number through a tangent (T. Haarnoja et al., "Soft actor-critic algorithms and
     * applications", 2018, appendix C): a = tanh(u), u ~ N(μ, σ²). Its log π(a) = log N(u) − Σ
     * log(1 − tanh² u); the last term does not depend on the weights and falls out of every
     * quotient of likelihoods of one u, so it is left out. Likewise the entropy is that of u.
     */
    record Gaussian(int parts) implements Choice {
        private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

        @Override
        public int spreads() {
            return parts;
        }

        @Override
        public float draw(
                float[] out,
                int outAt,
                float[] logSpread,
                boolean[] allowed,
                int allowedAt,
                RandomGenerator chance,
                float[] raw,
                int rawAt) {
            double log = 0;
            for (int part = 0; part < parts; part++) {
                double z = chance.nextGaussian();
                raw[rawAt + part] = (float) (out[outAt + part] + Math.exp(logSpread[part]) * z);
                log -= 0.5 * z * z + logSpread[part] + HALF_LOG_TWO_PI;
            }
            return (float) log;
        }

        @Override
        public void best(
                float[] out, int outAt, boolean[] allowed, int allowedAt, float[] raw, int rawAt) {
            System.arraycopy(out, outAt, raw, rawAt, parts);
        }

        @Override
        public void act(float[] raw, int rawAt, float[] action, int actionAt) {
            for (int part = 0; part < parts; part++) {
                action[actionAt + part] = (float) Math.tanh(raw[rawAt + part]);
            }
        }

        @Override
        public void toOnnx(OnnxModel model, String out) {
            model.operator("Tanh", "action", out);
            model.output("action", "agents", parts);
        }

        @Override
        public Tensor logLikelihood(Tensor out, Tensor logSpread, float[] raw) {
            Tensor u = Tensor.of(raw, raw.length / parts, parts);
            Tensor z = u.sub(out).mul(logSpread.neg().exp());
            return z.square().mul(-0.5).sub(logSpread).add(-HALF_LOG_TWO_PI).sum(1);
        }

        @Override
        public Tensor entropy(Tensor out, Tensor logSpread) {
            return logSpread.add(0.5 + HALF_LOG_TWO_PI).sum();
        }

        /**
         * {@inheritDoc} Σ (tanh μ − a)²: a teacher's action may lie on the end of the range, where
         * no finite u does.
         */
        @Override
        public Tensor distance(Tensor out, float[] taught) {
            Tensor actions = Tensor.of(taught, taught.length / parts, parts);
            return out.tanh().sub(actions).square().sum(1).mean();
        }
    }

    /**
     * One of several levels, with chances in proportion to exp(output); those not allowed have
     * outputs of −1e9.
     */
    record Categorical(int levels) implements Choice {
        @Override
        public int spreads() {
            return 0;
        }

        @Override
        public float draw(
                float[] out,
                int outAt,
                float[] logSpread,
                boolean[] allowed,
                int allowedAt,
                RandomGenerator chance,
                float[] raw,
                int rawAt) {
            int top = top(out, outAt, allowed, allowedAt);
            double sum = 0;
            for (int level = 0; level < levels; level++) {
                if (allowed[allowedAt + level]) {
                    sum += Math.exp(out[outAt + level] - out[outAt + top]);
                }
            }
            double left = chance.nextDouble() * sum;
            int drawn = top;
            for (int level = 0; level < levels && left >= 0; level++) {
                if (allowed[allowedAt + level]) {
                    left -= Math.exp(out[outAt + level] - out[outAt + top]);
                    drawn = level;
                }
            }
            raw[rawAt] = drawn;
            return (float) (out[outAt + drawn] - out[outAt + top] - Math.log(sum));
        }

        @Override
        public void best(
                float[] out, int outAt, boolean[] allowed, int allowedAt, float[] raw, int rawAt) {
            raw[rawAt] = top(out, outAt, allowed, allowedAt);
        }

        @Override
        public void act(float[] raw, int rawAt, float[] action, int actionAt) {
            action[actionAt] = raw[rawAt];
        }

        @Override
        public void toOnnx(OnnxModel model, String out) {
            model.input("allowed", "agents", levels);
            model.constant("one", new float[] {1}, 1);
            model.constant("forbidden", new float[] {1e9f}, 1);
            String without = model.operator("Sub", "allowed.less", "allowed", "one");
            String far = model.operator("Mul", "allowed.far", without, "forbidden");
            String masked = model.operator("Add", "allowed.masked", out, far);
            String top = model.operator("ArgMax", "top", Map.of("axis", 1L), masked);
            model.operator("Cast", "action", Map.of("to", 1L), top);
            model.output("action", "agents", 1);
        }

        @Override
        public Tensor logLikelihood(Tensor out, Tensor logSpread, float[] raw) {
            var level = new int[raw.length];
            for (int row = 0; row < level.length; row++) {
                level[row] = (int) raw[row];
            }
            return out.logSoftmax().gather(level);
        }

        @Override
        public Tensor entropy(Tensor out, Tensor logSpread) {
            Tensor log = out.logSoftmax();
            return log.exp().mul(log).sum(1).mean().neg();
        }

        /** {@inheritDoc} The cross-entropy −log π(taught). */
        @Override
        public Tensor distance(Tensor out, float[] taught) {
            return logLikelihood(out, out, taught).mean().neg();
        }

        private int top(float[] out, int outAt, boolean[] allowed, int allowedAt) {
            int top = -1;
            for (int level = 0; level < levels; level++) {
                if (allowed[allowedAt + level]
                        && (top < 0 || out[outAt + level] > out[outAt + top])) {
                    top = level;
                }
            }
            if (top < 0) {
                throw new IllegalArgumentException("an agent is present but may do nothing");
            }
            return top;
        }
    }
}
