package org.evenflow.dispatch;

import java.util.ArrayList;
import java.util.Random;
import org.evenflow.control.Action;
import org.evenflow.control.Limits;
import org.evenflow.grid.Injections;
import org.evenflow.model.Branch;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.Line;
import org.evenflow.model.Station;
import org.evenflow.model.SupplyTransformer;

/** A random feeder with stations, base load, vehicles and a wish; the same seed gives the same. */
final class RandomSite {
    final Feeder feeder;
    final TestSite site;
    final Limits limits;
    final Action action;
    final double[] transformerNetKw;

    RandomSite(long seed) {
        var random = new Random(seed);
        // The first numbers of neighbouring seeds are alike.
        random.nextDouble();
        feeder = feeder(random);
        var transformers = new ArrayList<SupplyTransformer>();
        for (int t = 0; t < 2; t++) {
            transformers.add(new SupplyTransformer("t" + t, 50 + 800 * random.nextDouble()));
        }
        var stations = new ArrayList<Station>();
        int count = 1 + random.nextInt(5);
        for (int s = 0; s < count; s++) {
            int hangs = random.nextInt(4);
            stations.add(
                    Sites.station(
                            "s" + s,
                            "b" + (1 + random.nextInt(feeder.buses().size() - 1)),
                            hangs < 2 ? "t" + hangs : null,
                            random.nextInt(3) == 0 ? Sites.UNLIMITED : 400 * random.nextDouble(),
                            random.nextInt(3) == 0 ? 0 : 300 * random.nextDouble(),
                            1 + random.nextInt(6)));
        }
        double siteKw = random.nextBoolean() ? Sites.UNLIMITED : 1500 * random.nextDouble();
        site = Sites.site(feeder, stations, transformers, siteKw);
        limits = site.limits;
        transformerNetKw = new double[2];
        for (int t = 0; t < 2; t++) {
            double kva = limits.layout().transformerKva(t);
            transformerNetKw[t] = kva * (1.6 * random.nextDouble() - 0.5);
            site.transformerNetKw(t, transformerNetKw[t]);
        }
        base(random);
        action = new Action(limits.connectors(), 0);
        vehicles(random);
    }

    private static Feeder feeder(Random random) {
        int size = 2 + random.nextInt(12);
        var buses = new ArrayList<Bus>();
        var branches = new ArrayList<Branch>();
        buses.add(new Bus("b0", 10, 0, 0, 0, 0, 0.9, 1.1));
        for (int bus = 1; bus < size; bus++) {
            buses.add(new Bus("b" + bus, 10, 0, 0, 0, 0, 0.95, 1.05));
            String parent = "b" + (random.nextBoolean() ? bus - 1 : random.nextInt(bus));
            branches.add(
                    new Line(
                            "l" + bus,
                            parent,
                            "b" + bus,
                            0.2 + 2 * random.nextDouble(),
                            0.2 + 2 * random.nextDouble(),
                            0,
                            random.nextInt(3) == 0
                                    ? Sites.UNLIMITED
                                    : 15 + 90 * random.nextDouble(),
                            true));
        }
        return new Feeder("f", "", "b0", 0.99 + 0.03 * random.nextDouble(), buses, branches);
    }

    private void base(Random random) {
        // One in five is overloaded or overfed by its base load alone.
        double scale = random.nextInt(5) == 0 ? 4000 : 700;
        Injections base = site.base();
        int size = feeder.buses().size();
        for (int bus = 1; bus < size; bus++) {
            base.loadKw()[bus] = scale * (random.nextDouble() - 0.3) / size;
            base.loadKvar()[bus] = scale * (random.nextDouble() - 0.3) / size / 2;
        }
    }

    private void vehicles(Random random) {
        double size = random.nextInt(10) == 0 ? 3000 : 150;
        for (int c = 0; c < limits.connectors(); c++) {
            if (random.nextInt(4) == 0) {
                continue;
            }
            boolean isAc = random.nextBoolean();
            double step = isAc ? size / 16 : 0;
            double min = isAc ? 6 * step : random.nextBoolean() ? 0 : size / 10;
            double high =
                    switch (random.nextInt(4)) {
                        case 0 -> 0;
                        case 1 -> size * random.nextDouble();
                        default -> size;
                    };
            double low = isAc || random.nextBoolean() ? 0 : -size * random.nextDouble();
            site.plug(c, low, high, Math.min(min, size), step);
            action.powerKw()[c] = wish(random, size);
        }
    }

    private static double wish(Random random, double size) {
        return switch (random.nextInt(12)) {
            case 0 -> Double.POSITIVE_INFINITY;
            case 1 -> Double.NEGATIVE_INFINITY;
            case 2 -> Double.NaN;
            case 3 -> 0;
            case 4, 5 -> -1.2 * size * random.nextDouble();
            default -> 1.2 * size * random.nextDouble();
        };
    }
}
