package org.evenflow.data;

import java.util.List;
import org.evenflow.model.InputException;

/**
 * What is assumed where a session log is silent, and what is taken for implausible.
 *
 * @param maxMeanPowerKw sessions of a greater mean power are dropped; 400 kW is the largest
 *     connector in wide use (CCS at 500 A, 800 V)
 * @param maxStayDays longer stays are dropped
 * @param chargeEfficiency η from the meter to the cells, in (0, 1]
 * @param targetSoc state of charge that the requested energy ends at, in (0, 1]
 * @param minSocArrival lowest state of charge on arrival that a battery is sized for, below {@code
 *     targetSoc}
 * @param capacityLadderKwh usable capacities in rising order; a session gets the smallest that
 *     holds its energy between {@code minSocArrival} and {@code targetSoc}
 * @param maxKw greatest power at the meter where the log has none; infinite leaves the limit to
 *     charger and vehicle
 */
public record SessionDefaults(
        double maxMeanPowerKw,
        double maxStayDays,
        double chargeEfficiency,
        double targetSoc,
        double minSocArrival,
        List<Double> capacityLadderKwh,
        double maxKw) {
    /**
     * The usual assumptions. The ladder follows usable capacities of common cars (24 kWh Nissan
     * Leaf 2011, 40 kWh Leaf 2018, 60 kWh Chevrolet Bolt, 77 kWh Volkswagen ID.3, 100 kWh Tesla
     * Model S).
     */
    public static final SessionDefaults USUAL =
            new SessionDefaults(
                    400,
                    7,
                    0.92,
                    0.9,
                    0.1,
                    List.of(24., 40., 60., 77., 100.),
                    Double.POSITIVE_INFINITY);

    public SessionDefaults {
        capacityLadderKwh = List.copyOf(capacityLadderKwh);
        require(maxMeanPowerKw > 0, "max_mean_power_kw", maxMeanPowerKw, "> 0");
        require(maxStayDays > 0, "max_stay_days", maxStayDays, "> 0");
        require(
                chargeEfficiency > 0 && chargeEfficiency <= 1,
                "charge_efficiency",
                chargeEfficiency,
                "in (0, 1]");
        require(targetSoc > 0 && targetSoc <= 1, "target_soc", targetSoc, "in (0, 1]");
        require(
                minSocArrival >= 0 && minSocArrival < targetSoc,
                "min_soc_arrival",
                minSocArrival,
                "in [0, target_soc)");
        require(maxKw > 0, "max_kw", maxKw, "> 0");
        require(!capacityLadderKwh.isEmpty(), "capacity_ladder_kwh", "empty", "one value or more");
        for (int i = 0; i < capacityLadderKwh.size(); i++) {
            double least = i == 0 ? 0 : capacityLadderKwh.get(i - 1);
            require(
                    capacityLadderKwh.get(i) > least,
                    "capacity_ladder_kwh",
                    capacityLadderKwh,
                    "rising and > 0");
        }
    }

    /** The same, for vehicles of another efficiency and target. */
    public SessionDefaults withVehicle(double efficiency, double target) {
        return new SessionDefaults(
                maxMeanPowerKw,
                maxStayDays,
                efficiency,
                target,
                Math.min(minSocArrival, target / 2),
                capacityLadderKwh,
                maxKw);
    }

    private static void require(boolean holds, String key, Object value, String allowed) {
        if (!holds) {
            throw new InputException(
                    "session log: " + key + " must be " + allowed + ", is " + value);
        }
    }
}
