package org.evenflow.data.simbench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.evenflow.data.simbench.Tables.Row;
import org.evenflow.model.Branch;
import org.evenflow.model.Line;
import org.evenflow.model.Phases;
import org.evenflow.model.Switch;
import org.evenflow.model.Transformer;

/**
 * Lines, transformers and switches. A switch joins two nodes; one at the end of a line joins its
 * node to an auxiliary one at which the line ends, so an open one leaves the line live.
 */
final class Branches {
    static final Set<String> TABLES =
            Set.of("Line", "Transformer", "Switch", "DCLine", "Transformer3W");

    private static final Pattern GROUP = Pattern.compile("\\b(YN|Y|D)(yn|y|d|zn)\\d{1,2}\\b");

    private final SimbenchNetwork network;
    private final List<Branch> branches = new ArrayList<>();
    private final Map<String, Row> lineTypes;
    private final Map<String, Row> transformerTypes;
    private int directLines;

    Branches(SimbenchNetwork network) {
        this.network = network;
        lineTypes = byId("LineType");
        transformerTypes = byId("TransformerType");
    }

    private Map<String, Row> byId(String table) {
        var rows = new HashMap<String, Row>();
        network.tables.rows(table).forEach(row -> rows.put(row.need("id"), row));
        return rows;
    }

    List<Branch> read() {
        var direct = byId("DCLineType").keySet();
        for (Row row : network.tables.rows("Line")) {
            if (direct.contains(row.text("type"))) {
                directLines++;
            } else {
                branches.add(line(row, type(row, lineTypes)));
            }
        }
        for (Row row : network.tables.rows("Transformer")) {
            branches.add(transformer(row, type(row, transformerTypes)));
        }
        for (Row row : network.tables.rows("Transformer3W")) {
            throw row.wrong(row.text("id") + ": transformers of three windings are not supported");
        }
        for (Row row : network.tables.rows("Switch")) {
            String from = network.node(row, "nodeA");
            String to = network.node(row, "nodeB");
            boolean isClosed = row.number("cond") != 0;
            branches.add(
                    row.at(
                            () ->
                                    new Switch(
                                            row.need("id"),
                                            from,
                                            to,
                                            Phases.ABC,
                                            Double.POSITIVE_INFINITY,
                                            isClosed)));
        }
        return branches;
    }

    /**
     * The same branches with the windings that the names of transformer types tell ("Dyn5"); the
     * tables have no zero sequence, so it is taken for the positive.
     */
    List<Branch> withWindings(List<Branch> plain) {
        var typeOf = new HashMap<String, String>();
        network.tables
                .rows("Transformer")
                .forEach(row -> typeOf.put(row.need("id"), row.need("type")));
        return plain.stream()
                .map(
                        branch ->
                                branch instanceof Transformer unit
                                        ? withWindings(unit, typeOf.getOrDefault(unit.id(), ""))
                                        : branch)
                .toList();
    }

    private static Transformer withWindings(Transformer unit, String type) {
        var group = GROUP.matcher(type);
        if (!group.find() || unit.shiftDeg() % 30 != 0) {
            return unit;
        }
        return new Transformer(
                unit.id(),
                unit.fromBus(),
                unit.toBus(),
                unit.phases(),
                winding(group.group(1)),
                winding(group.group(2)),
                unit.rOhm(),
                unit.xOhm(),
                unit.r0Ohm(),
                unit.x0Ohm(),
                unit.coreSiemens(),
                unit.chargingSiemens(),
                unit.tapRatio(),
                unit.shiftDeg(),
                unit.ratingKva(),
                unit.isClosed());
    }

    private static Transformer.Winding winding(String letters) {
        return switch (letters.toLowerCase(Locale.ROOT)) {
            case "d" -> Transformer.Winding.DELTA;
            case "y" -> Transformer.Winding.WYE;
            case "zn" -> Transformer.Winding.EARTHED_ZIGZAG;
            default -> Transformer.Winding.EARTHED_WYE;
        };
    }

    /** Tells what became of them. */
    void count(List<Branch> live) {
        count("Line", live, Line.class);
        count("Transformer", live, Transformer.class);
        count("Switch", live, Switch.class);
        if (directLines > 0) {
            network.tally
                    .ignored("Line", directLines, "a DC line")
                    .warn(
                            directLines
                                    + " DC lines are left out, so voltages are not those of the"
                                    + " file");
        }
    }

    private void count(String kind, List<Branch> live, Class<? extends Branch> type) {
        int all = (int) branches.stream().filter(type::isInstance).count();
        int mapped = (int) live.stream().filter(type::isInstance).count();
        network.tally.mapped(kind, mapped).ignored(kind, all - mapped, "not supplied");
    }

    private static Row type(Row row, Map<String, Row> types) {
        var type = types.get(row.need("type"));
        if (type == null) {
            throw row.wrong(row.text("id") + ": type '" + row.text("type") + "' does not exist");
        }
        return type;
    }

    private Line line(Row row, Row type) {
        double km = row.number("length");
        double share = row.number("loadingMax", 100) / 100;
        double ratingA = type.has("iMax") ? type.number("iMax") * share : Double.POSITIVE_INFINITY;
        String from = network.node(row, "nodeA");
        String to = network.node(row, "nodeB");
        return row.at(
                () ->
                        new Line(
                                row.need("id"),
                                from,
                                to,
                                Phases.ABC,
                                type.number("r") * km,
                                type.number("x") * km,
                                type.number("b", 0) * km * 1e-6,
                                null,
                                km,
                                ratingA,
                                true));
    }

    /**
     * A T model, half of the leakage impedance at each side of the magnetising admittance, as π.
     */
    private Transformer transformer(Row row, Row type) {
        double ratedMva = type.number("sR");
        double lowKv = type.number("vmLV");
        double zBaseOhm = lowKv * lowKv / ratedMva;
        double z = type.number("vmImp") / 100;
        double r = type.number("pCu") / 1000 / ratedMva;
        double g = type.number("pFe", 0) / 1000 / ratedMva;
        double y = type.number("iNoLoad", 0) / 100;
        if (Math.abs(r) > z) {
            throw type.wrong("pCu must be within vmImp, is " + type.text("pCu"));
        }
        double x = Math.sqrt(z * z - r * r);
        double b = -Math.sqrt(Math.max(0, y * y - g * g));
        // Star to delta (A. E. Kennelly, 1899): z (1 + z y / 4), y / (1 + z y / 4), per unit.
        double re = 1 + (r * g - x * b) / 4;
        double im = (r * b + x * g) / 4;
        double square = re * re + im * im;
        String from = network.node(row, "nodeHV");
        String to = network.node(row, "nodeLV");
        double[] tap = tap(row, type);
        double ratio = type.number("vmHV") * tap[0] / lowKv * network.kv(to) / network.kv(from);
        return row.at(
                () ->
                        new Transformer(
                                row.need("id"),
                                from,
                                to,
                                Phases.ABC,
                                Transformer.Winding.EARTHED_WYE,
                                Transformer.Winding.EARTHED_WYE,
                                (r * re - x * im) * zBaseOhm,
                                (r * im + x * re) * zBaseOhm,
                                (r * re - x * im) * zBaseOhm,
                                (r * im + x * re) * zBaseOhm,
                                (g * re + b * im) / square / zBaseOhm,
                                (b * re - g * im) / square / zBaseOhm,
                                ratio,
                                type.number("va0", 0) + tap[1],
                                1000 * ratedMva * row.number("loadingMax", 100) / 100,
                                true));
    }

    /** Factor on the ratio, and degrees by which the low side lags more. */
    private static double[] tap(Row row, Row type) {
        double steps = row.number("tappos", 0) - type.number("tapNeutr", 0);
        double factor = 1 + steps * type.number("dVm", 0) / 100;
        double turnDeg = steps * type.number("dVa", 0);
        return switch (type.text("tapside")) {
            case "LV" -> {
                if (steps != 0) {
                    throw row.wrong(
                            row.text("id")
                                    + ": a tap changer at the low-voltage side must be in"
                                    + " its neutral position, is "
                                    + row.text("tappos"));
                }
                yield new double[] {1, 0};
            }
            default -> new double[] {factor, turnDeg};
        };
    }
}
