package org.evenflow.forecast;

import java.util.Arrays;

/** All stays as it is. */
public record Persistence() implements Forecaster {
    @Override
    public String id() {
        return "persistence";
    }

    @Override
    public void forecast(History past, int stepsPerDay, double[] ahead) {
        Arrays.fill(ahead, past.ago(0));
    }
}
