package org.evenflow.learn.charging;

import java.util.Arrays;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.grid.Terminals;
import org.evenflow.learn.WorldShape;
import org.evenflow.model.Branch;
import org.evenflow.model.Feeder;
import org.evenflow.model.Line;
import org.jspecify.annotations.Nullable;

/**
 * The feeder as agents that pass messages along its lines see it: closed branches as edges, weighed
 * by the median impedance over their own, at most 1, so that near buses hear each other well;
 * whatever is not a line weighs 1. Nodes show net load without charging, what vehicles lack, and
 * what they can take and give. A site without a feeder is one node without lines. Mutable work
 * arrays.
 */
final class FeederGraph {
    /** Net load, need over remaining stays, power that can be taken and given, source. */
    private static final int FEATURES = 5;

    private final WorldShape.Graph shape;
    private final double unitKw;
    private final int source;
    private final @Nullable Terminals terminals;

    /** A site's graph: its feeder's, or one node. */
    static FeederGraph of(Observation observation, Agents agents) {
        var feeder = observation.site().feeder();
        return feeder == null
                ? new FeederGraph(observation.site().nominalKw(), agents)
                : new FeederGraph(feeder, observation.limits(), agents);
    }

    private FeederGraph(double basePeakKw, Agents agents) {
        shape =
                new WorldShape.Graph(
                        1, FEATURES, new int[0], new int[0], new float[0], new int[agents.count()]);
        source = 0;
        unitKw = Math.max(1, 2 * basePeakKw);
        terminals = null;
    }

    private FeederGraph(Feeder feeder, Limits limits, Agents agents) {
        var index = feeder.busIndex();
        var closed = feeder.branches().stream().filter(Branch::isClosed).toList();
        double[] ohm = closed.stream().mapToDouble(FeederGraph::ohm).toArray();
        double[] lines = Arrays.stream(ohm).filter(z -> z > 0).sorted().toArray();
        double median = lines.length == 0 ? 1 : lines[lines.length / 2];
        int[] from = new int[ohm.length];
        int[] to = new int[ohm.length];
        float[] weight = new float[ohm.length];
        for (int edge = 0; edge < ohm.length; edge++) {
            from[edge] = index.getOrDefault(closed.get(edge).fromBus(), 0);
            to[edge] = index.getOrDefault(closed.get(edge).toBus(), 0);
            weight[edge] = ohm[edge] > 0 ? (float) Math.min(1, median / ohm[edge]) : 1;
        }
        int[] nodeOf = new int[agents.count()];
        for (int agent = 0; agent < nodeOf.length; agent++) {
            nodeOf[agent] = Math.max(0, limits.layout().busOf(agents.station(agent)));
        }
        int nodes = feeder.buses().size();
        shape = new WorldShape.Graph(nodes, FEATURES, from, to, weight, nodeOf);
        source = index.getOrDefault(feeder.sourceBus(), 0);
        unitKw = Math.max(1, 2 * feeder.nominalKw() / nodes);
        terminals = Terminals.of(feeder);
    }

    private static double ohm(Branch branch) {
        return branch instanceof Line line ? Math.hypot(line.rOhm(), line.xOhm()) : 0;
    }

    WorldShape.Graph shape() {
        return shape;
    }

    void write(Observation observation, float[] nodes) {
        Arrays.fill(nodes, 0);
        Limits limits = observation.limits();
        if (terminals == null) {
            add(nodes, source, 0, observation.baseLoadKw() - observation.plantKw());
        } else {
            for (int terminal = 0; terminal < terminals.count(); terminal++) {
                double kw = limits.baseKwAtTerminal(terminal);
                add(nodes, terminals.busOfTerminal(terminal), 0, kw);
            }
        }
        for (int connector = 0; connector < limits.connectors(); connector++) {
            if (limits.isPluggedIn(connector)) {
                int rank = limits.rank(connector);
                int bus = Math.max(0, limits.layout().busOf(limits.stationAt(rank)));
                double hours = StayFeatures.stayHours(observation, connector);
                add(nodes, bus, 1, observation.neededKwh(connector) / hours);
                add(nodes, bus, 2, limits.highKwAt(rank));
                add(nodes, bus, 3, -limits.lowKwAt(rank));
            }
        }
        nodes[source * FEATURES + 4] = 1;
    }

    private void add(float[] nodes, int bus, int feature, double kw) {
        nodes[bus * FEATURES + feature] += (float) (kw / unitKw);
    }
}
