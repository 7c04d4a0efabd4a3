package org.evenflow.experiment.hosting;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.evenflow.city.SessionProfile;
import org.evenflow.data.scenario.BaseLoadProfiles;
import org.evenflow.experiment.Controllers;
import org.evenflow.experiment.Flows;
import org.evenflow.grid.hosting.ConnectionPoint;
import org.evenflow.grid.hosting.HostingSetup;
import org.evenflow.grid.hosting.PhaseRule;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.Infeed;
import org.evenflow.model.InputException;
import org.evenflow.model.Line;

/**
 * A checked question.
 *
 * @param setup what is asked of the feeder
 * @param modes ways of charging by id, then plants
 * @param draws how many
 * @param seed of the draws
 * @param sizes as given
 * @param bounds as given
 * @param profile when vehicles come
 * @param base profile of base load
 */
public record HostingPlan(
        HostingSetup setup,
        List<String> modes,
        int draws,
        long seed,
        Sizes sizes,
        Bounds bounds,
        String profile,
        String base) {
    /** A solver's tolerance on voltages; limits are far coarser. */
    private static final double TOLERANCE_PU = 1e-8;

    /** Voltages that no state reaches. */
    private static final double NO_LOW_PU = 0.01;

    private static final double NO_HIGH_PU = 10;

    static final String STATIC = "static";
    static final String UNCONTROLLED = "uncontrolled";
    static final String ENVELOPES = "envelopes";
    static final String PV = "pv";

    /** Powers, counts and steps as the user gave them. */
    public record Sizes(
            double vehicleKw,
            double plantKw,
            PhaseRule phases,
            int perCustomer,
            double customerKw,
            double scale,
            int stepMin,
            double service)
            implements Serializable {}

    /** Limits in the place of the feeder's own; NaN, or infinite for unbalance, where not given. */
    public record Bounds(double minPu, double maxPu, double maxUnbalance) implements Serializable {}

    public static HostingPlan of(
            String word,
            List<String> controllers,
            int draws,
            long seed,
            Sizes sizes,
            Bounds bounds,
            String profile,
            String base) {
        Feeder feeder = limited(Flows.feeder(word).feeder(), bounds);
        return of(feeder, controllers, draws, seed, sizes, bounds, profile, base);
    }

    /** The same for a feeder that has its limits. */
    static HostingPlan of(
            Feeder feeder,
            List<String> controllers,
            int draws,
            long seed,
            Sizes sizes,
            Bounds bounds,
            String profile,
            String base) {
        Flows.refusal(feeder)
                .ifPresent(
                        message -> {
                            throw new InputException(message);
                        });
        if (!(sizes.customerKw() > 0)) {
            throw new InputException("--customer-kw must be > 0, is " + sizes.customerKw());
        }
        List<String> modes = modes(controllers, sizes.stepMin());
        var setup =
                new HostingSetup(
                        feeder,
                        () -> Flows.of(feeder, TOLERANCE_PU),
                        ConnectionPoint.of(feeder, sizes.customerKw()),
                        sizes.vehicleKw(),
                        sizes.plantKw(),
                        sizes.phases(),
                        sizes.perCustomer(),
                        bounds.maxUnbalance(),
                        sizes.scale(),
                        BaseLoadProfiles.weekday(base),
                        sizes.stepMin(),
                        sizes.service(),
                        new ProfileVisits(SessionProfile.named(profile)));
        return new HostingPlan(setup, modes, draws, seed, sizes, bounds, profile, base);
    }

    /** All at once, the ways of charging that were asked for, and plants. */
    private static List<String> modes(List<String> controllers, int stepMin) {
        var known = new Controllers();
        var modes = new ArrayList<String>(List.of(STATIC));
        for (String id : controllers) {
            boolean isOwn = List.of(UNCONTROLLED, ENVELOPES).contains(id);
            if (!isOwn && !known.ids().contains(id)) {
                throw new InputException(
                        "--controllers must be of uncontrolled, envelopes and "
                                + String.join(", ", known.ids())
                                + ", has "
                                + id);
            }
            if (!isOwn && 60 % stepMin != 0) {
                throw new InputException(
                        "--step must be a divisor of 60 with controller " + id + ", is " + stepMin);
            }
            modes.add(id);
        }
        modes.add(PV);
        return modes.stream().distinct().toList();
    }

    /**
     * The feeder with the limits that are asked for. What voltage an infeed's bus has is the matter
     * of the grid above, so it has none.
     */
    private static Feeder limited(Feeder feeder, Bounds bounds) {
        Set<String> fed = fed(feeder);
        List<Bus> buses =
                feeder.buses().stream()
                        .map(
                                bus ->
                                        fed.contains(bus.id())
                                                ? bus.withLimits(NO_LOW_PU, NO_HIGH_PU)
                                                : bus.withLimits(
                                                        or(bounds.minPu(), bus.minPu()),
                                                        or(bounds.maxPu(), bus.maxPu())))
                        .toList();
        return feeder.with(buses, feeder.branches());
    }

    /** Buses of the infeeds. */
    static Set<String> fed(Feeder feeder) {
        return feeder.infeeds().stream().map(Infeed::busId).collect(Collectors.toSet());
    }

    private static double or(double given, double own) {
        return Double.isNaN(given) ? own : given;
    }

    /** The feeder's name as part of a file's. */
    public String fileName() {
        return setup.feeder().id().replaceAll("[^A-Za-z0-9._-]+", "_");
    }

    /** Seed of a draw, from 1. */
    long seedOf(long draw) {
        return seed * 1_000_000_007L + draw;
    }

    /** Everything that results depend on, line by line. */
    String text() {
        var text = new StringBuilder();
        line(text, "feeder", setup.feeder().id() + " #" + fingerprint());
        line(text, "modes", String.join(",", modes));
        line(text, "draws", draws);
        line(text, "seed", seed);
        line(text, "vehicle_kw", sizes.vehicleKw());
        line(text, "plant_kw", sizes.plantKw());
        line(text, "phases", sizes.phases());
        line(text, "per_customer", sizes.perCustomer());
        line(text, "customer_kw", sizes.customerKw());
        line(text, "scale", sizes.scale());
        line(text, "step_min", sizes.stepMin());
        line(text, "service", sizes.service());
        line(text, "min_pu", bounds.minPu());
        line(text, "max_pu", bounds.maxPu());
        line(text, "max_unbalance", bounds.maxUnbalance());
        line(text, "profile", profile);
        line(text, "base", base);
        return text.toString();
    }

    /** A number that changes with the feeder's content. */
    private String fingerprint() {
        return Integer.toHexString(setup.feeder().toString().hashCode());
    }

    private static void line(StringBuilder text, String key, Object value) {
        text.append(key).append(": ").append(value).append('\n');
    }

    /** Whether any line has an ampacity. */
    boolean hasAmpacities() {
        return setup.feeder().branches().stream()
                .anyMatch(b -> b instanceof Line line && Double.isFinite(line.ratingA()));
    }
}
