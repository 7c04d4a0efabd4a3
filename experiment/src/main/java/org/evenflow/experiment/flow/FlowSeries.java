package org.evenflow.experiment.flow;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.evenflow.grid.FlowResult;
import org.evenflow.grid.FlowStatus;
import org.evenflow.grid.GridLimits;
import org.evenflow.grid.Injections;
import org.evenflow.grid.PhaseSweep;
import org.evenflow.grid.PowerFlow;
import org.evenflow.grid.Terminals;
import org.evenflow.model.Feeder;
import org.evenflow.model.InputException;
import org.evenflow.model.Load;
import org.evenflow.model.Regulator;
import org.evenflow.report.flow.SeriesTotals;
import org.evenflow.report.flow.SeriesTotals.Extreme;

/**
 * Power flows of a feeder over days of load, each from the state before. Every load follows its own
 * profile where the feeder has one, all others a week's profile. One instance per run.
 */
public final class FlowSeries {
    /** Heading of the file that {@link #run} writes. */
    public static final String HEADING =
            "step,hour,source_kw,source_kvar,loss_kw,v_min_pu,v_min_node,v_max_pu,v_max_node,"
                    + "buses_outside,line_loading,transformer_loading,unbalance\n";

    private final Feeder feeder;
    private final PowerFlow flow;
    private final Load.Profile week;

    /** Profile of each load of the feeder: its own, or the week. */
    private final Load.Profile[] profileOf;

    private final Injections nominal;
    private final Injections load;
    private final GridLimits limits;
    private final Terminals terminals;
    private final double[] voltagePu;
    private final int[] regulators;
    private final int[][] taps;
    private final int[] tapSteps;
    private Extreme lowest = new Extreme(Double.POSITIVE_INFINITY, "", 0);
    private Extreme highest = new Extreme(0, "", 0);
    private int failures;
    private double sourceKwh;
    private double lossKwh;
    private double hoursOutside;
    private double lineLoading;
    private double transformerLoading;
    private double unbalance;
    private double unbalanceNow;

    /**
     * A run over time.
     *
     * @param flow a solver of the feeder
     * @param week factor on loads without a profile of their own
     * @param scale factor on all loads
     */
    public FlowSeries(Feeder feeder, PowerFlow flow, Load.Profile week, double scale) {
        this.feeder = feeder;
        this.flow = flow;
        this.week = week;
        var byId = new HashMap<String, Load.Profile>();
        feeder.profiles().forEach(profile -> byId.put(profile.id(), profile));
        profileOf =
                feeder.loads().stream()
                        .map(each -> byId.getOrDefault(each.profileId(), week))
                        .toArray(Load.Profile[]::new);
        terminals = flow.terminals();
        nominal = terminals.scaled(scale);
        load = terminals.scaled(scale);
        limits = flow.limits();
        voltagePu = new double[flow.newResult().nodes()];
        regulators =
                IntStream.range(0, feeder.branches().size())
                        .filter(
                                branch ->
                                        feeder.branches().get(branch) instanceof Regulator r
                                                && r.isClosed()
                                                && flow instanceof PhaseSweep)
                        .toArray();
        taps = new int[regulators.length][0];
        tapSteps = new int[regulators.length];
    }

    /**
     * Solves every step and writes a line for each.
     *
     * @param steps how many
     * @param stepMin length of a step, minutes
     * @param out where lines go
     */
    public SeriesTotals run(int steps, double stepMin, Writer out) throws IOException {
        FlowResult state = flow.newResult();
        out.write(HEADING);
        for (int step = 0; step < steps; step++) {
            loads(step * stepMin);
            double hour = step * stepMin / 60;
            if (flow.solve(load, state) == FlowStatus.CONVERGED) {
                read(state, step, stepMin / 60);
                line(out, state, step, hour);
                countTaps(state);
            } else {
                failures++;
                hoursOutside += stepMin / 60;
                out.write(step + "," + hour + ",,,,,,,,,,,\n");
            }
        }
        return new SeriesTotals(
                steps,
                failures,
                sourceKwh,
                lossKwh,
                lowest,
                highest,
                hoursOutside,
                lineLoading,
                transformerLoading,
                unbalance,
                tapStepsByRegulator());
    }

    /**
     * The same into a file, which is there whole or not at all.
     *
     * @param csv what {@code --csv} names
     * @throws InputException where it cannot be written
     */
    public SeriesTotals run(int steps, double stepMin, Path csv) throws IOException {
        Path part = csv.resolveSibling("." + csv.getFileName() + ".part");
        SeriesTotals totals;
        try {
            try (var writer = Files.newBufferedWriter(part)) {
                totals = run(steps, stepMin, writer);
            }
            Files.move(part, csv, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            throw new InputException("--csv: file " + csv + " cannot be written: " + e, e);
        } finally {
            Files.deleteIfExists(part);
        }
        return totals;
    }

    private Map<String, Integer> tapStepsByRegulator() {
        var steps = new LinkedHashMap<String, Integer>();
        for (int i = 0; i < regulators.length; i++) {
            steps.put(feeder.branches().get(regulators[i]).id(), tapSteps[i]);
        }
        return steps;
    }

    private void loads(double minute) {
        double factor = week.at(minute);
        for (int i = 0; i < profileOf.length; i++) {
            Load.Profile own = profileOf[i];
            load.loadFactor()[i] =
                    nominal.loadFactor()[i] * (own == week ? factor : own.at(minute));
        }
        for (int terminal = 0; terminal < load.loadKw().length; terminal++) {
            load.loadKw()[terminal] = factor * nominal.loadKw()[terminal];
            load.loadKvar()[terminal] = factor * nominal.loadKvar()[terminal];
        }
    }

    private void read(FlowResult state, int step, double hours) {
        state.voltagesPu(voltagePu);
        for (int node = 0; node < voltagePu.length; node++) {
            if (voltagePu[node] < lowest.pu()) {
                lowest = new Extreme(voltagePu[node], terminals.nodeName(node), step);
            }
            if (voltagePu[node] > highest.pu()) {
                highest = new Extreme(voltagePu[node], terminals.nodeName(node), step);
            }
        }
        sourceKwh += state.sourceKw() * hours;
        lossKwh += state.lossKw() * hours;
        hoursOutside += limits.hold(state) ? 0 : hours;
        lineLoading = Math.max(lineLoading, limits.maxLineLoading(state));
        transformerLoading = Math.max(transformerLoading, limits.maxTransformerLoading(state));
        unbalanceNow = unbalance(state);
        unbalance = Math.max(unbalance, unbalanceNow);
    }

    private double unbalance(FlowResult state) {
        double largest = 0;
        for (int bus = 0; bus < state.buses(); bus++) {
            double here = state.unbalance(bus);
            largest = here > largest ? here : largest;
        }
        return largest;
    }

    private void countTaps(FlowResult state) {
        if (!(flow instanceof PhaseSweep sweep)) {
            return;
        }
        for (int i = 0; i < regulators.length; i++) {
            int[] now = sweep.taps(state, regulators[i]);
            for (int unit = 0; taps[i].length > 0 && unit < now.length; unit++) {
                tapSteps[i] += Math.abs(now[unit] - taps[i][unit]);
            }
            taps[i] = now;
        }
    }

    private void line(Writer out, FlowResult state, int step, double hour) throws IOException {
        int low = 0;
        int high = 0;
        for (int node = 0; node < voltagePu.length; node++) {
            low = Double.isNaN(voltagePu[low]) || voltagePu[node] < voltagePu[low] ? node : low;
            high = Double.isNaN(voltagePu[high]) || voltagePu[node] > voltagePu[high] ? node : high;
        }
        out.write(
                String.join(
                        ",",
                        Integer.toString(step),
                        Double.toString(hour),
                        number(state.sourceKw()),
                        number(state.sourceKvar()),
                        number(state.lossKw()),
                        number(voltagePu[low]),
                        terminals.nodeName(low),
                        number(voltagePu[high]),
                        terminals.nodeName(high),
                        Integer.toString(limits.busesOutside(state)),
                        number(limits.maxLineLoading(state)),
                        number(limits.maxTransformerLoading(state)),
                        number(unbalanceNow)));
        out.write('\n');
    }

    /** Seven significant digits at most places, cheaper than a formatter. */
    private static String number(double value) {
        return Double.toString(Math.round(value * 1e6) / 1e6);
    }
}
