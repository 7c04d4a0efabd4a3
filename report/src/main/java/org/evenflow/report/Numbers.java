package org.evenflow.report;

import java.util.Locale;

/** Numbers for people: fixed decimals, a thin space every three digits, a true minus sign. */
public final class Numbers {
    private static final char THIN_SPACE = '\u202f';

    private Numbers() {}

    /** Text of a value; a dash for NaN, powers of ten where the decimals would hide a number. */
    public static String text(double value, int decimals) {
        if (Double.isNaN(value)) {
            return "–";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "−∞";
        }
        boolean vanishes = value != 0 && Math.abs(value) < 0.5 * Math.pow(10, -decimals);
        String format = vanishes ? "%.1e" : "%,." + decimals + "f";
        return String.format(Locale.ROOT, format, value).replace(',', THIN_SPACE).replace('-', '−');
    }

    /**
     * With the indicator's decimals, one fewer from a thousand on. What rounds to zero is zero,
     * except for pure numbers, where it may be all there is (an error of 1e-13).
     */
    static String of(double value, Kpi kpi) {
        boolean vanishes = Math.abs(value) < 0.5 * Math.pow(10, -kpi.decimals());
        if (vanishes && !kpi.unit().equals("–")) {
            return text(0, kpi.decimals());
        }
        boolean isLarge = Math.abs(value) >= 1000;
        return text(value, isLarge ? Math.max(0, kpi.decimals() - 1) : kpi.decimals());
    }
}
