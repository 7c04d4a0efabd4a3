package org.evenflow.sim;

import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;

/**
 * One figure of a run: what it is called, what it means and how it is read.
 *
 * @param group heading it stands under
 * @param id as in {@code results.csv}
 * @param unit unit, {@code –} for none; {@code currency} stands for the scenario's ISO 4217 code
 * @param better which direction is the better one
 * @param decimals digits behind the point for people
 * @param label name for people
 * @param meaning one line
 * @param reading the value, given what the same run comes to when nobody charges; NaN where the run
 *     does not define it
 */
public record Indicator(
        Group group,
        String id,
        String unit,
        Better better,
        int decimals,
        String label,
        String meaning,
        ToDoubleFunction<Baseline> reading) {

    /** Headings, in their order. */
    public enum Group {
        COST("Cost"),
        ENERGY("Energy and emissions"),
        GRID("Grid"),
        VIOLATIONS("Limit violations"),
        SERVICE("Service"),
        CONTROL("Batteries and control");

        private final String heading;

        Group(String heading) {
            this.heading = heading;
        }

        /** For people. */
        public String heading() {
            return heading;
        }
    }

    /** The direction that an operator wishes for. */
    public enum Better {
        LOWER,
        HIGHER,
        NEITHER
    }

    /**
     * What a run costs and emits when nobody charges.
     *
     * @param operatingCost currency
     * @param emissionsKg kg CO2
     */
    public record Baseline(double operatingCost, double emissionsKg) {
        /** Nothing: a run whose incremental figures are its own. */
        public static final Baseline ZERO = new Baseline(0, 0);
    }

    /** One that does not ask what the run without charging comes to. */
    static Indicator of(
            Group group,
            String id,
            String unit,
            Better better,
            int decimals,
            String label,
            String meaning,
            DoubleSupplier reading) {
        return new Indicator(
                group, id, unit, better, decimals, label, meaning, idle -> reading.getAsDouble());
    }

    /** The value as it stands. */
    public double value(Baseline idle) {
        return reading.applyAsDouble(idle);
    }
}
