package org.evenflow.learn.ppo;

import java.util.LinkedHashMap;
import java.util.Map;

/** Means of named figures in the order in which names came. Mutable. */
final class Figures {
    private final Map<String, double[]> sums = new LinkedHashMap<>();

    /** Counts one value. */
    void note(String name, double value) {
        double[] sum = sums.computeIfAbsent(name, n -> new double[2]);
        sum[0] += value;
        sum[1]++;
    }

    /** Counts all that another one has counted. */
    void add(Figures other) {
        other.sums.forEach(
                (name, counted) -> {
                    double[] sum = sums.computeIfAbsent(name, n -> new double[2]);
                    sum[0] += counted[0];
                    sum[1] += counted[1];
                });
    }

    /** Their means by name. */
    LinkedHashMap<String, Double> means() {
        var means = new LinkedHashMap<String, Double>();
        sums.forEach((name, sum) -> means.put(name, sum[0] / sum[1]));
        return means;
    }
}
