package org.evenflow.sim;

import static org.evenflow.sim.Indicator.Better.HIGHER;
import static org.evenflow.sim.Indicator.Better.LOWER;
import static org.evenflow.sim.Indicator.Better.NEITHER;
import static org.evenflow.sim.Indicator.Group.GRID;

import java.util.List;
import java.util.function.DoubleSupplier;

/** Voltages over nodes and steps; steps without a solved network do not count. */
final class VoltageMeter implements Meter.OfSteps {
    private boolean hasFeeder;
    private boolean isByPhase;
    private double low;
    private double high;
    private double sum;
    private double sumOfSquares;
    private long count;

    /** Greatest ratio of negative to positive sequence; NaN where no bus had one. */
    private double unbalance;

    @Override
    public void started(Trace.Run run) {
        hasFeeder = run.hasFeeder();
        isByPhase = run.isByPhase();
        low = Double.POSITIVE_INFINITY;
        high = Double.NEGATIVE_INFINITY;
        sum = 0;
        sumOfSquares = 0;
        count = 0;
        unbalance = Double.NaN;
    }

    @Override
    public void append(StepRecord step) {
        if (!hasFeeder || !step.isFlowSolved()) {
            return;
        }
        if (isByPhase) {
            addPhases(step.voltagesPu());
            double ratio = step.unbalance();
            unbalance = ratio > unbalance || Double.isNaN(unbalance) ? ratio : unbalance;
        } else {
            addBuses(step.voltagesPu());
        }
    }

    /** Every node of a balanced feeder has a voltage, so the loop asks for none. */
    private void addBuses(double[] voltagePu) {
        double least = low;
        double most = high;
        double stepSum = 0;
        double squares = 0;
        for (double v : voltagePu) {
            stepSum += v;
            squares += v * v;
            least = v < least ? v : least;
            most = v > most ? v : most;
        }
        low = least;
        high = most;
        sum += stepSum;
        sumOfSquares += squares;
        count += voltagePu.length;
    }

    private void addPhases(double[] voltagePu) {
        for (double v : voltagePu) {
            if (!Double.isNaN(v)) {
                sum += v;
                sumOfSquares += v * v;
                low = Math.min(low, v);
                high = Math.max(high, v);
                count++;
            }
        }
    }

    @Override
    public void add(Meter ofOtherSite) {
        var other = (VoltageMeter) ofOtherSite;
        low = Math.min(low, other.low);
        high = Math.max(high, other.high);
        sum += other.sum;
        sumOfSquares += other.sumOfSquares;
        count += other.count;
        if (Double.isNaN(unbalance) || other.unbalance > unbalance) {
            unbalance = other.unbalance;
        }
    }

    private double deviation() {
        double mean = sum / count;
        return Math.sqrt(Math.max(0, sumOfSquares / count - mean * mean));
    }

    @Override
    public List<Indicator> indicators() {
        return List.of(
                voltage(
                        "voltage_min",
                        HIGHER,
                        4,
                        "Lowest voltage",
                        "over buses, phases and steps",
                        () -> low),
                voltage(
                        "voltage_max",
                        NEITHER,
                        4,
                        "Highest voltage",
                        "over buses, phases and steps",
                        () -> high),
                voltage(
                        "voltage_std",
                        LOWER,
                        5,
                        "Voltage spread",
                        "standard deviation over buses, phases and steps",
                        this::deviation),
                Indicator.of(
                        GRID,
                        "voltage_unbalance_max",
                        "%",
                        LOWER,
                        3,
                        "Voltage unbalance",
                        "highest negative over positive sequence over buses and steps (EN 50160 allows 2 % for 95 % of a week); empty where the feeder is balanced",
                        () -> 100 * unbalance));
    }

    private Indicator voltage(
            String id,
            Indicator.Better better,
            int decimals,
            String label,
            String meaning,
            DoubleSupplier reading) {
        return Indicator.of(
                GRID,
                id,
                "pu",
                better,
                decimals,
                label,
                meaning,
                () -> count > 0 ? reading.getAsDouble() : Double.NaN);
    }
}
