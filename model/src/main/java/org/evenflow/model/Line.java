package org.evenflow.model;

import org.jspecify.annotations.Nullable;

/**
 * A line: series impedance with half of its charging susceptance at each end (π model).
 *
 * @param id unique in the feeder
 * @param fromBus one end
 * @param toBus the other end, of the same nominal voltage
 * @param phases the phases it has at both ends
 * @param rOhm series resistance of positive sequence
 * @param xOhm series reactance of positive sequence
 * @param chargingSiemens total shunt susceptance of positive sequence
 * @param byPhase the same by phase, or null where only positive sequence is known
 * @param lengthKm length, for reports; NaN where it is not known
 * @param ratingA ampacity of each phase; infinite for unlimited
 * @param isClosed false for an open switch
 */
public record Line(
        String id,
        String fromBus,
        String toBus,
        Phases phases,
        double rOhm,
        double xOhm,
        double chargingSiemens,
        @Nullable PhaseImpedance byPhase,
        double lengthKm,
        double ratingA,
        boolean isClosed)
        implements Branch {
    public Line {
        Check.id(id, "line");
        String of = "line " + id + ": ";
        Check.notNegative(rOhm, of + "r_ohm");
        Check.finite(xOhm, of + "x_ohm");
        Check.that(
                rOhm > 0 || xOhm != 0,
                of + "impedance",
                "0",
                "not zero; join the two buses by a switch instead");
        Check.finite(chargingSiemens, of + "charging_siemens");
        Check.that(
                byPhase == null || byPhase.size() == phases.count(),
                of + "phases",
                phases.letters(),
                "as many as its matrices have rows");
        Check.that(
                byPhase != null || phases == Phases.ABC,
                of + "phases",
                phases.letters(),
                "abc without matrices by phase");
        Check.that(Double.isNaN(lengthKm) || lengthKm >= 0, of + "length_km", lengthKm, ">= 0");
        Check.that(ratingA > 0, of + "rating_a", ratingA, "> 0 (absent for unlimited)");
        Check.that(!fromBus.equals(toBus), of + "to", toBus, "another bus than from");
    }

    /** A three-phase line of which only positive sequence is known. */
    public Line(
            String id,
            String fromBus,
            String toBus,
            double rOhm,
            double xOhm,
            double chargingSiemens,
            double ratingA,
            boolean isClosed) {
        this(
                id,
                fromBus,
                toBus,
                Phases.ABC,
                rOhm,
                xOhm,
                chargingSiemens,
                null,
                Double.NaN,
                ratingA,
                isClosed);
    }

    /** A line known by phase. */
    public static Line byPhase(
            String id,
            String fromBus,
            String toBus,
            Phases phases,
            PhaseImpedance impedance,
            double lengthKm,
            double ratingA,
            boolean isClosed) {
        return new Line(
                id,
                fromBus,
                toBus,
                phases,
                impedance.rOhm().positiveSequence(),
                impedance.xOhm().positiveSequence(),
                impedance.chargingSiemens().positiveSequence(),
                impedance,
                lengthKm,
                ratingA,
                isClosed);
    }

    /** The same line with another ampacity. */
    public Line withRating(double otherRatingA) {
        return new Line(
                id,
                fromBus,
                toBus,
                phases,
                rOhm,
                xOhm,
                chargingSiemens,
                byPhase,
                lengthKm,
                otherRatingA,
                isClosed);
    }
}
