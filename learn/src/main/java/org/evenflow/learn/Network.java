package org.evenflow.learn;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.evenflow.model.InputException;
import org.evenflow.tensor.Tensor;

/**
 * The shape of a network of linear layers with hyperbolic tangents between them. Its parameters are
 * plain arrays in the order weight, bias, weight, bias …; a weight is {@code [input][output]} row
 * after row.
 */
public final class Network {
    /** Gain of hidden layers before a tangent, √2 (CleanRL, on-policy). */
    private static final double HIDDEN_GAIN = Math.sqrt(2);

    private final int[] sizes;

    /**
     * A network.
     *
     * @param sizes of its input, its hidden layers and its output, each at least 1
     */
    public Network(int... sizes) {
        if (sizes.length < 2 || Arrays.stream(sizes).anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException(
                    "a network needs an input and an output, has " + Arrays.toString(sizes));
        }
        this.sizes = sizes.clone();
    }

    /** A network of equal hidden layers. */
    public static Network of(int inputs, int hidden, int layers, int outputs) {
        var sizes = new int[layers + 2];
        Arrays.fill(sizes, hidden);
        sizes[0] = inputs;
        sizes[layers + 1] = outputs;
        return new Network(sizes);
    }

    /** Numbers that go in. */
    public int inputs() {
        return sizes[0];
    }

    /** Numbers that come out. */
    public int outputs() {
        return sizes[sizes.length - 1];
    }

    /** Layers of weights. */
    public int layers() {
        return sizes.length - 1;
    }

    /** Sizes of input, hidden layers and output. */
    public int[] sizes() {
        return sizes.clone();
    }

    /** Lengths of a parameter's dimensions; parameter 2l is layer l's weight, 2l + 1 its bias. */
    public int[] shape(int parameter) {
        int layer = parameter / 2;
        return parameter % 2 == 0
                ? new int[] {sizes[layer], sizes[layer + 1]}
                : new int[] {sizes[layer + 1]};
    }

    /**
     * Parameters to begin with: orthogonal weights (A. Saxe, J. McClelland, S. Ganguli, "Exact
     * solutions to the nonlinear dynamics of learning in deep linear neural networks", ICLR 2014)
     * of gain √2, biases of zero.
     *
     * @param headGain of the last layer, e.g. 0.01 for an actor and 1 for a critic
     * @param chance where all randomness comes from
     */
    public float[][] begin(double headGain, RandomGenerator chance) {
        var parameters = new float[2 * layers()][];
        for (int layer = 0; layer < layers(); layer++) {
            double gain = layer == layers() - 1 ? headGain : HIDDEN_GAIN;
            parameters[2 * layer] = orthogonal(sizes[layer], sizes[layer + 1], gain, chance);
            parameters[2 * layer + 1] = new float[sizes[layer + 1]];
        }
        return parameters;
    }

    /** Parameters to be learned, from arrays. */
    public List<Tensor> parameters(float[][] values) {
        var parameters = new Tensor[values.length];
        for (int p = 0; p < values.length; p++) {
            parameters[p] = Tensor.parameter(values[p], shape(p));
        }
        return List.of(parameters);
    }

    /**
     * What comes out, with gradients.
     *
     * @param parameters in the order of the arrays
     * @param input {@code [row][input]}
     */
    public Tensor forward(List<Tensor> parameters, Tensor input) {
        Tensor at = input;
        for (int layer = 0; layer < layers(); layer++) {
            at = at.linear(parameters.get(2 * layer), parameters.get(2 * layer + 1));
            if (layer < layers() - 1) {
                at = at.tanh();
            }
        }
        return at;
    }

    /** Adds the same to a model, behind one of its values; returns the name of what comes out. */
    public String toOnnx(OnnxModel model, String name, String input, float[][] parameters) {
        String at = input;
        for (int layer = 0; layer < layers(); layer++) {
            String linear = name + "." + layer;
            model.constant(linear + ".weight", parameters[2 * layer], shape(2 * layer));
            model.constant(linear + ".bias", parameters[2 * layer + 1], shape(2 * layer + 1));
            at = model.operator("Gemm", linear, at, linear + ".weight", linear + ".bias");
            if (layer < layers() - 1) {
                at = model.operator("Tanh", linear + ".tanh", at);
            }
        }
        return at;
    }

    /** Puts parameters into a file as {@code prefix.0}, {@code prefix.1} … */
    public void write(TensorFile file, String prefix, float[][] parameters) {
        for (int p = 0; p < parameters.length; p++) {
            file.put(prefix + "." + p, parameters[p], shape(p));
        }
    }

    /**
     * Takes parameters out of a file.
     *
     * @throws InputException where they are of another shape
     */
    public float[][] read(TensorFile file, String prefix) {
        var parameters = new float[2 * layers()][];
        for (int p = 0; p < parameters.length; p++) {
            String name = prefix + "." + p;
            if (!Arrays.equals(file.shape(name), shape(p))) {
                throw new InputException(
                        "policy file: array '"
                                + name
                                + "' must be of shape "
                                + Arrays.toString(shape(p))
                                + ", is "
                                + Arrays.toString(file.shape(name)));
            }
            parameters[p] = file.floats(name);
        }
        return parameters;
    }

    /**
     * The network whose parameters a file holds under a prefix.
     *
     * @throws InputException where layers do not fit one another
     */
    public static Network in(TensorFile file, String prefix) {
        int layers = 0;
        while (file.has(prefix + "." + 2 * layers)) {
            layers++;
        }
        var sizes = new int[layers + 1];
        for (int layer = 0; layer < layers; layer++) {
            int[] shape = file.shape(prefix + "." + 2 * layer);
            boolean fits = shape.length == 2 && (layer == 0 || shape[0] == sizes[layer]);
            if (!fits) {
                throw new InputException(
                        "policy file: array '"
                                + prefix
                                + "."
                                + 2 * layer
                                + "' does not fit the layer before, its shape is "
                                + Arrays.toString(shape));
            }
            sizes[layer] = shape[0];
            sizes[layer + 1] = shape[1];
        }
        if (layers == 0) {
            throw new InputException("policy file: lacks array '" + prefix + ".0'");
        }
        return new Network(sizes);
    }

    /** Gram and Schmidt's way on normal numbers: the shorter side's vectors are orthonormal. */
    static float[] orthogonal(int rows, int columns, double gain, RandomGenerator chance) {
        int count = Math.min(rows, columns);
        int length = Math.max(rows, columns);
        var vectors = new double[count][length];
        for (int v = 0; v < count; v++) {
            for (int i = 0; i < length; i++) {
                vectors[v][i] = chance.nextGaussian();
            }
            for (int before = 0; before < v; before++) {
                double along = dot(vectors[v], vectors[before]);
                for (int i = 0; i < length; i++) {
                    vectors[v][i] -= along * vectors[before][i];
                }
            }
            double norm = Math.sqrt(dot(vectors[v], vectors[v]));
            for (int i = 0; i < length; i++) {
                vectors[v][i] /= norm;
            }
        }
        var weight = new float[rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double unit = rows < columns ? vectors[row][column] : vectors[column][row];
                weight[row * columns + column] = (float) (gain * unit);
            }
        }
        return weight;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
