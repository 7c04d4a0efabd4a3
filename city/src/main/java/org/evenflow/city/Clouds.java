package org.evenflow.city;

import org.evenflow.numeric.RandomStream;

/**
 * The clear-sky index over a run: a bounded transform of a stationary first-order autoregressive
 * process. With x standard normal, the index is {@code low + (1 - low) Φ(x)^a}; as Φ(x) is uniform,
 * its mean is {@code low + (1 - low) / (1 + a)}, which gives {@code a}.
 *
 * <p>The process forgets by 1/e in {@value #MEMORY_H} hours, as the hourly clear-sky index of
 * Zurich did in 2015 (autocorrelation 0.88 at one hour, 0.50 at six, where the clear sky gives more
 * than 100 W/m2). Passing gaps of minutes are not in it.
 */
final class Clouds {
    /** Index under the thickest clouds. */
    static final double LOW = 0.05;

    static final double MEMORY_H = 8;

    private static final double RANGE = 4;
    private static final int CELLS = 1024;

    private final double[] index = new double[CELLS + 2];
    private final double[] keep;
    private final double[] renew;

    /**
     * Compiles the process.
     *
     * @param meanClearness mean of the index
     * @param steps the steps it is asked for, rising
     * @param stepHours length of a step
     */
    Clouds(double meanClearness, int[] steps, double stepHours) {
        double exponent = (1 - meanClearness) / (meanClearness - LOW);
        double width = 2 * RANGE / CELLS;
        double phi = 3.167e-5;
        for (int i = 0; i < index.length; i++) {
            index[i] = LOW + (1 - LOW) * Math.pow(Math.min(1, phi), exponent);
            // Simpson's rule over the normal density.
            double x = -RANGE + i * width;
            phi += width / 6 * (density(x) + 4 * density(x + width / 2) + density(x + width));
        }
        keep = new double[steps.length];
        renew = new double[steps.length];
        for (int k = 0; k < steps.length; k++) {
            double hours = k == 0 ? 0 : (steps[k] - steps[k - 1]) * stepHours;
            keep[k] = k == 0 ? 0 : Math.exp(-hours / MEMORY_H);
            renew[k] = Math.sqrt(1 - keep[k] * keep[k]);
        }
    }

    private static double density(double x) {
        return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    /** Fills the clear-sky index of each of the steps. */
    void draw(RandomStream stream, double[] clearness) {
        double x = 0;
        for (int k = 0; k < keep.length; k++) {
            x = keep[k] * x + renew[k] * stream.nextGaussian();
            double at = (Math.clamp(x, -RANGE, RANGE) + RANGE) * (CELLS / (2 * RANGE));
            int cell = (int) at;
            clearness[k] = index[cell] + (at - cell) * (index[cell + 1] - index[cell]);
        }
    }
}
