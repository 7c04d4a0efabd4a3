package org.evenflow.tensor;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Numbers of single precision in one or more dimensions, row after row. Every operation makes a new
 * tensor that knows where it came from, so that {@link #backward} or {@link #gradients} finds
 * derivatives; shapes that differ are broadcast as in NumPy. Open a {@link Scope} around each step.
 *
 * <p>Operations of one thread at a time give the same bits at every run.
 */
public final class Tensor implements AutoCloseable {
    private final org.bytedeco.pytorch.Tensor torchTensor;

    private Tensor(org.bytedeco.pytorch.Tensor torchTensor) {
        this.torchTensor = torchTensor;
    }

    /** Constants. An empty shape means one dimension. */
    public static Tensor of(float[] values, int... shape) {
        return new Tensor(create(values, shape));
    }

    /**
     * Numbers to be learned: they get a gradient, are not freed by scopes, and live until closed.
     */
    public static Tensor parameter(float[] values, int... shape) {
        org.bytedeco.pytorch.Tensor made = create(values, shape);
        made.retainReference();
        made.requires_grad_();
        return new Tensor(made);
    }

    /** Puts tensors behind one another along a dimension. */
    public static Tensor concat(int dimension, Tensor... parts) {
        var vector = new TensorVector();
        for (Tensor part : parts) {
            vector.push_back(part.torchTensor);
        }
        return new Tensor(torch.cat(vector, dimension));
    }

    /** Lengths of the dimensions; empty for a single number. */
    public int[] shape() {
        int[] lengths = new int[Math.toIntExact(torchTensor.dim())];
        for (int d = 0; d < lengths.length; d++) {
            lengths[d] = Math.toIntExact(torchTensor.size(d));
        }
        return lengths;
    }

    /** How many numbers there are. */
    public int size() {
        return Math.toIntExact(torchTensor.numel());
    }

    /** A copy of the numbers. */
    public float[] values() {
        var values = new float[size()];
        read(values);
        return values;
    }

    /** Copies the numbers into an array of their count. */
    public void read(float[] values) {
        checkCount(values.length);
        copy(torchTensor, values);
    }

    /** Replaces a parameter's numbers; its gradient stays. */
    public void write(float[] values) {
        checkCount(values.length);
        if (values.length > 0) {
            torchTensor.data_ptr_float().put(values);
        }
    }

    /** The only number of a tensor that holds one. */
    public double value() {
        checkCount(1);
        return torchTensor.item_float();
    }

    /** {@code this + other}. */
    public Tensor add(Tensor other) {
        return new Tensor(torch.add(torchTensor, other.torchTensor));
    }

    /** {@code this + number}. */
    public Tensor add(double number) {
        return new Tensor(torch.add(torchTensor, new Scalar(number)));
    }

    /** {@code this - other}. */
    public Tensor sub(Tensor other) {
        return new Tensor(torch.sub(torchTensor, other.torchTensor));
    }

    /** {@code this * other}, number by number. */
    public Tensor mul(Tensor other) {
        return new Tensor(torch.mul(torchTensor, other.torchTensor));
    }

    /** {@code this * number}. */
    public Tensor mul(double number) {
        return new Tensor(torch.mul(torchTensor, new Scalar(number)));
    }

    /** {@code this / other}, number by number. */
    public Tensor div(Tensor other) {
        return new Tensor(torch.div(torchTensor, other.torchTensor));
    }

    /** {@code -this}. */
    public Tensor neg() {
        return new Tensor(torch.neg(torchTensor));
    }

    /** The product of two matrices. */
    public Tensor matmul(Tensor other) {
        return new Tensor(torch.matmul(torchTensor, other.torchTensor));
    }

    /**
     * A linear layer: {@code this * weight + bias}.
     *
     * @param weight {@code [input][output]}
     * @param bias {@code [output]}
     */
    public Tensor linear(Tensor weight, Tensor bias) {
        return new Tensor(torch.addmm(bias.torchTensor, torchTensor, weight.torchTensor));
    }

    /** Hyperbolic tangent. */
    public Tensor tanh() {
        return new Tensor(torch.tanh(torchTensor));
    }

    /** {@code max(0, this)}. */
    public Tensor relu() {
        return new Tensor(torch.relu(torchTensor));
    }

    /** The exponential. */
    public Tensor exp() {
        return new Tensor(torch.exp(torchTensor));
    }

    /** The natural logarithm. */
    public Tensor log() {
        return new Tensor(torch.log(torchTensor));
    }

    /** {@code this²}. */
    public Tensor square() {
        return new Tensor(torch.square(torchTensor));
    }

    /** {@code |this|}. */
    public Tensor abs() {
        return new Tensor(torch.abs(torchTensor));
    }

    /** The nearest numbers within limits; no gradient beyond them. */
    public Tensor clamp(double low, double high) {
        return new Tensor(
                torch.clamp(
                        torchTensor,
                        new ScalarOptional(new Scalar(low)),
                        new ScalarOptional(new Scalar(high))));
    }

    /** The lesser, number by number. */
    public Tensor min(Tensor other) {
        return new Tensor(torch.minimum(torchTensor, other.torchTensor));
    }

    /** The greater, number by number. */
    public Tensor max(Tensor other) {
        return new Tensor(torch.maximum(torchTensor, other.torchTensor));
    }

    /** The sum of all numbers. */
    public Tensor sum() {
        return new Tensor(torchTensor.sum());
    }

    /** Sums along a dimension, which vanishes. */
    public Tensor sum(int dimension) {
        return new Tensor(torchTensor.sum(new long[] {dimension}));
    }

    /** The mean of all numbers. */
    public Tensor mean() {
        return new Tensor(torchTensor.mean());
    }

    /** Means along a dimension, which vanishes. */
    public Tensor mean(int dimension) {
        return new Tensor(torchTensor.mean(new long[] {dimension}));
    }

    /** Logarithms of the shares of {@code exp(this)} in each row's sum. */
    public Tensor logSoftmax() {
        return new Tensor(torch.log_softmax(torchTensor, -1));
    }

    /**
     * One number of each row.
     *
     * @param column which, {@code [row]}
     */
    public Tensor gather(int[] column) {
        var index = org.bytedeco.pytorch.Tensor.create(longs(column), column.length, 1);
        return new Tensor(torch.gather(torchTensor, 1, index).reshape(column.length));
    }

    /** Rows, i.e. entries of the first dimension, in the order of their numbers; may repeat. */
    public Tensor indexSelect(int[] rows) {
        return new Tensor(torch.index_select(torchTensor, 0, index(rows)));
    }

    /** This, with each row of another tensor added to the row whose number stands for it. */
    public Tensor indexAdd(int[] rows, Tensor added) {
        return new Tensor(torch.index_add(torchTensor, 0, index(rows), added.torchTensor));
    }

    /** A stretch of a dimension. */
    public Tensor narrow(int dimension, int from, int length) {
        return new Tensor(torchTensor.narrow(dimension, from, length));
    }

    /** The same numbers in another shape. */
    public Tensor reshape(int... shape) {
        return new Tensor(torchTensor.reshape(longs(shape)));
    }

    /** A matrix with rows and columns exchanged. */
    public Tensor transpose() {
        return new Tensor(torchTensor.t());
    }

    /** The same numbers as constants. */
    public Tensor detach() {
        return new Tensor(torchTensor.detach());
    }

    /** Adds the derivatives of this single number to the gradients of all its parameters. */
    public void backward() {
        torchTensor.backward();
    }

    /** A copy of a parameter's gradient since {@link #clearGradient}; zero where it has none. */
    public float[] gradient() {
        org.bytedeco.pytorch.Tensor gradient = torchTensor.grad();
        var values = new float[size()];
        if (gradient.defined()) {
            copy(gradient, values);
        }
        return values;
    }

    /** Makes a parameter's gradient zero. */
    public void clearGradient() {
        org.bytedeco.pytorch.Tensor gradient = torchTensor.grad();
        if (gradient.defined()) {
            gradient.zero_();
        }
    }

    /**
     * Derivatives of this single number; the parameters' own gradients stay untouched, so several
     * threads can differentiate by the same parameters.
     *
     * @param parameters by which; zeros where this does not depend on one
     */
    public float[][] gradients(List<Tensor> parameters) {
        var inputs = new TensorVector();
        parameters.forEach(parameter -> inputs.push_back(parameter.torchTensor));
        TensorVector found =
                torch.grad(
                        new TensorVector(torchTensor),
                        inputs,
                        new TensorVector(),
                        new BoolOptional(),
                        false,
                        true);
        var gradients = new float[parameters.size()][];
        for (int i = 0; i < gradients.length; i++) {
            gradients[i] = new float[parameters.get(i).size()];
            org.bytedeco.pytorch.Tensor gradient = found.get(i);
            if (gradient.defined()) {
                copy(gradient, gradients[i]);
            }
        }
        return gradients;
    }

    /** Frees the numbers; needed for parameters only. */
    @Override
    public void close() {
        torchTensor.releaseReference();
    }

    private static org.bytedeco.pytorch.Tensor create(float[] values, int[] shape) {
        Natives.need();
        int[] lengths = shape.length == 0 ? new int[] {values.length} : shape;
        if (Arrays.stream(lengths).reduce(1, (a, b) -> a * b) != values.length) {
            throw new IllegalArgumentException(
                    values.length + " values do not fill " + Arrays.toString(lengths));
        }
        return org.bytedeco.pytorch.Tensor.create(values, longs(lengths));
    }

    private static void copy(org.bytedeco.pytorch.Tensor from, float[] to) {
        if (to.length > 0) {
            from.contiguous().data_ptr_float().get(to);
        }
    }

    private static org.bytedeco.pytorch.Tensor index(int[] rows) {
        return org.bytedeco.pytorch.Tensor.create(longs(rows), rows.length);
    }

    private static long[] longs(int[] numbers) {
        var longs = new long[numbers.length];
        for (int i = 0; i < longs.length; i++) {
            longs[i] = numbers[i];
        }
        return longs;
    }

    private void checkCount(int count) {
        if (count != size()) {
            throw new IllegalArgumentException(
                    "a tensor of shape " + Arrays.toString(shape()) + " has not " + count);
        }
    }
}
