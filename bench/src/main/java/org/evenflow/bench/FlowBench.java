package org.evenflow.bench;

import java.util.Arrays;
import java.util.function.Consumer;
import org.evenflow.data.Feeders;
import org.evenflow.grid.FlowResult;
import org.evenflow.grid.FlowStatus;
import org.evenflow.grid.Injections;
import org.evenflow.grid.PhaseSweep;
import org.evenflow.grid.PowerFlow;
import org.evenflow.grid.SweepPowerFlow;
import org.evenflow.model.Feeder;
import org.evenflow.numeric.RandomStream;

/**
 * Power flows a second on one thread, to 1e-8 pu, every solve with other loads: each load of the
 * feeder between 0.9 and 1.1 (33 buses) or 0.8 and 1.2 times nominal.
 */
final class FlowBench {
    private static final double TOLERANCE_PU = 1e-8;
    private static final int YEAR_STEPS = 35_040;

    private FlowBench() {}

    static void run(Consumer<Bench.Figure> sink) {
        sink.accept(
                new Bench.Figure("powerflow_33_ac", Bench.median(FlowBench::flat), "solves/s", 1));
        sink.accept(warm("powerflow_123_3ph", "ieee123", false));
        sink.accept(warm("powerflow_123_3ph_controlled", "ieee123", true));
        sink.accept(warm("powerflow_eulv_3ph", "european_lv", true));
        sink.accept(new Bench.Figure("powerflow_year_123_s", year(), "s", 1));
    }

    /** Solves a second of the 33-bus feeder from a flat start. */
    private static double flat(double warmUp) {
        Feeder feeder = Feeders.builtIn("ieee33");
        int buses = feeder.buses().size();
        var injections = new Injections[16];
        var random = new RandomStream("bench", 11);
        for (int k = 0; k < injections.length; k++) {
            injections[k] = new Injections(buses);
            for (int bus = 0; bus < buses; bus++) {
                double factor = 0.9 + 0.2 * random.nextDouble();
                injections[k].loadKw()[bus] = factor * feeder.buses().get(bus).loadKw();
                injections[k].loadKvar()[bus] = factor * feeder.buses().get(bus).loadKvar();
            }
        }
        var flow = new SweepPowerFlow(feeder, TOLERANCE_PU);
        var state = flow.newResult();
        return Bench.rate(
                warmUp,
                () -> {
                    for (Injections load : injections) {
                        state.reset();
                        flow.solve(load, state);
                    }
                    return injections.length;
                });
    }

    /** Solves a second by phase, each from the state before. */
    private static Bench.Figure warm(String name, String feederId, boolean isControlled) {
        Feeder feeder = Feeders.builtIn(feederId);
        var flow = new PhaseSweep(feeder, TOLERANCE_PU, isControlled);
        var state = flow.newResult();
        var random = new RandomStream("bench", 13);
        var injections = new Injections[64];
        for (int k = 0; k < injections.length; k++) {
            injections[k] = flow.terminals().nominal();
            for (double[] values :
                    new double[][] {injections[k].loadFactor(), injections[k].loadKw()}) {
                for (int i = 0; i < values.length; i++) {
                    values[i] *= 0.8 + 0.4 * random.nextDouble();
                }
            }
        }
        double rate =
                Bench.median(
                        warmUp ->
                                Bench.rate(
                                        warmUp,
                                        () -> {
                                            for (Injections load : injections) {
                                                require(flow, load, state);
                                            }
                                            return injections.length;
                                        }));
        return new Bench.Figure(name, rate, "solves/s", 1);
    }

    /** Seconds for a year of quarter hours on 123 buses, regulators at work, new process aside. */
    private static double year() {
        Feeder feeder = Feeders.builtIn("ieee123");
        var flow = new PhaseSweep(feeder, TOLERANCE_PU);
        var state = flow.newResult();
        var injections = flow.terminals().nominal();
        double[] nominal = injections.loadKw().clone();
        double[] nominalKvar = injections.loadKvar().clone();
        double[] seconds = new double[3];
        for (int round = 0; round < seconds.length; round++) {
            var random = new RandomStream("year", 17);
            long begin = System.nanoTime();
            for (int step = 0; step < YEAR_STEPS; step++) {
                // A day's shape with a slow change from step to step, load by load.
                double day = 0.6 - 0.35 * Math.cos(2 * Math.PI * (step - 12) / 96);
                for (int load = 0; load < injections.loadFactor().length; load++) {
                    injections.loadFactor()[load] = day + 0.1 * random.nextDouble();
                }
                for (int terminal = 0; terminal < nominal.length; terminal++) {
                    injections.loadKw()[terminal] = day * nominal[terminal];
                    injections.loadKvar()[terminal] = day * nominalKvar[terminal];
                }
                require(flow, injections, state);
            }
            seconds[round] = (System.nanoTime() - begin) / 1e9;
        }
        Arrays.sort(seconds);
        return seconds[seconds.length / 2];
    }

    private static void require(PowerFlow flow, Injections load, FlowResult state) {
        if (flow.solve(load, state) != FlowStatus.CONVERGED) {
            throw new IllegalStateException("a benchmark's power flow did not converge");
        }
    }
}
