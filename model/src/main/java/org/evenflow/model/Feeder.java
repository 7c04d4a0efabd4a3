package org.evenflow.model;

import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/**
 * A network under its infeeds: one radial feeder in the simplest case, or several, or a meshed
 * network. Every bus is reached, in every phase it has, by closed branches from exactly one infeed;
 * open branches are kept for drawing.
 *
 * @param id name
 * @param source where its data come from, for reports
 * @param infeeds where the grid above feeds it, at least one
 * @param buses at least one
 * @param branches lines, transformers, regulators and switches
 * @param loads loads that are not equal constant power on all phases (those stand at the buses)
 * @param capacitors capacitor banks that are not equal on all phases
 * @param machines generators that hold a voltage, in meshed networks
 * @param profiles factors in time that loads name
 */
public record Feeder(
        String id,
        String source,
        List<Infeed> infeeds,
        List<Bus> buses,
        List<Branch> branches,
        List<Load> loads,
        List<Capacitor> capacitors,
        List<Machine> machines,
        List<Load.Profile> profiles) {
    public Feeder {
        Check.id(id, "feeder");
        infeeds = List.copyOf(infeeds);
        buses = List.copyOf(buses);
        branches = List.copyOf(branches);
        loads = List.copyOf(loads);
        capacitors = List.copyOf(capacitors);
        machines = List.copyOf(machines);
        profiles = List.copyOf(profiles);
        String of = "feeder " + id + ": ";
        Check.unique(buses.stream().map(Bus::id).toList(), of + "bus");
        Check.unique(branches.stream().map(Branch::id).toList(), of + "branch");
        Check.unique(loads.stream().map(Load::id).toList(), of + "load");
        Check.unique(capacitors.stream().map(Capacitor::id).toList(), of + "capacitor");
        Check.unique(machines.stream().map(Machine::id).toList(), of + "machine");
        Check.unique(profiles.stream().map(Load.Profile::id).toList(), of + "profile");
        Check.that(!infeeds.isEmpty(), of + "infeeds", 0, "at least one");
        Connectivity.check(id, infeeds, buses, branches, loads, capacitors, machines, profiles);
    }

    /** A feeder under one stiff infeed whose loads all stand at its buses. */
    public Feeder(
            String id,
            String source,
            String sourceBus,
            double sourcePu,
            List<Bus> buses,
            List<Branch> branches) {
        this(
                id,
                source,
                List.of(new Infeed(sourceBus, sourcePu)),
                buses,
                branches,
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /** The same network with other buses and branches in the place of these. */
    public Feeder with(List<Bus> otherBuses, List<Branch> otherBranches) {
        return new Feeder(
                id,
                source,
                infeeds,
                otherBuses,
                otherBranches,
                loads,
                capacitors,
                machines,
                profiles);
    }

    /** Positions of the buses by id. */
    public HashMap<String, Integer> busIndex() {
        var index = new HashMap<String, Integer>();
        for (Bus bus : buses) {
            index.put(bus.id(), index.size());
        }
        return index;
    }

    /** Bus of the first infeed. */
    public String sourceBus() {
        return infeeds.getFirst().busId();
    }

    /** Voltage of the first infeed. */
    public double sourcePu() {
        return infeeds.getFirst().pu();
    }

    /**
     * Whether positive sequence says all: three phases everywhere, no impedance known by phase, no
     * load or capacitor but those at the buses, no regulator, infeeds that hold their voltage.
     */
    public boolean isBalanced() {
        return loads.isEmpty()
                && capacitors.isEmpty()
                && infeeds.stream().allMatch(Infeed::holdsVoltage)
                && buses.stream().allMatch(bus -> bus.phases() == Phases.ABC)
                && branches.stream().allMatch(Feeder::isBalanced);
    }

    /**
     * Whether nothing of it tells one phase from another, although loads may follow the voltage and
     * windings may be deltas: its own loads then give three equal phases, whatever zero sequence
     * its lines have.
     */
    public boolean isSymmetric() {
        return loads.stream().allMatch(load -> load.phases() == Phases.ABC)
                && capacitors.stream().allMatch(bank -> bank.phases() == Phases.ABC)
                && buses.stream().allMatch(bus -> bus.phases() == Phases.ABC)
                && branches.stream().allMatch(Feeder::isSymmetric);
    }

    private static boolean isSymmetric(Branch branch) {
        return switch (branch) {
            case Line line -> line.byPhase() == null;
            case Transformer transformer -> transformer.phases() == Phases.ABC;
            case Regulator _ -> false;
            case Switch gate -> gate.phases() == Phases.ABC;
        };
    }

    private static boolean isBalanced(Branch branch) {
        return switch (branch) {
            case Line line -> line.byPhase() == null;
            case Transformer transformer ->
                    transformer.phases() == Phases.ABC
                            && transformer.fromWinding() == Transformer.Winding.EARTHED_WYE
                            && transformer.toWinding() == Transformer.Winding.EARTHED_WYE;
            case Regulator _ -> false;
            case Switch gate -> gate.phases() == Phases.ABC;
        };
    }

    /**
     * What is wrong with taking the network for radial: a loop with its buses; empty where none.
     */
    public Optional<String> loop() {
        return Connectivity.loop(id, infeeds, buses, branches);
    }

    /**
     * Refuses a network with a loop.
     *
     * @throws InputException that names the loop
     */
    public void requireRadial() {
        loop().ifPresent(
                        message -> {
                            throw new InputException(message);
                        });
    }

    /** Active load of all buses and loads at nominal voltage, kW; generation counts as negative. */
    public double nominalKw() {
        return buses.stream().mapToDouble(Bus::loadKw).sum()
                + loads.stream().mapToDouble(Load::kw).sum();
    }

    /** Reactive load of all buses and loads at nominal voltage, kvar. */
    public double nominalKvar() {
        return buses.stream().mapToDouble(Bus::loadKvar).sum()
                + loads.stream().mapToDouble(Load::kvar).sum();
    }

    /**
     * The factor of each load at a minute of its profile, 1 for loads without one; {@code [load]}.
     *
     * @param minute 0 or more; a profile holds its first value until {@code stepMin}
     */
    public double[] loadFactors(double minute) {
        var byId = new HashMap<String, Load.Profile>();
        profiles.forEach(profile -> byId.put(profile.id(), profile));
        var factors = new double[loads.size()];
        for (int load = 0; load < factors.length; load++) {
            var profile = byId.get(loads.get(load).profileId());
            factors[load] = profile == null ? 1 : profile.at(minute);
        }
        return factors;
    }
}
