package org.evenflow.data.pandapower;

import java.util.List;
import java.util.Locale;

/**
 * Rated voltages and phase shift of a transformer at its tap positions (pandapower, "Transformer",
 * ratio of the electric model). A tap changer of type Ratio or Symmetrical adds a voltage at the
 * angle {@code tap_step_degree} to the winding of its side; an Ideal one turns the angle alone; one
 * without type does nothing, but in networks from before pandapower 3, which have no such column.
 *
 * @param highKv rated voltage of the high-voltage side
 * @param lowKv rated voltage of the low-voltage side
 * @param shiftDeg by how much the low-voltage side lags
 */
record Ratio(double highKv, double lowKv, double shiftDeg) {
    static Ratio of(NetAssembly net, Frame.Row row) {
        var ratio =
                new Ratio(
                        row.number("vn_hv_kv"),
                        row.number("vn_lv_kv"),
                        row.number("shift_degree", 0));
        for (String tap : List.of("tap", "tap2")) {
            if (row.has(tap + "_pos")) {
                ratio = ratio.tapped(net, row, tap);
            }
        }
        return ratio;
    }

    private Ratio tapped(NetAssembly net, Frame.Row row, String tap) {
        if (row.flag("tap_dependency_table", false) || row.flag("tap_dependent_impedance", false)) {
            throw row.wrong("impedances that depend on the tap position are not supported");
        }
        double steps = row.number(tap + "_pos") - row.number(tap + "_neutral", 0);
        double percent = row.number(tap + "_step_percent", 0);
        double degree = row.number(tap + "_step_degree", 0);
        String type = type(row, tap);
        if (steps == 0 || (percent == 0 && degree == 0)) {
            return this;
        }
        if (type.isEmpty()) {
            net.tally.warn(
                    row.id() + " has " + tap + "_pos but no tap_changer_type: its tap is not used");
            return this;
        }
        String side = row.text(tap + "_side", "");
        if (!side.equals("hv") && !side.equals("lv")) {
            throw row.wrong(tap + "_side must be hv or lv, is '" + side + "'");
        }
        boolean isHigh = side.equals("hv");
        int sign = isHigh ? 1 : -1;
        if (type.equals("ideal")) {
            if (percent != 0 && degree != 0) {
                throw row.wrong(
                        "an Ideal tap changer must have tap_step_percent or tap_step_degree, has both");
            }
            double turn =
                    degree != 0
                            ? steps * degree
                            : 2 * Math.toDegrees(Math.asin(steps * percent / 200));
            return new Ratio(highKv, lowKv, shiftDeg + sign * turn);
        }
        double along = 1 + steps * percent / 100 * Math.cos(Math.toRadians(degree));
        double across = steps * percent / 100 * Math.sin(Math.toRadians(degree));
        double factor = Math.hypot(along, across);
        double turn = sign * Math.toDegrees(Math.atan(across / along));
        return new Ratio(
                isHigh ? highKv * factor : highKv,
                isHigh ? lowKv : lowKv * factor,
                shiftDeg + turn);
    }

    /** In lower case: ratio, symmetrical or ideal; empty for none. */
    private static String type(Frame.Row row, String tap) {
        if (!row.columns().containsKey(tap + "_changer_type")) {
            return row.flag(tap + "_phase_shifter", false) ? "ideal" : "ratio";
        }
        String type = row.text(tap + "_changer_type", "").toLowerCase(Locale.ROOT);
        return switch (type) {
            case "", "ratio", "symmetrical", "ideal" -> type;
            default ->
                    throw row.wrong(
                            tap
                                    + "_changer_type must be Ratio, Symmetrical or Ideal, is '"
                                    + type
                                    + "'");
        };
    }
}
