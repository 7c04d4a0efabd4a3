package org.evenflow.sim;

import org.evenflow.dispatch.Dispatch;

/**
 * What a run adds up to, step by step; the indicators are made of it. Mutable, owned by its
 * environment and reset with it; read it after the run. Energies in kWh, powers in kW, times in
 * hours, money in the scenario's currency.
 */
public final class EpisodeTotals {
    Billing billing;
    final Fairness fairness;
    private final double stepHours;
    private double chargedNow;
    private double dischargedNow;

    double importedKwh;
    double exportedKwh;
    double chargedKwh;
    double dischargedKwh;
    double plantKwh;
    double curtailedKwh;
    double baseKwh;
    double lossKwh;
    double energyCost;
    double wearCost;
    double emissionsKg;
    double exportCreditKg;
    double peakKw;
    double peakDayKw;
    double peakLossKw;
    double renewableRatioSum;
    int plantSteps;
    double voltageLow;
    double voltageHigh;
    double voltageSum;
    double voltageSquareSum;
    long voltageCount;

    /** Largest ratio of negative to positive sequence; NaN where no bus had one. */
    double maxUnbalance;

    double maxLineLoading;
    double maxTransformerLoading;
    double hoursAbove90;
    int flowFailures;
    final Violations after = new Violations();
    final Violations before = new Violations();
    int steps;
    int sessions;
    int served;
    double unservedKwh;
    double unservedCost;
    double socErrorSum;
    double socErrorAbsSum;
    int socWithin2;
    int socWithin5;
    double fullCycles;
    double waitMinSum;
    int turnedAway;
    long actions;
    long correctedActions;
    double correctedKwSum;

    /** Decisions that the controller left to a simpler rule. */
    long fallbacks;

    double worstVehicleImbalanceKwh;

    EpisodeTotals(Billing billing, Fairness fairness, double stepHours) {
        this.billing = billing;
        this.fairness = fairness;
        this.stepHours = stepHours;
    }

    /** Hours, or bus hours, in which limits were not kept. */
    public static final class Violations {
        double voltageBusHours;
        double lineHours;
        double transformerHours;
        double stationHours;

        void reset() {
            voltageBusHours = 0;
            lineHours = 0;
            transformerHours = 0;
            stationHours = 0;
        }

        /** Hours summed over the buses outside their voltage limits. */
        public double voltageBusHours() {
            return voltageBusHours;
        }

        /** Hours with a line above its ampacity. */
        public double lineHours() {
            return lineHours;
        }

        /** Hours with a transformer, of the feeder or of stations, above its rating. */
        public double transformerHours() {
            return transformerHours;
        }

        /** Hours with a station or the site beyond its limit. */
        public double stationHours() {
            return stationHours;
        }
    }

    void reset() {
        billing.reset();
        fairness.reset();
        importedKwh =
                exportedKwh =
                        chargedKwh =
                                dischargedKwh = plantKwh = curtailedKwh = baseKwh = lossKwh = 0;
        energyCost =
                wearCost =
                        emissionsKg =
                                exportCreditKg =
                                        peakKw = peakDayKw = peakLossKw = renewableRatioSum = 0;
        plantSteps =
                flowFailures = steps = sessions = served = socWithin2 = socWithin5 = turnedAway = 0;
        voltageLow = Double.POSITIVE_INFINITY;
        voltageHigh = Double.NEGATIVE_INFINITY;
        voltageSum = voltageSquareSum = maxLineLoading = maxTransformerLoading = hoursAbove90 = 0;
        voltageCount = actions = correctedActions = 0;
        maxUnbalance = Double.NaN;
        unservedKwh =
                unservedCost =
                        socErrorSum =
                                socErrorAbsSum =
                                        fullCycles =
                                                waitMinSum =
                                                        correctedKwSum =
                                                                worstVehicleImbalanceKwh = 0;
        fallbacks = 0;
        after.reset();
        before.reset();
    }

    void addCharging(double chargedKw, double dischargedKw, double wear) {
        chargedNow = chargedKw;
        dischargedNow = dischargedKw;
        chargedKwh += chargedKw * stepHours;
        dischargedKwh += dischargedKw * stepHours;
        wearCost += wear;
    }

    /** Counts what the dispatcher corrected. */
    void addCorrections(Dispatch dispatch, int pluggedIn) {
        actions += pluggedIn;
        if (!dispatch.isCorrected()) {
            return;
        }
        for (int rank = 0; rank < pluggedIn; rank++) {
            double correction = Math.abs(dispatch.power()[rank] - dispatch.wish()[rank]);
            if (correction > 1e-6) {
                correctedActions++;
                correctedKwSum += correction;
            }
        }
    }

    double stepHours() {
        return stepHours;
    }

    double chargedNowKw() {
        return chargedNow;
    }

    double dischargedNowKw() {
        return dischargedNow;
    }

    /** Adds the voltages of all buses. */
    void addVoltages(double[] voltagePu) {
        double low = voltageLow;
        double high = voltageHigh;
        double sum = 0;
        double squares = 0;
        for (double v : voltagePu) {
            sum += v;
            squares += v * v;
            low = v < low ? v : low;
            high = v > high ? v : high;
        }
        voltageLow = low;
        voltageHigh = high;
        voltageSum += sum;
        voltageSquareSum += squares;
        voltageCount += voltagePu.length;
    }

    /** Adds the voltages of all nodes, those without a phase skipped. */
    void addPhaseVoltages(double[] voltagePu) {
        for (double v : voltagePu) {
            if (!Double.isNaN(v)) {
                voltageSum += v;
                voltageSquareSum += v * v;
                voltageLow = Math.min(voltageLow, v);
                voltageHigh = Math.max(voltageHigh, v);
                voltageCount++;
            }
        }
    }

    /** Adds the unbalance of a bus; NaN where it has not all phases. */
    void addUnbalance(double ratio) {
        maxUnbalance = ratio > maxUnbalance || Double.isNaN(maxUnbalance) ? ratio : maxUnbalance;
    }

    /** Energy, demand charge, wear and priced unserved energy of the run so far, currency. */
    public double totalCost() {
        return energyCost + billing.demandCost() + wearCost + unservedCost;
    }

    /**
     * Energy balance: the difference of what came in and what went out or was used, over what came
     * in (at least 1 kWh).
     */
    public double energyBalanceRelativeError() {
        double in = importedKwh + plantKwh + dischargedKwh;
        double out = chargedKwh + exportedKwh + curtailedKwh + baseKwh + lossKwh;
        return Math.abs(in - out) / Math.max(in, 1);
    }

    /**
     * Largest difference in any vehicle's books: charged η_c - discharged / η_d against the change
     * of stored energy, kWh.
     */
    public double worstVehicleImbalanceKwh() {
        return worstVehicleImbalanceKwh;
    }
}
