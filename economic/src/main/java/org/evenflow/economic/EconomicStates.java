package org.evenflow.economic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.evenflow.model.ChargerGroups;
import org.evenflow.model.ChargerGroups.Day;
import org.evenflow.model.ChargerGroups.Ranges;
import org.evenflow.model.ChargerGroups.State;
import org.evenflow.model.ChargerGroups.Variant;
import org.evenflow.model.InputException;
import org.evenflow.numeric.RandomStream;

/**
 * Draws states of an economic dispatch. A state that cannot be served with every group running is
 * drawn again, so that all variants meet the same states.
 */
public final class EconomicStates {
    private static final int MOST_TRIALS = 10_000;

    private final ChargerGroups world;
    private final Ranges ranges;
    private long drawn;
    private long refused;

    /** Draws for a world. */
    public EconomicStates(ChargerGroups world, Ranges ranges) {
        this.world = world;
        this.ranges = ranges;
    }

    /**
     * Random states of a seed.
     *
     * @throws InputException where the ranges hold hardly any state that can be served
     */
    public List<State> random(int count, long seed) {
        var random = new RandomStream("economic states", seed);
        var states = new ArrayList<State>();
        while (states.size() < count) {
            states.add(servable(() -> draw(random)));
        }
        return states;
    }

    /**
     * The states of a day, one per step.
     *
     * @throws InputException where a step has hardly any state that can be served
     */
    public List<State> day(Day day, long seed) {
        var random = new RandomStream("economic day", seed);
        var states = new ArrayList<State>();
        for (int minute = 0; minute < 24 * 60; minute += day.stepMin()) {
            double hour = (minute + 0.5 * day.stepMin()) / 60;
            states.add(servable(() -> at(day, hour, random)));
        }
        return states;
    }

    /** Share of drawn states that were drawn again because not all groups could run. */
    public double refusedShare() {
        return drawn == 0 ? 0 : (double) refused / drawn;
    }

    private State servable(Supplier<State> draw) {
        for (int trial = 0; trial < MOST_TRIALS; trial++) {
            State state = draw.get();
            drawn++;
            if (state.totalKw() >= world.leastKw(state, Variant.CONVEX)) {
                return state;
            }
            refused++;
        }
        throw new InputException(
                "states: none of "
                        + MOST_TRIALS
                        + " drawn states can be served with every group running; total_kw must"
                        + " reach higher");
    }

    private State draw(RandomStream random) {
        double[] regionKw = between(ranges.regionLowKw(), ranges.regionHighKw(), random);
        double[] availableKw = between(ranges.availableLowKw(), ranges.availableHighKw(), random);
        double least = Math.max(ranges.totalLowKw(), Arrays.stream(regionKw).sum());
        double total = least + (ranges.totalHighKw() - least) * random.nextDouble();
        return state(total, regionKw, availableKw);
    }

    private static double[] between(double[] low, double[] high, RandomStream random) {
        double[] values = new double[low.length];
        for (int i = 0; i < values.length; i++) {
            values[i] =
                    Double.isInfinite(low[i])
                            ? low[i]
                            : low[i] + (high[i] - low[i]) * random.nextDouble();
        }
        return values;
    }

    private State at(Day day, double hour, RandomStream random) {
        double[] regionKw = new double[ranges.regionLowKw().length];
        for (int r = 0; r < regionKw.length; r++) {
            regionKw[r] =
                    at(
                            ranges.regionLowKw()[r],
                            ranges.regionHighKw()[r],
                            day.region()[r],
                            hour,
                            day.noise(),
                            random);
        }
        double[] availableKw = ranges.availableLowKw().clone();
        for (int g = 0; g < availableKw.length; g++) {
            if (Double.isFinite(availableKw[g])) {
                double high = ranges.availableHighKw()[g];
                availableKw[g] =
                        at(availableKw[g], high, day.available()[g], hour, day.noise(), random);
            }
        }
        double least = Math.max(ranges.totalLowKw(), Arrays.stream(regionKw).sum());
        double total = at(least, ranges.totalHighKw(), day.total(), hour, day.noise(), random);
        return state(total, regionKw, availableKw);
    }

    /** Between two values by the hour's factor, from the middle of one hour to that of the next. */
    private static double at(
            double low,
            double high,
            double[] factors,
            double hour,
            double noise,
            RandomStream random) {
        double place = hour - 0.5;
        int before = Math.floorMod((int) Math.floor(place), 24);
        double part = place - Math.floor(place);
        double factor = factors[before] + part * (factors[(before + 1) % 24] - factors[before]);
        double noisy = factor + noise * random.nextGaussian();
        return low + (high - low) * Math.min(1, Math.max(0, noisy));
    }

    private State state(double totalKw, double[] regionKw, double[] availableKw) {
        return new State(totalKw, regionKw, availableKw, new double[world.regions().size()]);
    }
}
