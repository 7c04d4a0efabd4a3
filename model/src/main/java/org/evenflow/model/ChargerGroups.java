package org.evenflow.model;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The world of an economic dispatch: groups of chargers in regions that together cover a demand, as
 * in J. Li et al., "Multi-agent deep reinforcement learning algorithms for distributed charging
 * station management", equations 2 to 12.
 *
 * @param id name
 * @param title one line, for people
 * @param regions their ids
 * @param groups at least one
 * @param links pairs of groups that talk to each other; they connect all groups
 */
public record ChargerGroups(
        String id, String title, List<String> regions, List<Group> groups, List<Link> links) {
    public ChargerGroups {
        regions = List.copyOf(regions);
        groups = List.copyOf(groups);
        links = List.copyOf(links);
        Check.id(id, "dispatch");
        Check.unique(regions, "region");
        Check.that(!groups.isEmpty(), "groups", "none", "at least one");
        Check.unique(groups.stream().map(Group::id).toList(), "group");
        for (Group group : groups) {
            Check.that(
                    regions.contains(group.region()),
                    "group " + group.id() + ": region",
                    "'" + group.region() + "'",
                    "one of " + String.join(", ", regions));
        }
        connected(groups, links);
    }

    /** What a group consists of. */
    public enum Kind {
        /** Fast direct-current chargers. */
        FAST_DC,
        /** Bidirectional chargers, whose power is limited by the vehicles that are there. */
        V2G,
        /** Slow alternating-current chargers. */
        SLOW_AC;

        /** One word for files: {@code fast_dc}, {@code v2g} or {@code slow_ac}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Chargers of one kind in one region; running at P kW they cost a·P² + b·P + c, and with
     * ripples h·|sin(w·(P − P_min))| more (D. C. Walters and G. B. Sheble, "Genetic algorithm
     * solution of economic dispatch with valve point loading", IEEE Trans. Power Systems 8(3),
     * 1993).
     *
     * @param id name
     * @param kind of the chargers
     * @param region where they are
     * @param costPerKw2 a, 0 or more
     * @param costPerKw b
     * @param fixedCost c, while the group runs; 0 or more
     * @param minKw least power while it runs
     * @param maxKw greatest power
     * @param feedbackEfficiency share of the power set aside for feedback that reaches the grid,
     *     (0, 1]
     * @param rippleCost h, 0 for none
     * @param ripplePerKw w, radians per kW
     */
    public record Group(
            String id,
            Kind kind,
            String region,
            double costPerKw2,
            double costPerKw,
            double fixedCost,
            double minKw,
            double maxKw,
            double feedbackEfficiency,
            double rippleCost,
            double ripplePerKw) {
        public Group {
            Check.id(id, "group");
            String name = "group " + id + ": ";
            Check.notNegative(costPerKw2, name + "cost_per_kw2");
            Check.finite(costPerKw, name + "cost_per_kw");
            Check.notNegative(fixedCost, name + "cost_fixed");
            Check.positive(maxKw, name + "max_kw");
            Check.within(minKw, 0, maxKw, name + "min_kw");
            Check.efficiency(feedbackEfficiency, name + "feedback_efficiency");
            Check.notNegative(rippleCost, name + "ripple_cost");
            Check.notNegative(ripplePerKw, name + "ripple_per_kw");
        }
    }

    /**
     * Two groups that exchange messages.
     *
     * @param from id of a group
     * @param to id of another
     */
    public record Link(String from, String to) {}

    /** Which groups may be off, and whether regions come first. */
    public enum Variant {
        /** Every group runs; costs are convex. */
        CONVEX,
        /** Every group runs; any group may serve any region. */
        CONVEX_WITHOUT_RULE,
        /** A group may be off at no cost; ripples count. */
        NON_CONVEX,
        /** The same where any group may serve any region. */
        NON_CONVEX_WITHOUT_RULE;

        /** One word for files, such as {@code non_convex}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether groups may be off. */
        public boolean hasChoice() {
            return this == NON_CONVEX || this == NON_CONVEX_WITHOUT_RULE;
        }

        /** Whether a region's own groups give at least its demand or all they can. */
        public boolean hasRegionalRule() {
            return this == CONVEX || this == NON_CONVEX;
        }
    }

    /**
     * What is asked at one moment.
     *
     * @param totalKw demand of all, the regions' included
     * @param regionKw demand by region
     * @param availableKw what vehicles allow by group; infinite where it is no V2G group
     * @param feedbackKw what each region's V2G groups give back to the grid
     */
    public record State(
            double totalKw, double[] regionKw, double[] availableKw, double[] feedbackKw) {}

    /**
     * From where random states are drawn, all uniformly; the total lies above the regions' sum.
     *
     * @param totalLowKw least total
     * @param totalHighKw greatest total
     * @param regionLowKw least demand by region
     * @param regionHighKw greatest demand by region
     * @param availableLowKw least power that vehicles allow by group; infinite for no V2G group
     * @param availableHighKw greatest
     */
    public record Ranges(
            double totalLowKw,
            double totalHighKw,
            double[] regionLowKw,
            double[] regionHighKw,
            double[] availableLowKw,
            double[] availableHighKw) {
        public Ranges {
            Check.notNegative(totalLowKw, "total_kw");
            Check.positive(totalHighKw, "total_kw");
            Check.that(totalLowKw <= totalHighKw, "total_kw", totalLowKw, "<= " + totalHighKw);
            double sum = Arrays.stream(regionHighKw).sum();
            Check.that(
                    totalHighKw >= sum,
                    "total_kw",
                    totalHighKw,
                    "at least the regions' greatest demand, " + sum);
        }
    }

    /**
     * How states change over a day: hourly factors, 0 to 1, that lead from the least to the
     * greatest value of the ranges.
     *
     * @param stepMin length of a step, a divisor of 60
     * @param noise standard deviation of a factor from step to step
     * @param total 24 factors of the total
     * @param region 24 factors by region
     * @param available 24 factors by group
     */
    public record Day(
            int stepMin, double noise, double[] total, double[][] region, double[][] available) {
        public Day {
            Check.that(stepMin > 0 && 60 % stepMin == 0, "step_min", stepMin, "a divisor of 60");
            Check.within(noise, 0, 1, "noise");
        }
    }

    /** Position of a region. */
    public int regionOf(int group) {
        return regions.indexOf(groups.get(group).region());
    }

    /** Greatest power of a group in a state: its own, capped by the vehicles that are there. */
    public double highKw(int group, State state) {
        return Math.min(groups.get(group).maxKw(), state.availableKw()[group]);
    }

    /**
     * Refuses a state that nothing can serve.
     *
     * @throws InputException naming the number, its value and what is allowed
     */
    public void check(State state, Variant variant) {
        double regional = 0;
        for (int region = 0; region < regions.size(); region++) {
            String name = "region " + regions.get(region);
            Check.notNegative(state.regionKw()[region], name + ": demand in kW");
            Check.notNegative(state.feedbackKw()[region], name + ": feedback_kw");
            regional += state.regionKw()[region];
        }
        Check.notNegative(state.totalKw(), "total_kw");
        Check.that(
                state.totalKw() >= regional - 1e-9,
                "total_kw",
                state.totalKw(),
                "at least the regions' demand, " + regional);
        double capacity = 0;
        for (int group = 0; group < groups.size(); group++) {
            String name = "group " + groups.get(group).id() + ": available_kw";
            Check.limit(state.availableKw()[group], name);
            boolean runs = highKw(group, state) >= groups.get(group).minKw();
            Check.that(
                    runs || variant.hasChoice(),
                    name,
                    state.availableKw()[group],
                    "at least its min_kw where every group runs");
            capacity += runs ? highKw(group, state) : 0;
        }
        double fed = feedback(state);
        Check.that(
                state.totalKw() + fed <= capacity + 1e-9,
                "total_kw",
                state.totalKw(),
                "at most what all groups together give, " + (capacity - fed));
        if (!variant.hasChoice()) {
            double least = leastKw(state, variant);
            Check.that(
                    state.totalKw() >= least - 1e-9,
                    "total_kw",
                    state.totalKw(),
                    "at least what all running groups give at least, " + least);
        }
    }

    /** Least demand of all that groups can serve which all run, kW. */
    public double leastKw(State state, Variant variant) {
        double sum = 0;
        for (int region = 0; region < regions.size(); region++) {
            double least = 0;
            double most = 0;
            double fed = 0;
            for (int group = 0; group < groups.size(); group++) {
                if (regionOf(group) == region) {
                    double own = feedbackKw(group, state);
                    least += Math.max(groups.get(group).minKw(), own);
                    most += highKw(group, state);
                    fed += own;
                }
            }
            double ruled = variant.hasRegionalRule() ? state.regionKw()[region] + fed : 0;
            sum += Math.max(least, Math.min(ruled, most)) - fed;
        }
        return sum;
    }

    /**
     * Power that goes into feedback, kW, of all V2G groups.
     *
     * @throws InputException where a region's V2G groups cannot give it
     */
    private double feedback(State state) {
        double sum = 0;
        for (int region = 0; region < regions.size(); region++) {
            double wanted = state.feedbackKw()[region];
            int here = region;
            double available =
                    IntStream.range(0, groups.size())
                            .filter(g -> isFeeding(g) && regionOf(g) == here)
                            .mapToDouble(g -> highKw(g, state) * groups.get(g).feedbackEfficiency())
                            .sum();
            Check.that(
                    wanted <= available + 1e-9,
                    "region " + regions.get(region) + ": feedback_kw",
                    wanted,
                    "at most what its V2G groups can feed back, " + available);
        }
        for (int group = 0; group < groups.size(); group++) {
            sum += feedbackKw(group, state);
        }
        return sum;
    }

    /** Whether a group can feed back. */
    public boolean isFeeding(int group) {
        return groups.get(group).kind() == Kind.V2G;
    }

    /**
     * Power of a group that goes back to the grid, losses included, and not to the demand, kW: α·P
     * of equation 11. V2G groups of one region share its feedback as they can.
     */
    public double feedbackKw(int group, State state) {
        int region = regionOf(group);
        double wanted = state.feedbackKw()[region];
        if (!isFeeding(group) || wanted == 0) {
            return 0;
        }
        double available =
                IntStream.range(0, groups.size())
                        .filter(g -> isFeeding(g) && regionOf(g) == region)
                        .mapToDouble(g -> highKw(g, state) * groups.get(g).feedbackEfficiency())
                        .sum();
        return highKw(group, state) * wanted / available;
    }

    /** Positions of the groups that a group talks to, ascending. */
    public int[] neighbours(int group) {
        String own = groups.get(group).id();
        return IntStream.range(0, groups.size())
                .filter(
                        other ->
                                links.stream()
                                        .anyMatch(link -> joins(link, own, groups.get(other).id())))
                .toArray();
    }

    private static boolean joins(Link link, String a, String b) {
        return (link.from().equals(a) && link.to().equals(b))
                || (link.from().equals(b) && link.to().equals(a));
    }

    private static void connected(List<Group> groups, List<Link> links) {
        var ids = groups.stream().map(Group::id).toList();
        for (Link link : links) {
            for (String end : Arrays.asList(link.from(), link.to())) {
                Check.that(
                        ids.contains(end),
                        "link " + link.from() + " - " + link.to() + ": group",
                        "'" + end + "'",
                        "one of " + String.join(", ", ids));
            }
        }
        var seen = new HashSet<String>();
        var queue = new ArrayDeque<String>(List.of(ids.getFirst()));
        seen.add(ids.getFirst());
        while (!queue.isEmpty()) {
            String at = queue.remove();
            for (String id : ids) {
                if (!seen.contains(id) && links.stream().anyMatch(link -> joins(link, at, id))) {
                    seen.add(id);
                    queue.add(id);
                }
            }
        }
        for (String id : ids) {
            if (!seen.contains(id)) {
                throw new InputException(
                        "links must connect all groups, but leave group " + id + " alone");
            }
        }
    }
}
