package org.evenflow.sim;

import static org.evenflow.sim.Indicator.Better.HIGHER;
import static org.evenflow.sim.Indicator.Better.LOWER;
import static org.evenflow.sim.Indicator.Better.NEITHER;
import static org.evenflow.sim.Indicator.Group.CONTROL;
import static org.evenflow.sim.Indicator.Group.SERVICE;

import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

/** What visits got of what they asked for, and what it did to their batteries. */
final class ServiceMeter implements Meter.OfSessions {
    /** A session counts as served when less than this is missing, kWh at the meter. */
    private static final double SERVED_TOLERANCE_KWH = 1e-6;

    private int sessions;
    private int served;
    private double unservedKwh;

    /** Reachable energy of the visits that lasted as declared, and what of it was given, kWh. */
    private double askedKwh;

    private double givenKwh;

    /** Asked for by all drivers, and what of it their vehicles do not take, kWh. */
    private double requestedKwh;

    private double overAskedKwh;
    private double errorSum;
    private double absoluteErrorSum;
    private int within2;
    private int within5;
    private double waitMinSum;
    private double fullCycles;
    private int turnedAway;

    @Override
    public void started(Trace.Run run) {
        sessions = 0;
        served = 0;
        unservedKwh = 0;
        askedKwh = 0;
        givenKwh = 0;
        requestedKwh = 0;
        overAskedKwh = 0;
        errorSum = 0;
        absoluteErrorSum = 0;
        within2 = 0;
        within5 = 0;
        waitMinSum = 0;
        fullCycles = 0;
        turnedAway = run.turnedAway();
    }

    @Override
    public void departed(SessionOutcome session) {
        double unserved = session.unservedKwh();
        double capacity = session.capacityKwh();
        double error = 100 * (session.departureKwh() - session.mostKwh()) / capacity;
        double magnitude = Math.abs(error);
        sessions++;
        served += unserved <= SERVED_TOLERANCE_KWH ? 1 : 0;
        unservedKwh += unserved;
        double overAsked = (session.targetKwh() - session.mostKwh()) / session.chargeEfficiency();
        requestedKwh += (session.targetKwh() - session.arrivalKwh()) / session.chargeEfficiency();
        overAskedKwh += overAsked;
        if (session.departStep() >= session.declaredStep()) {
            double reachable = session.reachableKwh() - session.arrivalKwh();
            double asked = Math.max(0, reachable) / session.chargeEfficiency();
            askedKwh += asked;
            givenKwh += Math.max(0, asked - unserved);
        }
        errorSum += error;
        absoluteErrorSum += magnitude;
        within2 += magnitude <= 2 ? 1 : 0;
        within5 += magnitude <= 5 ? 1 : 0;
        waitMinSum += session.waitMin();
        // Energy through the cells over twice the capacity.
        fullCycles +=
                (session.chargedKwh() * session.chargeEfficiency()
                                + session.dischargedKwh() / session.dischargeEfficiency())
                        / (2 * capacity);
    }

    @Override
    public void add(Meter ofOtherSite) {
        var other = (ServiceMeter) ofOtherSite;
        sessions += other.sessions;
        served += other.served;
        unservedKwh += other.unservedKwh;
        askedKwh += other.askedKwh;
        givenKwh += other.givenKwh;
        requestedKwh += other.requestedKwh;
        overAskedKwh += other.overAskedKwh;
        errorSum += other.errorSum;
        absoluteErrorSum += other.absoluteErrorSum;
        within2 += other.within2;
        within5 += other.within5;
        waitMinSum += other.waitMinSum;
        fullCycles += other.fullCycles;
        turnedAway += other.turnedAway;
    }

    @Override
    public List<Indicator> indicators() {
        return Stream.of(energy(), asked(), store(), visits()).flatMap(List::stream).toList();
    }

    private List<Indicator> asked() {
        return List.of(
                service(
                        "requested_energy",
                        "kWh",
                        NEITHER,
                        1,
                        "Requested energy",
                        "energy that the drivers of all visits asked for",
                        () -> requestedKwh),
                service(
                        "over_asked_energy",
                        "kWh",
                        NEITHER,
                        1,
                        "Over-asked energy",
                        "requested energy that the vehicles do not take, nobody's fault",
                        () -> overAskedKwh));
    }

    private List<Indicator> energy() {
        return List.of(
                service(
                        "served_share",
                        "%",
                        HIGHER,
                        2,
                        "Served sessions",
                        "sessions that left with all reachable energy",
                        () -> mean(100 * served)),
                service(
                        "unserved_energy",
                        "kWh",
                        LOWER,
                        2,
                        "Unserved energy",
                        "energy asked and reachable but not given",
                        () -> unservedKwh),
                service(
                        "asked_energy",
                        "kWh",
                        NEITHER,
                        1,
                        "Asked energy",
                        "energy asked and reachable in visits that lasted at least as long as declared",
                        () -> askedKwh),
                service(
                        "served_energy",
                        "%",
                        HIGHER,
                        3,
                        "Served energy",
                        "share of the asked energy that was given; over seeds the ratio of the sums",
                        () -> askedKwh > 0 ? 100 * givenKwh / askedKwh : Double.NaN));
    }

    private List<Indicator> store() {
        return List.of(
                service(
                        "soc_error_mean",
                        "%",
                        NEITHER,
                        2,
                        "SoC error",
                        "state of charge at departure, achieved − target, mean over sessions",
                        () -> mean(errorSum)),
                service(
                        "soc_error_abs",
                        "%",
                        LOWER,
                        2,
                        "SoC error, absolute",
                        "magnitude of achieved − target at departure, mean over sessions",
                        () -> mean(absoluteErrorSum)),
                within(2, () -> mean(100 * within2)),
                within(5, () -> mean(100 * within5)));
    }

    private List<Indicator> visits() {
        return List.of(
                service(
                        "waiting_time",
                        "min",
                        LOWER,
                        1,
                        "Waiting time",
                        "between plugging in and the first energy, mean over sessions",
                        () -> mean(waitMinSum)),
                service(
                        "sessions",
                        "–",
                        NEITHER,
                        0,
                        "Sessions",
                        "vehicles that left within the run",
                        () -> sessions),
                service(
                        "turned_away",
                        "–",
                        LOWER,
                        0,
                        "Turned away",
                        "vehicles that found no free connector in time and left",
                        () -> turnedAway),
                Indicator.of(
                        CONTROL,
                        "full_cycles",
                        "–",
                        LOWER,
                        3,
                        "Full cycles",
                        "equivalent full cycles of the batteries",
                        () -> fullCycles));
    }

    private static Indicator within(int percent, DoubleSupplier reading) {
        return service(
                "soc_within_" + percent,
                "%",
                HIGHER,
                1,
                "SoC within %d %%".formatted(percent),
                "share of sessions that left within %d %% of the target".formatted(percent),
                reading);
    }

    private static Indicator service(
            String id,
            String unit,
            Indicator.Better better,
            int decimals,
            String label,
            String meaning,
            DoubleSupplier reading) {
        return Indicator.of(SERVICE, id, unit, better, decimals, label, meaning, reading);
    }

    private double mean(double sum) {
        return sessions > 0 ? sum / sessions : Double.NaN;
    }
}
