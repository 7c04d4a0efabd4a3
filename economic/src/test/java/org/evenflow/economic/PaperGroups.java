package org.evenflow.economic;

import java.util.ArrayList;
import java.util.List;
import org.evenflow.model.ChargerGroups;
import org.evenflow.model.ChargerGroups.Group;
import org.evenflow.model.ChargerGroups.Kind;
import org.evenflow.model.ChargerGroups.Link;
import org.evenflow.model.ChargerGroups.State;
import org.evenflow.model.ChargerGroups.Variant;
import org.evenflow.numeric.RandomStream;

/** Tables I to III of J. Li et al. with the state of their table IV, and random states. */
public final class PaperGroups {
    /** Without ripples. */
    public static final ChargerGroups WORLD = world(0);

    static final double[] NO_FEEDBACK = {0, 0, 0, 0};

    private PaperGroups() {}

    /** The world with a ripple of a height on the fast chargers' cost, two to five arches each. */
    public static ChargerGroups world(double rippleCost) {
        var groups =
                List.of(
                        fast("1", "A", 0.0020, 10, 500, 100, 600, rippleCost),
                        fast("2", "C", 0.0025, 8, 300, 50, 400, rippleCost),
                        fast("3", "D", 0.0050, 6, 100, 50, 300, rippleCost),
                        fast("4", "D", 0.0060, 5, 90, 50, 200, rippleCost),
                        group("5", Kind.V2G, "A", 0, 5, 15, 90),
                        group("6", Kind.V2G, "C", 0, 4, 20, 90),
                        group("7", Kind.SLOW_AC, "A", 0.0050, 6, 100, 200),
                        group("8", Kind.SLOW_AC, "B", 0.0060, 5, 90, 200),
                        group("9", Kind.SLOW_AC, "C", 0.0070, 3, 150, 180));
        var links = new ArrayList<Link>();
        for (String pair : "1-5 5-7 1-7 2-6 6-9 2-9 3-4 1-2 7-8 8-9 2-3 4-1".split(" ")) {
            String[] ends = pair.split("-");
            links.add(new Link(ends[0], ends[1]));
        }
        return new ChargerGroups(
                "paper", "tables I to III", List.of("A", "B", "C", "D"), groups, links);
    }

    private static Group fast(
            String id,
            String region,
            double a,
            double b,
            double c,
            double min,
            double max,
            double ripple) {
        return new Group(id, Kind.FAST_DC, region, a, b, c, min, max, 1, ripple, 0.03);
    }

    private static Group group(
            String id, Kind kind, String region, double a, double b, double c, double max) {
        return new Group(id, kind, region, a, b, c, 0, max, 0.9, 0, 0);
    }

    /** A state with vehicles for groups 5 and 6. */
    public static State state(double total, double a, double b, double c, double v5, double v6) {
        double none = Double.POSITIVE_INFINITY;
        return new State(
                total,
                new double[] {a, b, c, 0},
                new double[] {none, none, none, none, v5, v6, none, none, none},
                NO_FEEDBACK);
    }

    /** The state of table IV. */
    public static EconomicCase published(Variant variant) {
        return new EconomicCase(WORLD, state(800, 100, 120, 50, 70, 150), variant);
    }

    /** A state drawn as the study's page says, such that all groups can run. */
    public static State drawn(RandomStream random) {
        while (true) {
            double a = 300 * random.nextDouble();
            double b = 190 * random.nextDouble();
            double c = 300 * random.nextDouble();
            double v5 = 90 * random.nextDouble();
            double v6 = 90 * random.nextDouble();
            double least = Math.max(400, a + b + c);
            var state = state(least + (1900 - least) * random.nextDouble(), a, b, c, v5, v6);
            if (state.totalKw() >= WORLD.leastKw(state, Variant.CONVEX)) {
                return state;
            }
        }
    }
}
