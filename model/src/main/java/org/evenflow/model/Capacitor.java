package org.evenflow.model;

/**
 * A capacitor bank (or, negative, a reactor) of constant susceptance, shared equally by its phases.
 *
 * @param id unique among the feeder's capacitors
 * @param busId where
 * @param phases abc, one or two phases
 * @param isDelta whether it lies between the phases
 * @param kvar what all phases together give at nominal voltage
 * @param nominalPu that voltage, pu of the bus's nominal voltage
 */
public record Capacitor(
        String id, String busId, Phases phases, boolean isDelta, double kvar, double nominalPu) {
    public Capacitor {
        Check.id(id, "capacitor");
        Check.finite(kvar, "capacitor " + id + ": kvar");
        Check.within(nominalPu, 0.5, 2, "capacitor " + id + ": nominal_pu");
        Check.that(
                !isDelta || phases.count() >= 2,
                "capacitor " + id + ": phases",
                phases.letters(),
                "two or three between phases");
    }
}
