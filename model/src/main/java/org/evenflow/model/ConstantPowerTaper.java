package org.evenflow.model;

/**
 * Constant power up to a transition state of charge τ, then an exponential approach to full: the
 * accepted power falls as {@code maxKw * (1 - s) / (1 - τ)}. The continuous two-stage model of Z.
 * Lee et al., "ACN-Sim: An open-source simulator for data-driven electric vehicle charging
 * research", IEEE Trans. Smart Grid 12(6), 2021, with the transition multiplier m of EV2Gym (S.
 * Orfanoudakis et al., IEEE Trans. ITS, 2025): m = 1 is the plain model, a larger m reaches full
 * sooner but never faster than the request.
 *
 * @param transitionSoc τ in [0, 1]; 1 means no taper at all
 * @param multiplier m, greater than 0
 */
public record ConstantPowerTaper(double transitionSoc, double multiplier) implements ChargeCurve {
    /** No taper: full power until the battery is full. */
    public static final ConstantPowerTaper NONE = new ConstantPowerTaper(1, 1);

    public ConstantPowerTaper {
        Check.within(transitionSoc, 0, 1, "transition_soc");
        Check.positive(multiplier, "transition_multiplier");
    }

    @Override
    public double socAfter(
            double soc, double powerKw, double maxKw, double capacityKwh, double hours) {
        double d = powerKw * hours / capacityKwh;
        if (transitionSoc >= 1 || d <= 0) {
            return Math.min(1, soc + Math.max(0, d));
        }
        // The request is cut from p on, where the taper's limit equals the requested power.
        double p = transitionSoc + (powerKw / maxKw - 1) * (transitionSoc - 1);
        double tapered;
        if (soc < p) {
            if (soc + d <= p) {
                return soc + d;
            }
            tapered = 1 + (p - 1) * Math.exp(multiplier * (soc + d - p) / (p - 1));
        } else if (p >= 1 || soc >= 1) {
            return Math.max(soc, 1);
        } else {
            tapered = 1 + (soc - 1) * Math.exp(multiplier * d / (p - 1));
        }
        return Math.min(1, multiplier == 1 ? tapered : Math.min(tapered, soc + d));
    }

    @Override
    public double limitKw(double soc, double maxKw) {
        if (soc >= 1) {
            return 0;
        }
        return soc <= transitionSoc ? maxKw : maxKw * (1 - soc) / (1 - transitionSoc);
    }

    @Override
    public double linearUntilSoc(double powerKw, double maxKw) {
        return transitionSoc + (powerKw / maxKw - 1) * (transitionSoc - 1);
    }

    @Override
    public double hoursTo(
            double soc, double targetSoc, double powerKw, double maxKw, double capacityKwh) {
        double linear = Math.max(0, targetSoc - soc) * capacityKwh / powerKw;
        double p = linearUntilSoc(powerKw, maxKw);
        if (targetSoc <= p || targetSoc <= soc) {
            return linear;
        }
        double from = Math.max(soc, p);
        double untilTaper = (from - soc) * capacityKwh / powerKw;
        double tapered =
                (1 - p)
                        / multiplier
                        * Math.log((1 - from) / (1 - targetSoc))
                        * capacityKwh
                        / powerKw;
        return Math.max(linear, untilTaper + tapered);
    }
}
