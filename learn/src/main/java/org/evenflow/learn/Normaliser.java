package org.evenflow.learn;

import java.util.Arrays;
import org.evenflow.model.InputException;

/**
 * Running mean and variance of each feature, and what features look like measured by them. Counts
 * of several threads are merged in a fixed order, which keeps the bits (T. Chan, G. Golub, R.
 * LeVeque, "Algorithms for computing the sample variance", The American Statistician 37(3), 1983,
 * equation 2.1). Mutable, frozen by nobody adding to it; an object serves one thread.
 */
public final class Normaliser {
    /** Normalised features beyond this many standard deviations are cut (OpenAI Baselines). */
    private static final float MOST = 10;

    /** Against features that never change (OpenAI Baselines). */
    private static final double LEAST_VARIANCE = 1e-8;

    private final double[] mean;
    private final double[] squares;
    private double count;

    /** One over standard deviations, where nothing was counted since. */
    private final double[] inverse;

    private boolean isStale = true;

    /** Of nothing yet: features look as they are. */
    public Normaliser(int features) {
        mean = new double[features];
        squares = new double[features];
        inverse = new double[features];
    }

    private Normaliser(double[] mean, double[] squares, double count) {
        this.mean = mean.clone();
        this.squares = squares.clone();
        this.count = count;
        inverse = new double[mean.length];
    }

    /** How many features there are. */
    public int features() {
        return mean.length;
    }

    /** How many rows it has seen. */
    public double count() {
        return count;
    }

    /** Mean of a feature. */
    public double mean(int feature) {
        return mean[feature];
    }

    /** Standard deviation of a feature; 1 before two rows were seen. */
    public double deviation(int feature) {
        return count < 2 ? 1 : Math.sqrt(squares[feature] / count + LEAST_VARIANCE);
    }

    /** Counts one row of features (B. Welford, Technometrics 4(3), 1962). */
    public void add(float[] values, int offset) {
        count++;
        isStale = true;
        for (int f = 0; f < mean.length; f++) {
            double from = values[offset + f] - mean[f];
            mean[f] += from / count;
            squares[f] += from * (values[offset + f] - mean[f]);
        }
    }

    /** Counts all that another one has counted. */
    public void add(Normaliser other) {
        if (other.count == 0) {
            return;
        }
        isStale = true;
        double sum = count + other.count;
        for (int f = 0; f < mean.length; f++) {
            double between = other.mean[f] - mean[f];
            mean[f] += between * other.count / sum;
            squares[f] += other.squares[f] + between * between * count * other.count / sum;
        }
        count = sum;
    }

    /** Lets what was seen weigh no more than so many rows, so that newer rows tell. */
    public void forget(double mostCount) {
        if (count > mostCount) {
            isStale = true;
            for (int f = 0; f < mean.length; f++) {
                squares[f] *= mostCount / count;
            }
            count = mostCount;
        }
    }

    /** Begins again from nothing. */
    public void clear() {
        isStale = true;
        Arrays.fill(mean, 0);
        Arrays.fill(squares, 0);
        count = 0;
    }

    /** Writes one row of features, measured in standard deviations from the mean. */
    public void normalise(float[] from, int offset, float[] to, int toOffset) {
        if (count < 2) {
            System.arraycopy(from, offset, to, toOffset, mean.length);
            return;
        }
        if (isStale) {
            for (int f = 0; f < mean.length; f++) {
                inverse[f] = 1 / deviation(f);
            }
            isStale = false;
        }
        for (int f = 0; f < mean.length; f++) {
            float z = (float) ((from[offset + f] - mean[f]) * inverse[f]);
            to[toOffset + f] = Math.max(-MOST, Math.min(MOST, z));
        }
    }

    /** Adds the same to a model, behind one of its values; returns the name of what comes out. */
    public String toOnnx(OnnxModel model, String of) {
        if (count < 2) {
            return of;
        }
        var shift = new float[mean.length];
        var scale = new float[mean.length];
        for (int f = 0; f < mean.length; f++) {
            shift[f] = (float) mean[f];
            scale[f] = (float) deviation(f);
        }
        model.constant(of + ".mean", shift, mean.length);
        model.constant(of + ".deviation", scale, mean.length);
        model.constant(of + ".least", new float[] {-MOST});
        model.constant(of + ".most", new float[] {MOST});
        String centred = model.operator("Sub", of + ".centred", of, of + ".mean");
        String scaled = model.operator("Div", of + ".scaled", centred, of + ".deviation");
        return model.operator("Clip", of + ".normalised", scaled, of + ".least", of + ".most");
    }

    /** A copy that does not change with this one. */
    public Normaliser copy() {
        return new Normaliser(mean, squares, count);
    }

    /** Puts itself into a file as {@code prefix.mean} and {@code prefix.squares}. */
    public void write(TensorFile file, String prefix) {
        file.put(prefix + ".mean", mean);
        file.put(prefix + ".squares", squares);
        file.put(prefix + ".count", new double[] {count});
    }

    /** Takes one out of a file, bit by bit. */
    public static Normaliser read(TensorFile file, String prefix) {
        double[] mean = file.doubles(prefix + ".mean");
        double[] squares = file.doubles(prefix + ".squares");
        if (squares.length != mean.length) {
            throw new InputException(
                    "policy file: '"
                            + prefix
                            + "' has "
                            + mean.length
                            + " means and "
                            + squares.length
                            + " squares");
        }
        return new Normaliser(mean, squares, file.doubles(prefix + ".count")[0]);
    }
}
