package org.evenflow.model;

/**
 * How much power a battery accepts as its state of charge rises. All powers are on the battery's
 * side, in kW and not negative; states of charge are fractions.
 */
public sealed interface ChargeCurve permits ConstantPowerTaper, TabulatedCurve {

    /**
     * State of charge after charging for {@code hours} at a constant requested power, which the
     * curve may cut on the way. Exact integral of the curve, continuous and non-decreasing in
     * {@code powerKw}.
     *
     * @param soc state of charge at the beginning
     * @param powerKw requested battery power, between 0 and {@code maxKw}
     * @param maxKw the battery's greatest charging power
     * @param capacityKwh usable capacity
     * @param hours duration
     */
    double socAfter(double soc, double powerKw, double maxKw, double capacityKwh, double hours);

    /** Greatest power accepted at a state of charge, at most {@code maxKw}. */
    double limitKw(double soc, double maxKw);

    /**
     * Up to this state of charge the curve never cuts a request: charging at {@code powerKw} that
     * ends at or below it is linear in time.
     */
    double linearUntilSoc(double powerKw, double maxKw);

    /**
     * Hours to charge from one state of charge to another at the requested power, as far as the
     * curve accepts it; infinite where it never gets there.
     */
    double hoursTo(double soc, double targetSoc, double powerKw, double maxKw, double capacityKwh);
}
