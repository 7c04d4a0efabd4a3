package org.evenflow.learn.economic;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.evenflow.economic.EconomicCase;
import org.evenflow.economic.EconomicPlan;
import org.evenflow.learn.Frame;
import org.evenflow.learn.WorldShape;
import org.evenflow.model.ChargerGroups;
import org.evenflow.model.ChargerGroups.Ranges;
import org.evenflow.model.ChargerGroups.State;

/**
 * What groups see of a state and how their actions are meant.
 *
 * <p>Seen are the total, each region's demand and what vehicles allow, and what remains of total
 * and regions after vehicles, all scaled to [-1, 1] by the ranges that states are drawn from. Which
 * groups must run changes abruptly where others' capacity ends, so sines and cosines of doubling
 * frequencies come with it (M. Tancik et al., "Fourier features let networks learn high frequency
 * functions in low dimensional domains", NeurIPS 2020). All of it is broadcast, or a group sees the
 * total and its own region alone.
 *
 * <p>A wish reaches beyond a group's limits, so that a group that belongs at a limit can say so
 * clearly. With levels, number 0 is off and the others share the wishes' range evenly; without, the
 * first part of an action is the wish and, where groups may be off, the second is above 0 for one
 * that runs. Immutable.
 */
final class GroupViews {
    /** How far wishes reach beyond a group's limits, kW. */
    static final double MARGIN_KW = 40;

    /** A total's range is about four times a region's, so it has two frequencies more. */
    private static final int FEWER_IN_REGIONS = 2;

    private final ChargerGroups world;
    private final boolean hasChoice;
    private final int levels;
    private final boolean isBroadcast;
    private final int waves;
    private final List<Signal> signals = new ArrayList<>();
    private final WorldShape shape;

    /**
     * A number of the state: a demand less what vehicles give.
     *
     * @param region whose demand, -1 for the total, -2 for none
     * @param vehicles groups whose available power is taken off, or the one that is shown
     * @param lowKw least value
     * @param rangeKw to the greatest
     * @param owner region that it belongs to; -1 for what all may see, -2 for what only a broadcast
     *     tells
     * @param waves frequencies
     */
    @SuppressWarnings("ArrayRecordComponent") // never written
    private record Signal(
            int region, int[] vehicles, double lowKw, double rangeKw, int owner, int waves) {
        double scaled(State state) {
            double kw = 0;
            for (int group : vehicles) {
                kw += state.availableKw()[group];
            }
            if (region > -2) {
                kw = (region < 0 ? state.totalKw() : state.regionKw()[region]) - kw;
            }
            return 2 * (kw - lowKw) / rangeKw - 1;
        }
    }

    /**
     * Views of a world's states.
     *
     * @param hasChoice whether groups may be off
     * @param levels of power; 0 for continuous actions
     * @param isBroadcast whether every group sees all
     * @param waves frequencies of totals' waves
     */
    GroupViews(
            ChargerGroups world,
            Ranges ranges,
            boolean hasChoice,
            int levels,
            boolean isBroadcast,
            int waves) {
        this.world = world;
        this.waves = waves;
        this.hasChoice = hasChoice;
        this.levels = levels;
        this.isBroadcast = isBroadcast;
        int[] all = vehicles(world, ranges, -1);
        demand(-1, ranges.totalLowKw(), ranges.totalHighKw(), new int[0], ranges);
        demand(-1, ranges.totalLowKw(), ranges.totalHighKw(), all, ranges);
        for (int region = 0; region < world.regions().size(); region++) {
            double low = ranges.regionLowKw()[region];
            double high = ranges.regionHighKw()[region];
            int[] own = vehicles(world, ranges, region);
            if (high > low) {
                demand(region, low, high, new int[0], ranges);
            }
            if (high > low && own.length > 0) {
                demand(region, low, high, own, ranges);
            }
        }
        for (int group : all) {
            double low = ranges.availableLowKw()[group];
            double range = ranges.availableHighKw()[group] - low;
            signals.add(new Signal(-2, new int[] {group}, low, range, world.regionOf(group), 0));
        }
        int features = signals.stream().mapToInt(signal -> 1 + 2 * signal.waves()).sum();
        shape =
                new WorldShape(
                        world.groups().size(),
                        features,
                        features,
                        levels > 0
                                ? new WorldShape.Discrete(levels + 1)
                                : new WorldShape.Continuous(hasChoice ? 2 : 1),
                        null);
    }

    private void demand(int region, double low, double high, int[] vehicles, Ranges ranges) {
        double least = low;
        double most = high;
        for (int group : vehicles) {
            least -= ranges.availableHighKw()[group];
            most -= ranges.availableLowKw()[group];
        }
        int owner = region < 0 && vehicles.length > 0 ? -2 : region;
        int fewer = Math.max(0, waves - FEWER_IN_REGIONS);
        int own = region < 0 ? waves : vehicles.length > 0 ? fewer : 0;
        signals.add(new Signal(region, vehicles, least, most - least, owner, own));
    }

    /** Groups of a region, or of all for -1, whose available power changes. */
    private static int[] vehicles(ChargerGroups world, Ranges ranges, int region) {
        return IntStream.range(0, world.groups().size())
                .filter(
                        group -> {
                            double width =
                                    ranges.availableHighKw()[group]
                                            - ranges.availableLowKw()[group];
                            boolean isHere = region < 0 || world.regionOf(group) == region;
                            return isHere && width > 0 && Double.isFinite(width);
                        })
                .toArray();
    }

    WorldShape shape() {
        return shape;
    }

    /** Shows a case. */
    void show(EconomicCase given, Frame frame) {
        int features = shape.features();
        int at = 0;
        for (Signal signal : signals) {
            double scaled = signal.scaled(given.state());
            int length = 1 + 2 * signal.waves();
            frame.state[at] = (float) scaled;
            for (int wave = 0; wave < signal.waves(); wave++) {
                double angle = Math.PI * (1 << wave) * scaled;
                frame.state[at + 1 + 2 * wave] = (float) Math.sin(angle);
                frame.state[at + 2 + 2 * wave] = (float) Math.cos(angle);
            }
            for (int group = 0; group < shape.agents(); group++) {
                boolean isSeen =
                        isBroadcast
                                || signal.owner() == -1
                                || signal.owner() == given.region(group);
                for (int i = at; i < at + length; i++) {
                    frame.observation[group * features + i] = isSeen ? frame.state[i] : 0;
                }
            }
            at += length;
        }
        for (int group = 0; group < shape.agents(); group++) {
            frame.present[group] = true;
            for (int level = 0; level < (levels > 0 ? levels + 1 : 0); level++) {
                frame.allowed[group * (levels + 1) + level] =
                        level == 0 ? !given.mustRun(group) : given.canRun(group);
            }
        }
    }

    /** Writes what groups wish into a plan. */
    void read(float[] actions, EconomicPlan plan) {
        int parts = shape.actions().parts();
        for (int group = 0; group < shape.agents(); group++) {
            float first = actions[group * parts];
            double part = levels > 0 ? (first - 1) / (levels - 1) : (first + 1) / 2;
            var data = world.groups().get(group);
            double from = data.minKw() - MARGIN_KW;
            plan.kw[group] = from + part * (data.maxKw() + MARGIN_KW - from);
            plan.on[group] = levels > 0 ? first > 0 : !hasChoice || actions[group * parts + 1] > 0;
        }
    }
}
