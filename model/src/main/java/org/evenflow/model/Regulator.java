package org.evenflow.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step voltage regulator: one autotransformer per unit, each with its own tap, ideal but for a
 * series impedance behind the taps (W. H. Kersting, Distribution System Modeling and Analysis, ch.
 * 7; ANSI type B). A unit turns the voltage of {@code from} into {@code (1 + step * tap)} times it
 * at {@code to}.
 *
 * @param id unique in the feeder
 * @param fromBus supplied end
 * @param toBus regulated end, of the same nominal voltage
 * @param phases the phases it joins
 * @param connection how the units are connected
 * @param rOhm series resistance of each phase that has a unit
 * @param xOhm series reactance of each phase
 * @param units one per phase in ascending order; two (ab and cb) in open delta
 * @param isGanged whether all units move together, led by the first unit's control
 * @param ratingA greatest current of each phase; infinite for unlimited
 * @param isClosed whether it is in service
 */
public record Regulator(
        String id,
        String fromBus,
        String toBus,
        Phases phases,
        Connection connection,
        double rOhm,
        double xOhm,
        List<Unit> units,
        boolean isGanged,
        double ratingA,
        boolean isClosed)
        implements Branch {
    public Regulator {
        Check.id(id, "regulator");
        String of = "regulator " + id + ": ";
        units = List.copyOf(units);
        int expected = connection == Connection.OPEN_DELTA ? 2 : phases.count();
        Check.that(units.size() == expected, of + "units", units.size(), "exactly " + expected);
        Check.that(
                connection == Connection.WYE || phases == Phases.ABC,
                of + "phases",
                phases.letters(),
                "abc in open delta");
        Check.notNegative(rOhm, of + "r_ohm");
        Check.finite(xOhm, of + "x_ohm");
        Check.that(ratingA > 0, of + "rating_a", ratingA, "> 0 (absent for unlimited)");
        Check.that(!fromBus.equals(toBus), of + "to", toBus, "another bus than from");
    }

    /** How the units lie between the phases. */
    public enum Connection {
        /** Each between its phase and earth. */
        WYE,
        /** One between a and b, one between c and b; b passes through. */
        OPEN_DELTA
    }

    /**
     * One autotransformer.
     *
     * @param tap position at the start, or for good where there is no control
     * @param stepPu change of the ratio per position, 0.00625 for 32 steps over ±10 %
     * @param lowestTap usually -16
     * @param highestTap usually 16
     * @param control what moves it, or null for a fixed tap
     */
    public record Unit(
            int tap, double stepPu, int lowestTap, int highestTap, @Nullable Control control) {
        public Unit {
            Check.positive(stepPu, "regulator: step_pu");
            Check.that(
                    tap >= lowestTap && tap <= highestTap,
                    "regulator: tap",
                    tap,
                    "between " + lowestTap + " and " + highestTap);
        }

        /** Voltage at {@code to} over voltage at {@code from}. */
        public double ratio() {
            return 1 + stepPu * tap;
        }
    }

    /**
     * Line-drop compensation: the control holds the voltage at a point down the line, which it
     * reckons from the current, within half a band of its set point.
     *
     * @param setVolt wanted voltage on the secondary of the voltage transformer
     * @param bandVolt whole width of the band around it
     * @param voltRatio ratio of the voltage transformer
     * @param currentPrimaryA rated primary current of the current transformer
     * @param rVolt compensator resistance: volts of drop at rated current
     * @param xVolt compensator reactance, likewise
     */
    public record Control(
            double setVolt,
            double bandVolt,
            double voltRatio,
            double currentPrimaryA,
            double rVolt,
            double xVolt) {
        public Control {
            Check.positive(setVolt, "regulator: set_volt");
            Check.positive(bandVolt, "regulator: band_volt");
            Check.positive(voltRatio, "regulator: volt_ratio");
            Check.positive(currentPrimaryA, "regulator: current_primary_a");
            Check.finite(rVolt, "regulator: r_volt");
            Check.finite(xVolt, "regulator: x_volt");
        }
    }
}
