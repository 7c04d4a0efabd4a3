package org.evenflow.forecast;

import java.util.Arrays;

/** All stays as it is. */
public final class Persistence implements Forecaster {
    /** The forecaster. */
    public Persistence() {}

    @Override
    public String id() {
        return "persistence";
    }

    @Override
    public void forecast(double[] past, int stepsPerDay, double[] ahead) {
        Arrays.fill(ahead, past[past.length - 1]);
    }
}
