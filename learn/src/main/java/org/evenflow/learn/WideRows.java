package org.evenflow.learn;

import java.util.Arrays;

/**
 * Many rows through a network at once: numbers of one kind lie behind one another for all rows, so
 * the innermost loop runs along rows and is long. Gives the bits that {@link Mlp} gives row by row.
 * Mutable buffers; an object serves one thread.
 */
final class WideRows {
    /**
     * Most rows at a time: loops long enough that their beginnings and ends do not count, numbers
     * that stay within a core's own memory.
     */
    static final int ROWS = 400;

    private static final int BLOCK = 4;

    /** {@code [layer][input][row]}, inputs filled up with zeros to whole blocks. */
    private final float[][][] numbers;

    private final float[][] sums = new float[BLOCK][ROWS];

    /** Buffers for a network of such layers. */
    WideRows(int[] sizes) {
        numbers = new float[sizes.length][][];
        for (int layer = 0; layer < sizes.length; layer++) {
            int padded = (sizes[layer] + BLOCK - 1) / BLOCK * BLOCK;
            numbers[layer] = new float[padded][ROWS];
        }
    }

    /** Takes rows in. */
    void put(float[] input, int from, int rows, int inputs) {
        for (int i = 0; i < inputs; i++) {
            float[] x = numbers[0][i];
            for (int row = 0; row < rows; row++) {
                x[row] = input[from + row * inputs + i];
            }
        }
    }

    /** Hands rows out. */
    void take(float[] output, int to, int rows, int outputs) {
        float[][] y = numbers[numbers.length - 1];
        for (int row = 0; row < rows; row++) {
            for (int o = 0; o < outputs; o++) {
                output[to + row * outputs + o] = y[o][row];
            }
        }
    }

    /**
     * {@code y = x w + bias}, of which two outputs and four inputs at a time.
     *
     * @param w {@code [input][output]}, an even number of outputs
     */
    void wide(int layer, float[][] w, float[] bias, int rows) {
        float[][] x = numbers[layer];
        float[][] y = numbers[layer + 1];
        for (int o = 0; o < bias.length; o += 2) {
            Arrays.fill(y[o], 0, rows, bias[o]);
            Arrays.fill(y[o + 1], 0, rows, bias[o + 1]);
            for (int i = 0; i < w.length; i += BLOCK) {
                add(x, w, i, o, y[o], y[o + 1], rows);
            }
        }
    }

    private static void add(
            float[][] x, float[][] w, int i, int o, float[] y, float[] y2, int rows) {
        float[] x0 = x[i];
        float[] x1 = x[i + 1];
        float[] x2 = x[i + 2];
        float[] x3 = x[i + 3];
        float a0 = w[i][o];
        float a1 = w[i + 1][o];
        float a2 = w[i + 2][o];
        float a3 = w[i + 3][o];
        float b0 = w[i][o + 1];
        float b1 = w[i + 1][o + 1];
        float b2 = w[i + 2][o + 1];
        float b3 = w[i + 3][o + 1];
        for (int r = 0; r < rows; r++) {
            float u0 = x0[r];
            float u1 = x1[r];
            float u2 = x2[r];
            float u3 = x3[r];
            y[r] = Math.fma(a3, u3, Math.fma(a2, u2, Math.fma(a1, u1, Math.fma(a0, u0, y[r]))));
            y2[r] = Math.fma(b3, u3, Math.fma(b2, u2, Math.fma(b1, u1, Math.fma(b0, u0, y2[r]))));
        }
    }

    /**
     * The same with four sums per output that are added up at the end, as {@link Mlp} does where
     * outputs are few.
     *
     * @param w {@code [output][input]}
     */
    void narrow(int layer, float[][] w, float[] bias, int rows) {
        float[][] x = numbers[layer];
        for (int o = 0; o < w.length; o++) {
            float[] v = w[o];
            Arrays.fill(sums[0], 0, rows, bias[o]);
            for (int s = 1; s < BLOCK; s++) {
                Arrays.fill(sums[s], 0, rows, 0);
            }
            for (int i = 0; i < v.length; i++) {
                addOne(x[i], v[i], sums[i % BLOCK], rows);
            }
            float[] y = numbers[layer + 1][o];
            for (int r = 0; r < rows; r++) {
                y[r] = (sums[0][r] + sums[1][r]) + (sums[2][r] + sums[3][r]);
            }
        }
    }

    private static void addOne(float[] x, float v, float[] sum, int rows) {
        for (int r = 0; r < rows; r++) {
            sum[r] = Math.fma(x[r], v, sum[r]);
        }
    }

    /** The tangent of a layer's numbers. */
    void tanh(int layer, int outputs, int rows) {
        for (int o = 0; o < outputs; o++) {
            Mlp.tanh(numbers[layer][o], rows);
        }
    }
}
