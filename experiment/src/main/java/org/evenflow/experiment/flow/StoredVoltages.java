package org.evenflow.experiment.flow;

import java.util.Optional;
import org.evenflow.data.FeederImport;
import org.evenflow.experiment.Flows;
import org.evenflow.grid.FlowStatus;
import org.evenflow.report.feeder.StoredResults;
import org.evenflow.report.flow.Voltages;

/** Holds the voltages that a feeder's file carries against ours at nominal load. */
public final class StoredVoltages {
    private static final double SOLVED_TO_PU = 1e-12;

    private StoredVoltages() {}

    /** The comparison; empty where the file carries no results. */
    public static Optional<StoredResults> compare(FeederImport read) {
        var stored = read.audit().results();
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        var feeder = read.feeder();
        var refusal = Flows.refusal(feeder);
        if (refusal.isPresent()) {
            return Optional.of(new StoredResults(0, Double.NaN, "", refusal.get()));
        }
        // MATPOWER and pandapower keep no reactive limits unless asked.
        var flow = Flows.holdingVoltages(feeder, SOLVED_TO_PU);
        var state = flow.newResult();
        if (flow.solve(flow.terminals().nominal(), state) != FlowStatus.CONVERGED) {
            return Optional.of(
                    new StoredResults(0, Double.NaN, "", "no solution was found to compare with"));
        }
        var voltages = new Voltages(feeder, flow.terminals(), state);
        var index = feeder.busIndex();
        double largest = 0;
        String node = "";
        for (var voltage : stored) {
            int bus = index.getOrDefault(voltage.busId(), -1);
            double difference =
                    bus < 0
                            ? Double.NaN
                            : Math.abs(voltages.pu(bus, voltage.phase()) - voltage.pu());
            // A voltage that only one side knows is the largest difference of all.
            if (difference > largest || Double.isNaN(difference)) {
                largest = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
                node =
                        voltage.busId()
                                + (voltage.phase() < 0 ? "" : "." + "abc".charAt(voltage.phase()));
            }
        }
        return Optional.of(new StoredResults(stored.size(), largest, node, ""));
    }
}
