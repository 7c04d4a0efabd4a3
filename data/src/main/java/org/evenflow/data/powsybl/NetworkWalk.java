package org.evenflow.data.powsybl;

import com.powsybl.iidm.network.Battery;
import com.powsybl.iidm.network.Generator;
import com.powsybl.iidm.network.HvdcConverterStation;
import com.powsybl.iidm.network.Injection;
import com.powsybl.iidm.network.Load;
import com.powsybl.iidm.network.Network;
import com.powsybl.iidm.network.ShuntCompensator;
import com.powsybl.iidm.network.StaticVarCompensator;
import com.powsybl.iidm.network.VoltageLevel;
import com.powsybl.iidm.network.extensions.SlackTerminal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.evenflow.data.FeederImport;
import org.evenflow.data.powsybl.NetworkBuses.Node;
import org.evenflow.model.Feeder;
import org.evenflow.model.Infeed;
import org.evenflow.model.InputException;
import org.evenflow.model.Machine;
import org.jspecify.annotations.Nullable;

/** A walk over a network that makes a feeder of it. Mutable. */
final class NetworkWalk {
    private static final String LEFT_OUT = "disconnected or left out with its bus";

    private final String name;
    private final Network network;
    private final NetworkBuses buses;
    private final List<Machine> machines = new ArrayList<>();

    NetworkWalk(String name, Network network) {
        this.name = name;
        this.network = network;
        buses = new NetworkBuses(network);
    }

    FeederImport feeder(String format) {
        try {
            return new FeederImport(feederOf(format), buses.tally.audit(format));
        } catch (InputException e) {
            throw e.at(name);
        }
    }

    private Feeder feederOf(String format) {
        refuseConverters();
        var branches = new NetworkBranches(buses).of(network);
        for (Load load : network.getLoads()) {
            Node node = counted("load", load);
            if (node != null) {
                node.kw += 1000 * load.getP0();
                node.kvar += 1000 * load.getQ0();
                if (load.getModel().isPresent()) {
                    buses.tally.warn("load " + load.getId() + " is taken for constant power");
                }
            }
        }
        for (Battery battery : network.getBatteries()) {
            Node node = counted("battery", battery);
            if (node != null) {
                node.kw -= 1000 * battery.getTargetP();
                node.kvar -= 1000 * battery.getTargetQ();
            }
        }
        for (ShuntCompensator shunt : network.getShuntCompensators()) {
            Node node = counted("shunt compensator", shunt);
            if (node != null) {
                node.addShunt(shunt.getG(), shunt.getB());
            }
        }
        network.getStaticVarCompensators().forEach(this::addCompensator);
        network.getGenerators().forEach(this::addGenerator);
        Infeed infeed = infeed();
        String id = name.replaceAll("\\.[^.]*$", "");
        return new Feeder(
                id.isBlank() ? "network" : id,
                format + " " + name,
                List.of(infeed),
                buses.buses(),
                branches,
                List.of(),
                List.of(),
                List.copyOf(machines),
                List.of());
    }

    /** Counts an element and returns its bus, or null where it is not represented. */
    private @Nullable Node counted(String kind, Injection<?> element) {
        Node node = buses.at(element.getTerminal());
        if (node == null) {
            buses.tally.ignored(kind, 1, LEFT_OUT);
        } else {
            buses.tally.mapped(kind, 1);
        }
        return node;
    }

    /** What a converter exchanges depends on the other end's network. */
    private void refuseConverters() {
        for (HvdcConverterStation<?> station : network.getHvdcConverterStations()) {
            if (buses.at(station.getTerminal()) != null) {
                throw new InputException(
                        "converter station "
                                + station.getId()
                                + " of an HVDC line cannot be represented; replace it by a load");
            }
        }
    }

    private void addCompensator(StaticVarCompensator unit) {
        Node node = counted("static var compensator", unit);
        if (node == null || !unit.isRegulating()) {
            return;
        }
        if (unit.getRegulationMode() == StaticVarCompensator.RegulationMode.REACTIVE_POWER) {
            node.kvar += 1000 * unit.getReactivePowerSetpoint();
            return;
        }
        Node regulated = buses.at(unit.getRegulatingTerminal());
        if (regulated != node) {
            throw remote("static var compensator", unit.getId());
        }
        double volts = unit.getVoltageSetpoint();
        machines.add(
                new Machine(
                        unit.getId(),
                        node.id,
                        0,
                        0,
                        volts / node.kv,
                        1000 * unit.getBmin() * volts * volts,
                        1000 * unit.getBmax() * volts * volts));
    }

    private void addGenerator(Generator unit) {
        Node node = counted("generator", unit);
        if (node == null) {
            return;
        }
        double kw = 1000 * unit.getTargetP();
        if (!unit.isVoltageRegulatorOn()) {
            node.kw -= kw;
            node.kvar -= 1000 * unit.getTargetQ();
            return;
        }
        var limits = unit.getReactiveLimits();
        machines.add(
                new Machine(
                        unit.getId(),
                        node.id,
                        kw,
                        0,
                        targetPu(unit, node),
                        kvar(limits.getMinQ(unit.getTargetP())),
                        kvar(limits.getMaxQ(unit.getTargetP()))));
    }

    /** A range of more than 1e9 Mvar is the importers' way to say that there is no limit. */
    private static double kvar(double mvar) {
        return Math.abs(mvar) < 1e9 ? 1000 * mvar : Math.copySign(Double.POSITIVE_INFINITY, mvar);
    }

    private double targetPu(Generator unit, Node node) {
        Node regulated = buses.at(unit.getRegulatingTerminal());
        if (regulated == node) {
            return unit.getTargetV() / node.kv;
        }
        double local =
                unit.getEquivalentLocalTargetV() > 0
                        ? unit.getEquivalentLocalTargetV() / node.kv
                        : node.storedPu;
        if (!(local > 0)) {
            throw remote("generator", unit.getId());
        }
        buses.tally.warn(
                "generator "
                        + unit.getId()
                        + " holds another bus's voltage; here it holds its own at "
                        + local
                        + " pu, as the file states it");
        return local;
    }

    private static InputException remote(String kind, String id) {
        return new InputException(
                kind
                        + " "
                        + id
                        + " must hold the voltage of its own bus or the file its own bus's"
                        + " voltage; it holds another's");
    }

    /** The slack bus; machines there give way to it. */
    private Infeed infeed() {
        Node slack = namedSlack();
        if (slack == null) {
            Machine largest =
                    machines.stream()
                            .max(Comparator.comparingDouble(Machine::kw))
                            .orElseThrow(
                                    () ->
                                            new InputException(
                                                    "needs a slack bus: no slack terminal is"
                                                            + " named and no generator holds a"
                                                            + " voltage"));
            slack = buses.byId(largest.busId());
            buses.tally.warn(
                    "no slack bus is named; bus "
                            + largest.busId()
                            + " of the largest generator "
                            + largest.id()
                            + " is taken");
        }
        String at = slack.id;
        double pu =
                machines.stream()
                        .filter(machine -> machine.busId().equals(at))
                        .mapToDouble(Machine::targetPu)
                        .findFirst()
                        .orElse(slack.storedPu);
        if (!(pu > 0)) {
            throw new InputException("slack bus " + at + " must have a voltage, has none");
        }
        machines.removeIf(machine -> machine.busId().equals(at));
        double degrees = Double.isFinite(slack.storedDeg) ? slack.storedDeg : 0;
        return new Infeed(at, pu, degrees, 0, 0, 0, 0);
    }

    private @Nullable Node namedSlack() {
        for (VoltageLevel level : network.getVoltageLevels()) {
            SlackTerminal slack = level.getExtension(SlackTerminal.class);
            if (slack != null && slack.getTerminal() != null) {
                Node node = buses.at(slack.getTerminal());
                if (node != null) {
                    return node;
                }
            }
        }
        return null;
    }
}
