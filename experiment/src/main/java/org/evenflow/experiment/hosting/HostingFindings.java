package org.evenflow.experiment.hosting;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.evenflow.experiment.Figures;
import org.evenflow.experiment.Result;
import org.evenflow.grid.hosting.Binding;
import org.evenflow.grid.hosting.ConnectionPoint;
import org.evenflow.grid.hosting.Envelopes;
import org.evenflow.grid.hosting.HostingCapacity;
import org.evenflow.grid.hosting.HostingSetup;
import org.evenflow.grid.hosting.Outcome;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.report.hosting.HostingResult;

/** Turns draws into what the report tells. */
final class HostingFindings {
    private final HostingPlan plan;
    private final HostingSetup setup;
    private final Feeder feeder;

    HostingFindings(HostingPlan plan) {
        this.plan = plan;
        setup = plan.setup();
        feeder = setup.feeder();
    }

    HostingResult result(
            List<Result<Figures>> draws, Map<String, String> provenance, DoubleSupplier seconds) {
        List<HostingResult.Row> rows = draws.stream().map(this::row).toList();
        List<HostingResult.Point> points = points();
        return new HostingResult(
                feeder,
                plan.modes().stream().map(this::mode).toList(),
                plan.draws(),
                rows,
                points,
                facts(),
                notes(rows),
                provenance,
                seconds.getAsDouble());
    }

    private HostingResult.Row row(Result<Figures> draw) {
        Outcome outcome = HostingExperiment.outcome(draw.value().values());
        Binding binding = outcome.binding();
        return new HostingResult.Row(
                draw.task().subject(),
                (int) draw.task().seed(),
                outcome.capacity(),
                binding.kind().name().toLowerCase(Locale.ROOT),
                binding.element(),
                binding.elementName(feeder),
                binding.phaseName(),
                outcome.minute(),
                outcome.isBase());
    }

    private HostingResult.Mode mode(String id) {
        return switch (id) {
            case HostingPlan.STATIC ->
                    mode(id, "All at once", "every vehicle charges while every load is nominal");
            case HostingPlan.UNCONTROLLED ->
                    mode(id, "On arrival", "every vehicle charges at full power when it comes");
            case HostingPlan.ENVELOPES ->
                    mode(
                            id,
                            "Operating envelopes",
                            String.format(
                                    Locale.ROOT,
                                    "every vehicle keeps to its share of what the feeder takes in"
                                            + " each step; vehicles count while %.4g %% of the energy"
                                            + " within reach is served",
                                    100 * setup.serviceShare()));
            case HostingPlan.PV ->
                    new HostingResult.Mode(
                            id,
                            "PV plants",
                            "every plant gives full power at the midday step of least load",
                            setup.plantKw(),
                            setup.slots());
            default ->
                    mode(
                            id,
                            id.replace('_', ' '),
                            String.format(
                                    Locale.ROOT,
                                    "the controller %s decides and the dispatcher holds every"
                                            + " limit; vehicles count while %.4g %% of the energy"
                                            + " within reach is served",
                                    id,
                                    100 * setup.serviceShare()));
        };
    }

    private HostingResult.Mode mode(String id, String title, String meaning) {
        return new HostingResult.Mode(id, title, meaning, setup.vehicleKw(), setup.slots());
    }

    private List<HostingResult.Point> points() {
        var capacity = new HostingCapacity(setup);
        double capKw = 1000 * Math.ceil(Math.max(1, feeder.nominalKw()) / 500);
        double[] headroom = capacity.headroomKw(capKw);
        Envelopes envelopes = capacity.envelopes(3 * setup.vehicleKw(), 3 * setup.plantKw());
        var points = new ArrayList<HostingResult.Point>();
        for (int at = 0; at < headroom.length; at++) {
            ConnectionPoint point = setup.points().get(at);
            points.add(
                    new HostingResult.Point(
                            point.id(),
                            point.bus(),
                            point.phases().letters(),
                            point.customers(),
                            headroom[at],
                            capKw,
                            column(envelopes.importKw(), at),
                            column(envelopes.fairImportKw(), at),
                            column(envelopes.exportKw(), at),
                            column(envelopes.fairExportKw(), at)));
        }
        return points;
    }

    private static double[] column(double[][] table, int column) {
        var values = new double[table.length];
        for (int row = 0; row < values.length; row++) {
            values[row] = table[row][column];
        }
        return values;
    }

    private Map<String, String> facts() {
        var facts = new LinkedHashMap<String, String>();
        var sizes = plan.sizes();
        facts.put(
                "Feeder", feeder.id() + (feeder.source().isEmpty() ? "" : ". " + feeder.source()));
        facts.put(
                "Network",
                feeder.buses().size() + " buses, " + feeder.branches().size() + " branches");
        facts.put("Nominal load", format("%.1f kW, times %.4g", feeder.nominalKw(), sizes.scale()));
        int customers = setup.points().stream().mapToInt(ConnectionPoint::customers).sum();
        facts.put(
                "Customers",
                format(
                        "%d at %d connection points (one per %.4g kW of nominal load), each with up"
                                + " to %d vehicles or plants",
                        customers, setup.points().size(), sizes.customerKw(), sizes.perCustomer()));
        facts.put("Vehicle", format("%.4g kW, unity power factor", sizes.vehicleKw()));
        facts.put("PV plant", format("%.4g kW, unity power factor", sizes.plantKw()));
        facts.put("Phases", feeder.isBalanced() ? "all three, alike" : phases());
        facts.put(
                "Limits",
                voltages()
                        + (Double.isFinite(setup.maxUnbalance())
                                ? format("; unbalance %.4g %%", 100 * setup.maxUnbalance())
                                : "; no limit on unbalance"));
        facts.put(
                "Day",
                format(
                        "%d steps of %d min; visits from profile %s, one per vehicle and day; loads"
                                + " without a profile of their own follow %s",
                        setup.steps(), setup.stepMin(), plan.profile(), plan.base()));
        facts.put("Draws", plan.draws() + " per mode, seed " + plan.seed());
        return facts;
    }

    private String phases() {
        return switch (setup.phases()) {
            case AS_LOAD -> "one, drawn from those of the load";
            case RANDOM -> "one, drawn from those of the bus";
            case ABC -> "all of the bus, alike";
        };
    }

    private String voltages() {
        Set<String> fed = HostingPlan.fed(feeder);
        var limits = feeder.buses().stream().filter(bus -> !fed.contains(bus.id())).toList();
        double low = limits.stream().mapToDouble(Bus::minPu).min().orElse(Double.NaN);
        double high = limits.stream().mapToDouble(Bus::maxPu).max().orElse(Double.NaN);
        return format("voltage %.5g to %.5g pu but at infeeds", low, high);
    }

    private List<String> notes(List<HostingResult.Row> rows) {
        var notes = new ArrayList<String>();
        if (!plan.hasAmpacities()) {
            notes.add(
                    "No line has an ampacity in the file, so no line can bind: only voltages,"
                            + " transformers and what else has a rating.");
        }
        if (feeder.isBalanced()) {
            notes.add(
                    "The feeder is known in positive sequence only: every vehicle and plant draws"
                            + " alike from all three phases, and unbalance is not seen.");
        }
        for (String mode : plan.modes()) {
            rows.stream()
                    .filter(row -> row.mode().equals(mode) && row.isBase())
                    .findFirst()
                    .ifPresent(row -> notes.add(baseNote(row)));
        }
        notes.add(
                "Vehicles and plants are added one by one in a random order, everybody one before"
                        + " anybody a second, and every state is solved; the capacity is the number"
                        + " before the first limit breaks.");
        notes.add(
                "The day repeats itself: what charges after midnight meets the morning's load."
                        + " Powers are means over a step.");
        notes.add(
                "Where phases are coupled, load on one raises the voltage of another; at light load"
                        + " near the upper limit that binds first, and fewer may charge on arrival"
                        + " than at once under nominal load.");
        notes.add(
                "An operating envelope holds when everybody uses it at once. Where phases are"
                        + " coupled, one customer's restraint can lower another phase's voltage, so"
                        + " partial use is not covered by that alone.");
        return notes;
    }

    private String baseNote(HostingResult.Row row) {
        String when =
                row.minute() < 0
                        ? "nominal load"
                        : format("base load at %02d:%02d", row.minute() / 60, row.minute() % 60);
        return format(
                "%s: the %s alone breaks a limit (%s), so the capacity is 0. Other limits:"
                        + " --min-pu, --max-pu; other load: --scale.",
                row.mode(), when, row.label());
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
