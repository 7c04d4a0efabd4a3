package org.evenflow.learn.ppo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Deals what was played into minibatches. */
final class Minibatches {
    private Minibatches() {}

    /**
     * What is shuffled: single rows of a group or, where a network is looked at, whole moments.
     *
     * @param isGraph whether a network is looked at
     * @param group whose rows, or -1 for all
     */
    static int[][] units(Rollout batch, boolean isGraph, int group) {
        var units = new ArrayList<int[]>();
        if (isGraph) {
            for (int m = 0; m < batch.moments; m++) {
                int first = batch.firstRow[m];
                var rows = new int[batch.lastRow(m) - first];
                Arrays.setAll(rows, i -> first + i);
                if (rows.length > 0) {
                    units.add(rows);
                }
            }
        } else {
            for (int row = 0; row < batch.rows; row++) {
                if (group < 0 || batch.agent[row] == group) {
                    units.add(new int[] {row});
                }
            }
        }
        return units.toArray(int[][]::new);
    }

    /** Shuffles the units and deals them into minibatches of nearly equal numbers of units. */
    static int[][] deal(int[][] units, int minibatch, RandomGenerator order) {
        int rows = 0;
        for (int i = 0; i < units.length; i++) {
            rows += units[i].length;
            int j = i + order.nextInt(units.length - i);
            int[] kept = units[i];
            units[i] = units[j];
            units[j] = kept;
        }
        if (units.length == 0) {
            return new int[0][];
        }
        int parts = Math.clamp(Math.round((double) rows / minibatch), 1, units.length);
        var minibatches = new int[parts][];
        for (int part = 0; part < parts; part++) {
            minibatches[part] =
                    Arrays.stream(
                                    units,
                                    (int) ((long) units.length * part / parts),
                                    (int) ((long) units.length * (part + 1) / parts))
                            .flatMapToInt(Arrays::stream)
                            .toArray();
        }
        return minibatches;
    }
}
