package org.evenflow.data.powsybl;

import com.powsybl.iidm.network.BoundaryLine;
import com.powsybl.iidm.network.Branch;
import com.powsybl.iidm.network.CurrentLimits;
import com.powsybl.iidm.network.Line;
import com.powsybl.iidm.network.LineCharacteristics;
import com.powsybl.iidm.network.Network;
import com.powsybl.iidm.network.PhaseTapChangerHolder;
import com.powsybl.iidm.network.RatioTapChangerHolder;
import com.powsybl.iidm.network.TapChangerStep;
import com.powsybl.iidm.network.ThreeWindingsTransformer;
import com.powsybl.iidm.network.TieLine;
import com.powsybl.iidm.network.TwoWindingsTransformer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.evenflow.data.powsybl.NetworkBuses.Node;
import org.evenflow.model.InputException;
import org.evenflow.model.Phases;
import org.evenflow.model.Switch;
import org.evenflow.model.Transformer;
import org.jspecify.annotations.Nullable;

/**
 * The branches of a network. IIDM's lines may have unlike shunts at their ends and its transformers
 * have theirs between ratio and impedance; what is not halved over both ends here becomes a shunt
 * of the bus, of the same power at every voltage.
 */
final class NetworkBranches {
    private static final String LEFT_OUT = "left out with its bus";

    private final NetworkBuses buses;
    private final List<org.evenflow.model.Branch> branches = new ArrayList<>();

    NetworkBranches(NetworkBuses buses) {
        this.buses = buses;
    }

    List<org.evenflow.model.Branch> of(Network network) {
        for (Line line : network.getLines()) {
            addLine("line", line, line);
        }
        for (TieLine line : network.getTieLines()) {
            addLine("tie line", line, line);
        }
        for (BoundaryLine line : network.getBoundaryLines()) {
            if (!line.isPaired()) {
                addBoundary(line);
            }
        }
        for (TwoWindingsTransformer unit : network.getTwoWindingsTransformers()) {
            addTwoWindings(unit);
        }
        for (ThreeWindingsTransformer unit : network.getThreeWindingsTransformers()) {
            addThreeWindings(unit);
        }
        return branches;
    }

    private void addLine(String kind, Branch<?> branch, LineCharacteristics line) {
        Node from = buses.near(branch.getTerminal1());
        Node to = buses.near(branch.getTerminal2());
        if (from == null || to == null) {
            buses.tally.ignored(kind, 1, LEFT_OUT);
            return;
        }
        boolean isClosed =
                branch.getTerminal1().isConnected() && branch.getTerminal2().isConnected();
        warnOfHalfOpen(kind, branch, line.getB1() != 0 || line.getB2() != 0);
        if (from == to) {
            buses.tally.ignored(kind, 1, "both ends at one bus");
            return;
        }
        double ratingA =
                Math.min(ratingA(branch.getCurrentLimits1()), ratingA(branch.getCurrentLimits2()));
        double halfB = line.getB1() == line.getB2() ? line.getB1() : 0;
        if (isClosed) {
            from.addShunt(line.getG1(), line.getB1() - halfB);
            to.addShunt(line.getG2(), line.getB2() - halfB);
        }
        add(branch.getId(), from, to, line.getR(), line.getX(), 2 * halfB, ratingA, isClosed);
        buses.tally.mapped(kind, 1);
    }

    private void warnOfHalfOpen(String kind, Branch<?> branch, boolean isCharging) {
        if (isCharging
                && branch.getTerminal1().isConnected() != branch.getTerminal2().isConnected()) {
            buses.tally.warn(
                    kind
                            + " "
                            + branch.getId()
                            + " is open at one end; what it draws at the other is left out");
        }
    }

    private void add(
            String id,
            Node from,
            Node to,
            double r,
            double x,
            double charging,
            double ratingA,
            boolean isClosed) {
        if (r == 0 && x == 0) {
            requireOneLevel(id, from, to);
            branches.add(new Switch(id, from.id, to.id, Phases.ABC, ratingA, isClosed));
        } else if (from.kv == to.kv) {
            branches.add(
                    new org.evenflow.model.Line(
                            id, from.id, to.id, r, x, charging, ratingA, isClosed));
        } else {
            // A line has no ratio: kilovolts pass, per-unit voltages do not.
            branches.add(
                    new Transformer(
                            id,
                            from.id,
                            to.id,
                            r,
                            x,
                            charging,
                            to.kv / from.kv,
                            0,
                            Math.sqrt(3) * to.kv * ratingA,
                            isClosed));
        }
    }

    private static void requireOneLevel(String id, Node from, Node to) {
        if (from.kv != to.kv) {
            throw new InputException(
                    "line "
                            + id
                            + " must have an impedance between buses of "
                            + from.kv
                            + " and "
                            + to.kv
                            + " kV, has none");
        }
    }

    /** A line to another area: its far end becomes a bus with what crosses there as load. */
    private void addBoundary(BoundaryLine line) {
        Node from = buses.at(line.getTerminal());
        if (from == null) {
            buses.tally.ignored("boundary line", 1, LEFT_OUT);
            return;
        }
        var generation = line.getGeneration();
        if (generation != null && generation.isVoltageRegulationOn()) {
            throw new InputException(
                    "boundary line "
                            + line.getId()
                            + " holds a voltage at its far end, which cannot be represented");
        }
        Node far = buses.star(line.getId() + " boundary", from.kv);
        far.kw += 1000 * (line.getP0() - (generation == null ? 0 : generation.getTargetP()));
        far.kvar += 1000 * (line.getQ0() - (generation == null ? 0 : generation.getTargetQ()));
        from.addShunt(line.getG(), line.getB());
        add(
                line.getId(),
                from,
                far,
                line.getR(),
                line.getX(),
                0,
                ratingA(line.getCurrentLimits()),
                true);
        buses.tally.mapped("boundary line", 1);
    }

    private void addTwoWindings(TwoWindingsTransformer unit) {
        Node from = buses.near(unit.getTerminal1());
        Node to = buses.near(unit.getTerminal2());
        if (from == null || to == null) {
            buses.tally.ignored("2-winding transformer", 1, LEFT_OUT);
            return;
        }
        var winding =
                new Winding(
                        unit.getId(),
                        unit.getR(),
                        unit.getX(),
                        unit.getG(),
                        unit.getB(),
                        unit.getRatedU1(),
                        unit.getRatedU2(),
                        unit.getRatedS(),
                        unit.getCurrentLimits1());
        warnOfHalfOpen("2-winding transformer", unit, unit.getG() != 0 || unit.getB() != 0);
        boolean isClosed = unit.getTerminal1().isConnected() && unit.getTerminal2().isConnected();
        add(winding.with(unit, unit), from, to, isClosed);
        buses.tally.mapped("2-winding transformer", 1);
    }

    private void addThreeWindings(ThreeWindingsTransformer unit) {
        Node star = null;
        for (ThreeWindingsTransformer.Leg leg : unit.getLegs()) {
            Node from = buses.at(leg.getTerminal());
            if (from == null) {
                buses.tally.ignored("leg of a 3-winding transformer", 1, LEFT_OUT);
                continue;
            }
            star = star == null ? buses.star(unit.getId() + " star", unit.getRatedU0()) : star;
            var winding =
                    new Winding(
                            unit.getId() + " " + leg.getSide().getNum(),
                            leg.getR(),
                            leg.getX(),
                            leg.getG(),
                            leg.getB(),
                            leg.getRatedU(),
                            unit.getRatedU0(),
                            leg.getRatedS(),
                            leg.getCurrentLimits());
            add(winding.with(leg, leg), from, star, true);
            buses.tally.mapped("leg of a 3-winding transformer", 1);
        }
    }

    /** IIDM's transformer, its steps applied: ratio {@code rho}, then g + jb, then r + jx. */
    private record Winding(
            String id,
            double r,
            double x,
            double g,
            double b,
            double rho,
            double alphaDeg,
            double ratedMva,
            double ratingA) {
        Winding(
                String id,
                double r,
                double x,
                double g,
                double b,
                double ratedU1,
                double ratedU2,
                double ratedMva,
                Optional<CurrentLimits> limits) {
            this(id, r, x, g, b, ratedU2 / ratedU1, 0, ratedMva, NetworkBranches.ratingA(limits));
        }

        Winding with(RatioTapChangerHolder ratio, PhaseTapChangerHolder phase) {
            var changer = ratio.getRatioTapChanger();
            var shifter = phase.getPhaseTapChanger();
            Winding turned = changer == null ? this : step(changer.getCurrentStep(), 0);
            return shifter == null
                    ? turned
                    : turned.step(shifter.getCurrentStep(), shifter.getCurrentStep().getAlpha());
        }

        private Winding step(TapChangerStep<?> step, double degrees) {
            return new Winding(
                    id,
                    r * (1 + step.getR() / 100),
                    x * (1 + step.getX() / 100),
                    g * (1 + step.getG() / 100),
                    b * (1 + step.getB() / 100),
                    rho * step.getRho(),
                    alphaDeg + degrees,
                    ratedMva,
                    ratingA);
        }
    }

    private void add(Winding unit, Node from, Node to, boolean isClosed) {
        if (isClosed) {
            from.addShunt(unit.g * unit.rho * unit.rho, unit.b * unit.rho * unit.rho);
        }
        double byCurrent = Math.sqrt(3) * from.kv * unit.ratingA;
        double byName = unit.ratedMva > 0 ? 1000 * unit.ratedMva : Double.POSITIVE_INFINITY;
        branches.add(
                new Transformer(
                        unit.id,
                        from.id,
                        to.id,
                        unit.r,
                        unit.x,
                        0,
                        to.kv / (from.kv * unit.rho),
                        -unit.alphaDeg,
                        Double.isInfinite(byCurrent) ? byName : byCurrent,
                        isClosed));
    }

    private static double ratingA(Optional<CurrentLimits> limits) {
        @Nullable CurrentLimits given = limits.orElse(null);
        double ampere = given == null ? Double.NaN : given.getPermanentLimit();
        return ampere > 0 && ampere < 1e9 ? ampere : Double.POSITIVE_INFINITY;
    }
}
