package org.evenflow.data.powsybl;

import com.powsybl.iidm.network.Bus;
import com.powsybl.iidm.network.Network;
import com.powsybl.iidm.network.Terminal;
import com.powsybl.iidm.network.VoltageLevel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.evenflow.data.ImportAudit;
import org.jspecify.annotations.Nullable;

/** The buses of a network's largest synchronous part, with what stands at them. Mutable. */
final class NetworkBuses {
    private static final double LOWEST_PU = 0.9;
    private static final double HIGHEST_PU = 1.1;

    /** A bus in the making: powers as in {@link org.evenflow.model.Bus}. */
    static final class Node {
        final String id;
        final double kv;
        private final double minPu;
        private final double maxPu;
        final double storedPu;
        final double storedDeg;
        double kw;
        double kvar;
        double shuntKw;
        double shuntKvar;

        Node(String id, double kv, double minPu, double maxPu, double pu, double deg) {
            this.id = id;
            this.kv = kv;
            this.minPu = minPu;
            this.maxPu = maxPu;
            storedPu = pu;
            storedDeg = deg;
        }

        /** Adds a shunt of g + jb siemens. */
        void addShunt(double g, double b) {
            shuntKw += 1000 * g * kv * kv;
            shuntKvar += 1000 * b * kv * kv;
        }
    }

    private final Map<String, Node> byView = new LinkedHashMap<>();
    private final List<Node> stars = new ArrayList<>();
    final ImportAudit.Tally tally = new ImportAudit.Tally();

    NetworkBuses(Network network) {
        Set<String> ids = new HashSet<>();
        Map<Integer, Integer> sizes = new HashMap<>();
        for (Bus bus : network.getBusView().getBuses()) {
            sizes.merge(bus.getSynchronousComponent().getNum(), 1, Integer::sum);
        }
        int largest =
                sizes.entrySet().stream()
                        .max(
                                Map.Entry.<Integer, Integer>comparingByValue()
                                        .thenComparing(e -> -e.getKey()))
                        .map(Map.Entry::getKey)
                        .orElse(-1);
        int left = 0;
        for (Bus bus : network.getBusView().getBuses()) {
            if (bus.getSynchronousComponent().getNum() == largest) {
                byView.put(bus.getId(), node(bus, ids));
            } else {
                left++;
            }
        }
        tally.mapped("bus", byView.size());
        tally.ignored("bus", left, "not in the largest synchronous part");
        if (left > 0) {
            tally.warn(
                    left
                            + " buses lie outside the largest synchronous part and are left out"
                            + " with all that stands at them");
        }
    }

    /** Bears the name of its only configured bus where it has one. */
    private static Node node(Bus bus, Set<String> ids) {
        VoltageLevel level = bus.getVoltageLevel();
        double kv = level.getNominalV();
        String id = bus.getId();
        if (level.getTopologyKind() == com.powsybl.iidm.network.TopologyKind.BUS_BREAKER) {
            id =
                    level.getBusBreakerView()
                            .getBusStreamFromBusViewBusId(bus.getId())
                            .map(Bus::getId)
                            .sorted()
                            .findFirst()
                            .orElse(id);
        }
        if (!ids.add(id)) {
            id = bus.getId();
            ids.add(id);
        }
        double low = level.getLowVoltageLimit() / kv;
        double high = level.getHighVoltageLimit() / kv;
        return new Node(
                id,
                kv,
                low > 0 ? low : LOWEST_PU,
                high > 0 ? high : HIGHEST_PU,
                bus.getV() / kv,
                bus.getAngle());
    }

    /** A bus that the file does not have: the star point of a transformer, a line's far end. */
    Node star(String id, double kv) {
        var node = new Node(id, kv, LOWEST_PU, HIGHEST_PU, Double.NaN, Double.NaN);
        stars.add(node);
        return node;
    }

    /** The bus of a connected terminal; null where it is disconnected or left out. */
    @Nullable Node at(Terminal terminal) {
        Bus bus = terminal.getBusView().getBus();
        return terminal.isConnected() && bus != null ? byView.get(bus.getId()) : null;
    }

    /** The bus to which a terminal is or could be connected; null where it is left out. */
    @Nullable Node near(Terminal terminal) {
        Bus bus = terminal.getBusView().getConnectableBus();
        return bus == null ? null : byView.get(bus.getId());
    }

    /** A bus by the id it has here. */
    Node byId(String id) {
        return byView.values().stream()
                .filter(node -> node.id.equals(id))
                .findFirst()
                .orElseThrow();
    }

    List<org.evenflow.model.Bus> buses() {
        var buses = new ArrayList<org.evenflow.model.Bus>();
        var nodes = new ArrayList<>(byView.values());
        nodes.addAll(stars);
        for (Node node : nodes) {
            buses.add(
                    new org.evenflow.model.Bus(
                            node.id,
                            node.kv,
                            node.kw,
                            node.kvar,
                            node.shuntKw,
                            node.shuntKvar,
                            node.minPu,
                            node.maxPu));
            if (node.storedPu > 0 && !Double.isNaN(node.storedDeg)) {
                tally.result(
                        new ImportAudit.StoredVoltage(node.id, -1, node.storedPu, node.storedDeg));
            }
        }
        return buses;
    }
}
