package org.evenflow.grid;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import org.evenflow.model.Branch;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.Line;
import org.evenflow.model.Transformer;

/** A random radial feeder with loads it can carry; the same seed gives the same one. */
public record RandomFeeder(Feeder feeder, Injections load) {
    /**
     * Lines, and where {@code isRich} also transformers with taps and shifts in both directions,
     * line charging and shunts.
     */
    public static RandomFeeder of(long seed, boolean isRich) {
        var random = new Random(seed);
        int size = 2 + random.nextInt(30);
        var baseKv = new double[size];
        var parents = new int[size];
        baseKv[0] = 12.66;
        var branches = new ArrayList<Branch>();
        for (int bus = 1; bus < size; bus++) {
            // Deep rather than bushy: half of the buses hang on the one before.
            parents[bus] = random.nextBoolean() ? bus - 1 : random.nextInt(bus);
            boolean isTransformer = isRich && random.nextInt(4) == 0;
            baseKv[bus] =
                    isTransformer ? (random.nextBoolean() ? 4.16 : 12.66) : baseKv[parents[bus]];
            branches.add(branch(random, bus, parents[bus], baseKv, isTransformer, isRich));
        }
        Collections.shuffle(branches, random);
        var buses = new ArrayList<Bus>();
        var load = new Injections(size);
        for (int bus = 0; bus < size; bus++) {
            boolean isPlant = random.nextInt(6) == 0;
            load.loadKw()[bus] = (isPlant ? -1 : 1) * random.nextDouble() * 1500 / size;
            load.loadKvar()[bus] = (random.nextDouble() - 0.3) * 1000 / size;
            boolean hasShunt = isRich && random.nextInt(4) == 0;
            buses.add(
                    new Bus(
                            "b" + bus,
                            baseKv[bus],
                            0,
                            0,
                            hasShunt ? random.nextDouble() * 20 : 0,
                            hasShunt ? (random.nextDouble() - 0.3) * 100 : 0,
                            0.9,
                            1.1));
        }
        return new RandomFeeder(new Feeder("f" + seed, "", "b0", 1.02, buses, branches), load);
    }

    private static Branch branch(
            Random random,
            int bus,
            int parent,
            double[] kv,
            boolean isTransformer,
            boolean isRich) {
        boolean downward = random.nextBoolean();
        String from = "b" + (downward ? parent : bus);
        String to = "b" + (downward ? bus : parent);
        double zBase = Math.pow(kv[downward ? bus : parent], 2);
        double r = zBase * (0.0002 + 0.004 * random.nextDouble());
        double x = zBase * (0.0002 + 0.004 * random.nextDouble());
        double charging = isRich && random.nextInt(3) == 0 ? 0.02 / zBase : 0;
        double ratingKva = 200 + 2000 * random.nextDouble();
        double ratingA = ratingKva / (Math.sqrt(3) * kv[bus]);
        String id = from + "-" + to;
        return isTransformer
                ? new Transformer(
                        id,
                        from,
                        to,
                        r,
                        x,
                        charging,
                        0.95 + 0.1 * random.nextDouble(),
                        random.nextInt(3) * 30 - 30,
                        ratingKva,
                        true)
                : new Line(id, from, to, r, x, charging, ratingA, true);
    }
}
