package org.evenflow.report.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evenflow.grid.FlowResult;
import org.evenflow.grid.Terminals;
import org.evenflow.model.Branch;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.Line;
import org.evenflow.model.Regulator;
import org.evenflow.model.Station;
import org.evenflow.model.Switch;
import org.evenflow.model.Transformer;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.report.EpisodeRecord;
import org.evenflow.sim.StepRecord;
import org.jspecify.annotations.Nullable;

/**
 * Voltages and currents of the feeder over a run: lowest, mean and highest, over the phases of a
 * bus where it has several. Mutable arrays; package-private.
 */
final class FeederRecorder {
    private final Scenario scenario;
    private final @Nullable Feeder feeder;
    private final double[] lowPu;
    private final double[] highPu;
    private final double[] sumPu;
    private final double[] nowPu;
    private final double[] maxA;
    private final int nodesPerBus;

    /** Phase with the lowest voltage of a bus; -1 where phases do not differ. */
    private final int[] lowPhase;

    private int solved;

    FeederRecorder(Scenario scenario) {
        this.scenario = scenario;
        feeder = scenario.site().feeder();
        int buses = feeder == null ? 0 : feeder.buses().size();
        lowPu = new double[buses];
        highPu = new double[buses];
        sumPu = new double[buses];
        nodesPerBus = feeder == null ? 1 : Terminals.of(feeder).nodesPerBus();
        nowPu = new double[buses * nodesPerBus];
        lowPhase = new int[buses];
        Arrays.fill(lowPhase, -1);
        maxA = new double[feeder == null ? 0 : feeder.branches().size()];
        Arrays.fill(lowPu, Double.POSITIVE_INFINITY);
        Arrays.fill(highPu, Double.NEGATIVE_INFINITY);
    }

    void append(StepRecord step) {
        FlowResult flow = step.flow();
        if (flow == null || !step.isFlowSolved()) {
            return;
        }
        solved++;
        flow.voltagesPu(nowPu);
        for (int bus = 0; bus < lowPu.length; bus++) {
            appendBus(bus);
        }
        for (int branch = 0; branch < maxA.length; branch++) {
            maxA[branch] = Math.max(maxA[branch], flow.currentA(branch));
        }
    }

    private void appendBus(int bus) {
        double sum = 0;
        int count = 0;
        for (int node = nodesPerBus * bus; node < nodesPerBus * (bus + 1); node++) {
            double pu = nowPu[node];
            if (Double.isNaN(pu)) {
                continue;
            }
            if (pu < lowPu[bus]) {
                lowPu[bus] = pu;
                lowPhase[bus] = nodesPerBus == 1 ? -1 : node % nodesPerBus;
            }
            highPu[bus] = Math.max(highPu[bus], pu);
            sum += pu;
            count++;
        }
        sumPu[bus] += sum / count;
    }

    List<EpisodeRecord.BusView> buses() {
        if (feeder == null) {
            return List.of();
        }
        int[] parent = new int[feeder.buses().size()];
        double[] ohm = new double[parent.length];
        walk(feeder, parent, ohm);
        var views = new ArrayList<EpisodeRecord.BusView>();
        for (int bus = 0; bus < parent.length; bus++) {
            Bus data = feeder.buses().get(bus);
            var here =
                    scenario.site().stations().stream()
                            .filter(station -> station.busId().equals(data.id()))
                            .map(Station::id)
                            .toList();
            double mean = solved > 0 ? sumPu[bus] / solved : Double.NaN;
            double low = solved > 0 ? lowPu[bus] : Double.NaN;
            double high = solved > 0 ? highPu[bus] : Double.NaN;
            views.add(
                    new EpisodeRecord.BusView(
                            data.id(),
                            parent[bus],
                            ohm[bus],
                            low,
                            mean,
                            high,
                            data.minPu(),
                            data.maxPu(),
                            here,
                            lowPhase[bus] < 0
                                    ? ""
                                    : "abc".substring(lowPhase[bus], lowPhase[bus] + 1)));
        }
        return views;
    }

    /** Parents towards the source and the impedance of the way there. */
    private static void walk(Feeder feeder, int[] parent, double[] ohm) {
        var index = feeder.busIndex();
        int source = index.getOrDefault(feeder.sourceBus(), 0);
        Arrays.fill(parent, -1);
        var queue = new ArrayDeque<Integer>(List.of(source));
        while (!queue.isEmpty()) {
            int at = queue.remove();
            for (Branch branch : feeder.branches()) {
                int from = index.getOrDefault(branch.fromBus(), -1);
                int to = index.getOrDefault(branch.toBus(), -1);
                int other = from == at ? to : to == at ? from : -1;
                boolean isNew = other >= 0 && other != source && parent[other] < 0;
                if (branch.isClosed() && isNew) {
                    parent[other] = at;
                    ohm[other] = ohm[at] + magnitudeOhm(branch);
                    queue.add(other);
                }
            }
        }
    }

    List<EpisodeRecord.BranchView> branches() {
        if (feeder == null) {
            return List.of();
        }
        var index = feeder.busIndex();
        var views = new ArrayList<EpisodeRecord.BranchView>();
        for (int i = 0; i < maxA.length; i++) {
            Branch branch = feeder.branches().get(i);
            int from = index.getOrDefault(branch.fromBus(), -1);
            int to = index.getOrDefault(branch.toBus(), -1);
            views.add(
                    new EpisodeRecord.BranchView(
                            branch.id(),
                            from,
                            to,
                            branch.isClosed(),
                            ratingA(branch, feeder.buses().get(to)),
                            maxA[i]));
        }
        return views;
    }

    private static double magnitudeOhm(Branch branch) {
        return switch (branch) {
            case Line line -> Math.hypot(line.rOhm(), line.xOhm());
            case Transformer transformer -> Math.hypot(transformer.rOhm(), transformer.xOhm());
            case Regulator regulator -> Math.hypot(regulator.rOhm(), regulator.xOhm());
            case Switch _ -> 0;
        };
    }

    private static double ratingA(Branch branch, Bus to) {
        return switch (branch) {
            case Line line -> line.ratingA();
            case Transformer transformer ->
                    transformer.ratingKva()
                            / transformer.phases().count()
                            / (to.baseKv() / Math.sqrt(3));
            case Regulator regulator -> regulator.ratingA();
            case Switch gate -> gate.ratingA();
        };
    }
}
