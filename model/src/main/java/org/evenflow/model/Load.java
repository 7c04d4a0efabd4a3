package org.evenflow.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A load at a bus, shared equally by its phases: between phase and neutral, or between phases.
 *
 * @param id unique among the feeder's loads
 * @param busId where
 * @param phases abc, one or two phases; between phases, two or all three
 * @param isDelta whether it lies between the phases (one element for two phases, three for abc)
 * @param kw active power at nominal voltage, of all its phases together; generation is negative
 * @param kvar reactive power, likewise
 * @param nominalPu voltage at which it takes that, pu of the bus's nominal voltage
 * @param model how power follows voltage
 * @param profileId profile that scales it in time, or null
 */
public record Load(
        String id,
        String busId,
        Phases phases,
        boolean isDelta,
        double kw,
        double kvar,
        double nominalPu,
        Model model,
        @Nullable String profileId) {
    public Load {
        Check.id(id, "load");
        String of = "load " + id + ": ";
        Check.finite(kw, of + "kw");
        Check.finite(kvar, of + "kvar");
        Check.within(nominalPu, 0.5, 2, of + "nominal_pu");
        Check.that(
                !isDelta || phases.count() >= 2,
                of + "phases",
                phases.letters(),
                "two or three between phases");
    }

    /**
     * Power over nominal power as a polynomial of {@code v}, the voltage over nominal voltage:
     * {@code impedance v² + current v + rest}, the rest being what is missing to 1.
     *
     * @param pImpedance share of active power that is constant impedance
     * @param pCurrent share of active power that is constant current
     * @param qImpedance share of reactive power that is constant impedance
     * @param qCurrent share of reactive power that is constant current
     */
    public record Model(double pImpedance, double pCurrent, double qImpedance, double qCurrent) {
        /** Power whatever the voltage. */
        public static final Model CONSTANT_POWER = new Model(0, 0, 0, 0);

        /** Power by the voltage. */
        public static final Model CONSTANT_CURRENT = new Model(0, 1, 0, 1);

        /** Power by the square of the voltage. */
        public static final Model CONSTANT_IMPEDANCE = new Model(1, 0, 1, 0);

        public Model {
            Check.finite(pImpedance, "load: p_impedance");
            Check.finite(pCurrent, "load: p_current");
            Check.finite(qImpedance, "load: q_impedance");
            Check.finite(qCurrent, "load: q_current");
        }

        /** Share of active power that does not depend on voltage. */
        public double pPower() {
            return 1 - pImpedance - pCurrent;
        }

        /** Share of reactive power that does not depend on voltage. */
        public double qPower() {
            return 1 - qImpedance - qCurrent;
        }
    }

    /** The same load with its power times a factor. */
    public Load times(double factor) {
        return new Load(
                id,
                busId,
                phases,
                isDelta,
                kw * factor,
                kvar * factor,
                nominalPu,
                model,
                profileId);
    }

    /**
     * Factors on the power of loads at equal distances in time.
     *
     * @param id unique in the feeder
     * @param stepMin distance in minutes
     * @param factors at least one; repeats after the last
     */
    public record Profile(String id, double stepMin, List<Double> factors) {
        public Profile {
            Check.id(id, "profile");
            Check.positive(stepMin, "profile " + id + ": step_min");
            factors = List.copyOf(factors);
            Check.that(!factors.isEmpty(), "profile " + id + ": factors", 0, "at least one");
            factors.forEach(factor -> Check.finite(factor, "profile " + id + ": factor"));
        }

        /** The factor that holds at a minute from the profile's beginning, 0 or more. */
        public double at(double minute) {
            // A minute that is a whole number of steps belongs to the step it begins.
            return factors.get((int) ((long) (minute / stepMin + 1e-9) % factors.size()));
        }
    }
}
