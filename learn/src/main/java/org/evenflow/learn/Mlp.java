package org.evenflow.learn;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A network's forward pass on plain arrays, for playing: no library, no allocation. Two rows and
 * four inputs at a time, the innermost loop along outputs, which the compiler turns into vector
 * instructions, or along rows where there are many ({@link WideRows}); {@link Network#forward} is
 * its oracle. What comes out of a row does not depend on the rows beside it. Mutable buffers; an
 * object serves one thread.
 */
public final class Mlp {
    /** Inputs that are taken at a time. */
    private static final int BLOCK = 4;

    /** Layers of fewer outputs are summed along inputs: their loops are too short for vectors. */
    private static final int NARROW = 8;

    /** Fewer rows are taken two by two. */
    private static final int FEWEST_WIDE = 64;

    private final Network network;

    /**
     * {@code [layer][input][output]}, of narrow layers {@code [layer][output][input]}, inputs
     * filled up with zeros to whole blocks.
     */
    private final float[][][] weight;

    private final float[][] bias;

    /** What goes into each layer of the two rows, {@code [layer][input]}. */
    private final float[][] first;

    private final float[][] second;

    /** Whether each layer is narrow or of an even number of outputs, as many rows need. */
    private final boolean isEven;

    /** For many rows, once there were some. */
    private @Nullable WideRows wide;

    /** A network with parameters in the order of {@link Network}; they are copied. */
    public Mlp(Network network, float[][] parameters) {
        this.network = network;
        int[] sizes = network.sizes();
        weight = new float[network.layers()][][];
        bias = new float[network.layers()][];
        first = new float[sizes.length][];
        second = new float[sizes.length][];
        for (int layer = 0; layer < sizes.length; layer++) {
            int padded = (sizes[layer] + BLOCK - 1) / BLOCK * BLOCK;
            first[layer] = new float[layer < weight.length ? padded : sizes[layer]];
            second[layer] = new float[first[layer].length];
            if (layer < weight.length) {
                int outputs = sizes[layer + 1];
                weight[layer] =
                        outputs < NARROW ? new float[outputs][padded] : new float[padded][outputs];
                bias[layer] = new float[outputs];
            }
        }
        isEven = Arrays.stream(bias).allMatch(b -> b.length < NARROW || b.length % 2 == 0);
        load(parameters);
    }

    /** Takes up other parameters of the same shape. */
    public void load(float[][] parameters) {
        for (int layer = 0; layer < weight.length; layer++) {
            int outputs = bias[layer].length;
            float[] values = parameters[2 * layer];
            for (int input = 0; input < values.length / outputs; input++) {
                if (outputs < NARROW) {
                    for (int output = 0; output < outputs; output++) {
                        weight[layer][output][input] = values[input * outputs + output];
                    }
                } else {
                    System.arraycopy(values, input * outputs, weight[layer][input], 0, outputs);
                }
            }
            System.arraycopy(parameters[2 * layer + 1], 0, bias[layer], 0, outputs);
        }
    }

    /** The network's shape. */
    public Network network() {
        return network;
    }

    /**
     * What comes out for rows that lie behind one another.
     *
     * @param input {@code [row][input]} from its beginning
     * @param rows how many
     * @param output receives {@code [row][output]}
     */
    public void forward(float[] input, int rows, float[] output) {
        int inputs = network.inputs();
        int outputs = network.outputs();
        if (isEven && rows >= FEWEST_WIDE) {
            manyRows(input, rows, output);
            return;
        }
        for (int row = 0; row < rows; row += 2) {
            boolean isPair = row + 1 < rows;
            System.arraycopy(input, row * inputs, first[0], 0, inputs);
            if (isPair) {
                System.arraycopy(input, (row + 1) * inputs, second[0], 0, inputs);
            }
            for (int layer = 0; layer < weight.length; layer++) {
                layer(layer, isPair);
            }
            System.arraycopy(first[weight.length], 0, output, row * outputs, outputs);
            if (isPair) {
                System.arraycopy(second[weight.length], 0, output, (row + 1) * outputs, outputs);
            }
        }
    }

    /** In blocks of equal length. */
    private void manyRows(float[] input, int rows, float[] output) {
        WideRows many = wide == null ? new WideRows(network.sizes()) : wide;
        wide = many;
        int blocks = (rows + WideRows.ROWS - 1) / WideRows.ROWS;
        for (int block = 0; block < blocks; block++) {
            int from = (int) ((long) rows * block / blocks);
            int count = (int) ((long) rows * (block + 1) / blocks) - from;
            many.put(input, from * network.inputs(), count, network.inputs());
            for (int layer = 0; layer < weight.length; layer++) {
                if (bias[layer].length < NARROW) {
                    many.narrow(layer, weight[layer], bias[layer], count);
                } else {
                    many.wide(layer, weight[layer], bias[layer], count);
                }
                if (layer < weight.length - 1) {
                    many.tanh(layer + 1, bias[layer].length, count);
                }
            }
            many.take(output, from * network.outputs(), count, network.outputs());
        }
    }

    private void layer(int layer, boolean isPair) {
        float[][] w = weight[layer];
        int outputs = bias[layer].length;
        float[] x = first[layer];
        float[] y = first[layer + 1];
        if (outputs < NARROW) {
            narrow(x, w, bias[layer], y);
            if (isPair) {
                narrow(second[layer], w, bias[layer], second[layer + 1]);
            }
        } else if (isPair) {
            System.arraycopy(bias[layer], 0, y, 0, outputs);
            float[] x2 = second[layer];
            float[] y2 = second[layer + 1];
            System.arraycopy(bias[layer], 0, y2, 0, outputs);
            for (int i = 0; i < x.length; i += BLOCK) {
                addPair(x, x2, i, w[i], w[i + 1], w[i + 2], w[i + 3], y, y2, outputs);
            }
        } else {
            System.arraycopy(bias[layer], 0, y, 0, outputs);
            for (int i = 0; i < x.length; i += BLOCK) {
                add(x, i, w[i], w[i + 1], w[i + 2], w[i + 3], y, outputs);
            }
        }
        if (layer < weight.length - 1) {
            tanh(y, outputs);
            if (isPair) {
                tanh(second[layer + 1], outputs);
            }
        }
    }

    /** {@code y = x w + bias} with four sums per output that do not wait for one another. */
    private static void narrow(float[] x, float[][] w, float[] bias, float[] y) {
        for (int o = 0; o < w.length; o++) {
            float[] v = w[o];
            float s0 = bias[o];
            float s1 = 0;
            float s2 = 0;
            float s3 = 0;
            for (int i = 0; i < x.length; i += BLOCK) {
                s0 = Math.fma(x[i], v[i], s0);
                s1 = Math.fma(x[i + 1], v[i + 1], s1);
                s2 = Math.fma(x[i + 2], v[i + 2], s2);
                s3 = Math.fma(x[i + 3], v[i + 3], s3);
            }
            y[o] = (s0 + s1) + (s2 + s3);
        }
    }

    /** {@code y += x w} for four inputs of one row. */
    private static void add(
            float[] x, int at, float[] w0, float[] w1, float[] w2, float[] w3, float[] y, int n) {
        float a0 = x[at];
        float a1 = x[at + 1];
        float a2 = x[at + 2];
        float a3 = x[at + 3];
        for (int o = 0; o < n; o++) {
            y[o] =
                    Math.fma(
                            a3,
                            w3[o],
                            Math.fma(a2, w2[o], Math.fma(a1, w1[o], Math.fma(a0, w0[o], y[o]))));
        }
    }

    /** The same for two rows, in the same order of additions. */
    private static void addPair(
            float[] x,
            float[] x2,
            int at,
            float[] w0,
            float[] w1,
            float[] w2,
            float[] w3,
            float[] y,
            float[] y2,
            int n) {
        float a0 = x[at];
        float a1 = x[at + 1];
        float a2 = x[at + 2];
        float a3 = x[at + 3];
        float b0 = x2[at];
        float b1 = x2[at + 1];
        float b2 = x2[at + 2];
        float b3 = x2[at + 3];
        for (int o = 0; o < n; o++) {
            float v0 = w0[o];
            float v1 = w1[o];
            float v2 = w2[o];
            float v3 = w3[o];
            y[o] = Math.fma(a3, v3, Math.fma(a2, v2, Math.fma(a1, v1, Math.fma(a0, v0, y[o]))));
            y2[o] = Math.fma(b3, v3, Math.fma(b2, v2, Math.fma(b1, v1, Math.fma(b0, v0, y2[o]))));
        }
    }

    /**
     * The hyperbolic tangent of the first numbers, in place, within 3e-7: the quotient of two
     * polynomials without branches, beyond 7.9 the limit (G. Guennebaud, B. Jacob et al., Eigen
     * 3.4, {@code generic_fast_tanh_float}).
     */
    public static void tanh(float[] y, int n) {
        for (int o = 0; o < n; o++) {
            float x = Math.max(-7.90531110763549805f, Math.min(7.90531110763549805f, y[o]));
            float z = x * x;
            float p = Math.fma(-2.76076847742355e-16f, z, 2.00018790482477e-13f);
            p = Math.fma(p, z, -8.60467152213735e-11f);
            p = Math.fma(p, z, 5.12229709037114e-08f);
            p = Math.fma(p, z, 1.48572235717979e-05f);
            p = Math.fma(p, z, 6.37261928875436e-04f);
            p = Math.fma(p, z, 4.89352455891786e-03f);
            float q = Math.fma(1.19825839466702e-06f, z, 1.18534705686654e-04f);
            q = Math.fma(q, z, 2.26843463243900e-03f);
            q = Math.fma(q, z, 4.89352518554385e-03f);
            y[o] = x * p / q;
        }
    }

    @Override
    public String toString() {
        return "Mlp" + Arrays.toString(network.sizes());
    }
}
