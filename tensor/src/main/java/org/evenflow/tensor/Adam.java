package org.evenflow.tensor;

import java.util.List;

/**
 * Adam (D. Kingma, J. Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1): m
 * ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², θ ← θ − α m̂ / (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ), v̂ = v
 * / (1 − β₂ᵗ). Its moments are plain arrays, so that they can be kept and restored bit by bit.
 * Mutable; serves one thread.
 */
public final class Adam {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;

    /** Against division by nothing, as {@code torch.nn.utils.clip_grad_norm_} has it. */
    private static final double CLIP_EPSILON = 1e-6;

    private final List<Tensor> parameters;
    private final double epsilon;
    private final float[][] mean;
    private final float[][] square;
    private long steps;

    /**
     * Begins with moments of zero.
     *
     * @param parameters which it changes
     * @param epsilon ε, e.g. 1e-8 (Kingma and Ba) or 1e-5 (usual for PPO)
     */
    public Adam(List<Tensor> parameters, double epsilon) {
        this.parameters = List.copyOf(parameters);
        this.epsilon = epsilon;
        mean = new float[parameters.size()][];
        square = new float[parameters.size()][];
        for (int p = 0; p < mean.length; p++) {
            mean[p] = new float[parameters.get(p).size()];
            square[p] = new float[mean[p].length];
        }
    }

    /**
     * Follows the parameters' own gradients and makes them zero.
     *
     * @param rate α
     * @param mostNorm gradients of a greater norm over all parameters are scaled down to it
     * @return the norm before that; where it is not finite, nothing has changed
     */
    public double step(double rate, double mostNorm) {
        try (var scope = new Scope()) {
            float[][] gradients = parameters.stream().map(Tensor::gradient).toArray(float[][]::new);
            parameters.forEach(Tensor::clearGradient);
            return step(gradients, rate, mostNorm);
        }
    }

    /**
     * Follows gradients.
     *
     * @param gradients {@code [parameter][number]}
     * @param rate α
     * @param mostNorm gradients of a greater norm over all parameters are scaled down to it
     * @return the norm before that; where it is not finite, nothing has changed
     */
    public double step(float[][] gradients, double rate, double mostNorm) {
        double norm = norm(gradients);
        if (!Double.isFinite(norm)) {
            return norm;
        }
        float scale = (float) Math.min(1, mostNorm / (norm + CLIP_EPSILON));
        steps++;
        double meanBias = 1 - Math.pow(BETA1, steps);
        double squareBias = 1 - Math.pow(BETA2, steps);
        float size = (float) (rate / meanBias);
        float root = (float) (1 / Math.sqrt(squareBias));
        try (var scope = new Scope()) {
            for (int p = 0; p < mean.length; p++) {
                float[] values = parameters.get(p).values();
                follow(values, gradients[p], mean[p], square[p], scale, size, root);
                parameters.get(p).write(values);
            }
        }
        return norm;
    }

    private void follow(
            float[] values,
            float[] gradient,
            float[] mean,
            float[] square,
            float scale,
            float size,
            float root) {
        float beta1 = (float) BETA1;
        float beta2 = (float) BETA2;
        float rest1 = (float) (1 - BETA1);
        float rest2 = (float) (1 - BETA2);
        float eps = (float) epsilon;
        for (int i = 0; i < values.length; i++) {
            float g = gradient[i] * scale;
            float m = beta1 * mean[i] + rest1 * g;
            float v = beta2 * square[i] + rest2 * g * g;
            mean[i] = m;
            square[i] = v;
            values[i] -= size * m / ((float) Math.sqrt(v) * root + eps);
        }
    }

    /** How many steps it has made. */
    public long steps() {
        return steps;
    }

    /** Its means of gradients m, {@code [parameter][number]}: the array itself, to be copied. */
    public float[][] means() {
        return mean;
    }

    /** Its means of squares v, {@code [parameter][number]}: the array itself, to be copied. */
    public float[][] squares() {
        return square;
    }

    /** Takes up moments that were kept. */
    public void restore(long steps, float[][] means, float[][] squares) {
        for (int p = 0; p < mean.length; p++) {
            if (means[p].length != mean[p].length || squares[p].length != mean[p].length) {
                throw new IllegalArgumentException(
                        "parameter "
                                + p
                                + " has "
                                + mean[p].length
                                + " numbers, its moments "
                                + means[p].length
                                + " and "
                                + squares[p].length);
            }
            System.arraycopy(means[p], 0, mean[p], 0, mean[p].length);
            System.arraycopy(squares[p], 0, square[p], 0, mean[p].length);
        }
        this.steps = steps;
    }

    private static double norm(float[][] gradients) {
        double sum = 0;
        for (float[] gradient : gradients) {
            for (float g : gradient) {
                sum += (double) g * g;
            }
        }
        return Math.sqrt(sum);
    }
}
