package org.evenflow.data;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import org.evenflow.model.Branch;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.Line;
import org.evenflow.model.Regulator;
import org.evenflow.model.Switch;
import org.evenflow.model.Transformer;

/**
 * What cannot be right about a feeder although every single value is allowed: ohms taken for per
 * unit, kilowatts for megawatts, kilometres for metres. The bounds lie far outside what is built,
 * so that a warning means a mistake.
 */
public final class Plausibility {
    /**
     * Estimated drop, as a share of nominal voltage. A line to one load has a solution only up to
     * {@code r p + x q = 1/2} (T. Van Cutsem and C. Vournas, Voltage Stability of Electric Power
     * Systems, 1998, ch. 2).
     */
    private static final double GREATEST_DROP = 1;

    /** A conductor of 1 mm² copper has 18.1 Ω/km (IEC 60228, class 1). */
    private static final double GREATEST_R_PER_KM = 20;

    /** Lines of single phases a few metres apart, with return through earth, reach 1 Ω/km. */
    private static final double GREATEST_X_PER_KM = 2;

    /** A quarter of what a quadruple bundle of the highest voltages or a bus duct has. */
    private static final double LEAST_Z_PER_KM = 0.005;

    /** Shorter ones stand for switches and busbars in many files. */
    private static final double LEAST_LENGTH_KM = 0.005;

    /** A few metres of cable; feeders above 1 kV have spans of 30 m and more. */
    private static final double LEAST_MV_LINE_OHM = 0.005;

    /** One infeed's apparent power at 1 kA, a large conductor, and a margin of a hundred. */
    private static final double GREATEST_INFEED_A = 100 * 1000.0;

    /** Short-circuit voltages of transformers, IEC 60076-5, table 1, with wide margins. */
    private static final double LEAST_SHORT_CIRCUIT = 0.005;

    private static final double GREATEST_SHORT_CIRCUIT = 0.3;

    /** Below it a transformer is ideal on purpose: test feeders make stiff substations so. */
    private static final double IDEAL_SHORT_CIRCUIT = 0.0002;

    /** Above it a rating is often an operating limit of the transmission grid. */
    private static final double TRANSMISSION_KV = 100;

    private final Feeder feeder;
    private final HashMap<String, Integer> index;
    private final List<String> warnings = new ArrayList<>();

    private Plausibility(Feeder feeder) {
        this.feeder = feeder;
        this.index = feeder.busIndex();
    }

    /** What looks wrong, one sentence each; empty for a feeder that looks right. */
    public static List<String> warnings(Feeder feeder) {
        var look = new Plausibility(feeder);
        look.totals();
        look.linesPerKm();
        look.perUnitLines();
        look.transformers();
        if (feeder.loop().isEmpty()) {
            look.drop();
        }
        return List.copyOf(look.warnings);
    }

    private void warn(String sentence, Object... values) {
        warnings.add(String.format(Locale.ROOT, sentence, values));
    }

    private Bus bus(String id) {
        return feeder.buses().get(index.getOrDefault(id, 0));
    }

    private void totals() {
        double kva = 0;
        for (Bus bus : feeder.buses()) {
            kva += Math.hypot(bus.loadKw(), bus.loadKvar());
        }
        for (var load : feeder.loads()) {
            kva += Math.hypot(load.kw(), load.kvar());
        }
        if (kva == 0) {
            warn("no bus has any load: the flow only shows charging and no-load losses");
        }
        double carriedKva = 0;
        for (var infeed : feeder.infeeds()) {
            carriedKva += Math.sqrt(3) * bus(infeed.busId()).baseKv() * GREATEST_INFEED_A;
        }
        if (kva > carriedKva) {
            warn(
                    "the loads sum up to %.3g MVA, %.0f times what a circuit of 1 kA carries at the"
                            + " infeed's voltage; are kilowatts taken for megawatts?",
                    kva / 1000, kva / carriedKva * GREATEST_INFEED_A / 1000);
        }
    }

    private void linesPerKm() {
        var outside = new ArrayList<String>();
        for (Branch branch : feeder.branches()) {
            if (branch instanceof Line line && line.lengthKm() >= LEAST_LENGTH_KM) {
                double r = line.rOhm() / line.lengthKm();
                double x = Math.abs(line.xOhm()) / line.lengthKm();
                if (r > GREATEST_R_PER_KM
                        || x > GREATEST_X_PER_KM
                        || Math.hypot(r, x) < LEAST_Z_PER_KM) {
                    outside.add(String.format(Locale.ROOT, "%s (%.3g + j%.3g)", line.id(), r, x));
                }
            }
        }
        if (!outside.isEmpty()) {
            warn(
                    "%d lines have an impedance in ohm/km that no line has (above %.0f + j%.0f or"
                            + " below %.3f): %s; are lengths or impedances in another unit?",
                    outside.size(),
                    GREATEST_R_PER_KM,
                    GREATEST_X_PER_KM,
                    LEAST_Z_PER_KM,
                    String.join(", ", outside.subList(0, Math.min(3, outside.size()))));
        }
    }

    private void perUnitLines() {
        int lines = 0;
        double largest = 0;
        for (Branch branch : feeder.branches()) {
            if (branch instanceof Line line && bus(line.toBus()).baseKv() > 1) {
                lines++;
                largest = Math.max(largest, Math.hypot(line.rOhm(), line.xOhm()));
            }
        }
        if (lines >= 3 && largest < LEAST_MV_LINE_OHM) {
            warn(
                    "none of the %d lines above 1 kV has more than %.2g ohm; are impedances per"
                            + " unit taken for ohms?",
                    lines, largest);
        }
    }

    private void transformers() {
        for (Branch branch : feeder.branches()) {
            if (branch instanceof Transformer unit && Double.isFinite(unit.ratingKva())) {
                double kv = bus(unit.toBus()).baseKv();
                double ohm = Math.hypot(unit.rOhm(), unit.xOhm());
                double share =
                        ohm * unit.ratingKva() / 1000 * 3 / (unit.phases().count() * kv * kv);
                boolean isLow = share < LEAST_SHORT_CIRCUIT && share > IDEAL_SHORT_CIRCUIT;
                if (kv < TRANSMISSION_KV && (isLow || share > GREATEST_SHORT_CIRCUIT)) {
                    warn(
                            "transformer %s has a short-circuit voltage of %.3g %%; built are"
                                    + " %.1f to %.0f %%",
                            unit.id(),
                            100 * share,
                            100 * LEAST_SHORT_CIRCUIT,
                            100 * GREATEST_SHORT_CIRCUIT);
                }
            }
        }
    }

    /** Drop by the linear formula {@code (r p + x q) / v²}, from the infeeds outwards. */
    private void drop() {
        int size = feeder.buses().size();
        var above = new Branch[size];
        var order = new ArrayList<Integer>();
        walk(above, order);
        var kw = new double[size];
        var kvar = new double[size];
        for (int at = 0; at < size; at++) {
            kw[at] = feeder.buses().get(at).loadKw();
            kvar[at] = feeder.buses().get(at).loadKvar();
        }
        for (var load : feeder.loads()) {
            int at = index.getOrDefault(load.busId(), 0);
            kw[at] += load.kw();
            kvar[at] += load.kvar();
        }
        for (int at : order.reversed()) {
            if (above[at] != null) {
                int parent = other(above[at], at);
                kw[parent] += kw[at];
                kvar[parent] += kvar[at];
            }
        }
        var drop = new double[size];
        int worst = 0;
        for (int at : order) {
            if (above[at] != null) {
                drop[at] = drop[other(above[at], at)] + drop(above[at], kw[at], kvar[at]);
                worst = Math.abs(drop[at]) > Math.abs(drop[worst]) ? at : worst;
            }
        }
        if (Math.abs(drop[worst]) > GREATEST_DROP) {
            warn(
                    "at nominal load the voltage would drop by about %.0f %% up to bus %s, more than"
                            + " any network can; are loads or impedances in another unit (per unit"
                            + " for ohm, kW for MW)?",
                    100 * drop[worst], feeder.buses().get(worst).id());
        }
    }

    private void walk(Branch[] above, List<Integer> order) {
        var at = new ArrayList<List<Branch>>();
        feeder.buses().forEach(_ -> at.add(new ArrayList<>()));
        for (Branch branch : feeder.branches()) {
            if (branch.isClosed()) {
                at.get(index.getOrDefault(branch.fromBus(), 0)).add(branch);
                at.get(index.getOrDefault(branch.toBus(), 0)).add(branch);
            }
        }
        var seen = new boolean[above.length];
        var queue = new ArrayDeque<Integer>();
        for (var infeed : feeder.infeeds()) {
            int start = index.getOrDefault(infeed.busId(), 0);
            seen[start] = true;
            queue.add(start);
        }
        while (!queue.isEmpty()) {
            int bus = queue.remove();
            order.add(bus);
            for (Branch branch : at.get(bus)) {
                int next = other(branch, bus);
                if (!seen[next]) {
                    seen[next] = true;
                    above[next] = branch;
                    queue.add(next);
                }
            }
        }
    }

    private int other(Branch branch, int bus) {
        int from = index.getOrDefault(branch.fromBus(), 0);
        return from == bus ? index.getOrDefault(branch.toBus(), 0) : from;
    }

    private double drop(Branch branch, double kw, double kvar) {
        double kv = bus(branch.toBus()).baseKv();
        double perOhm = 3.0 / (branch.phases().count() * kv * kv * 1000);
        return switch (branch) {
            case Line line -> perOhm * (line.rOhm() * kw + line.xOhm() * kvar);
            case Transformer unit -> perOhm * (unit.rOhm() * kw + unit.xOhm() * kvar);
            case Regulator unit -> perOhm * (unit.rOhm() * kw + unit.xOhm() * kvar);
            case Switch _ -> 0;
        };
    }
}
