package org.evenflow.model;

/**
 * A traction battery seen from the vehicle's plug. Efficiencies lie between the plug and the cells:
 * charging P kW at the plug stores {@code chargeEfficiency * P}; discharging P kW at the plug takes
 * {@code P / dischargeEfficiency} from the cells.
 *
 * @param capacityKwh usable capacity
 * @param minSoc lowest state of charge that discharging may reach, [0, 1)
 * @param maxSoc highest state of charge that charging may reach, (minSoc, 1]
 * @param chargeEfficiency η_c in (0, 1]
 * @param dischargeEfficiency η_d in (0, 1]
 * @param curve accepted power over the state of charge
 * @param wear cost of cycling
 */
public record Battery(
        double capacityKwh,
        double minSoc,
        double maxSoc,
        double chargeEfficiency,
        double dischargeEfficiency,
        ChargeCurve curve,
        Wear wear) {
    public Battery {
        Check.positive(capacityKwh, "capacity_kwh");
        Check.within(minSoc, 0, 1, "min_soc");
        Check.within(maxSoc, 0, 1, "max_soc");
        Check.that(minSoc < maxSoc, "min_soc", minSoc, "below max_soc " + maxSoc);
        Check.efficiency(chargeEfficiency, "charge_efficiency");
        Check.efficiency(dischargeEfficiency, "discharge_efficiency");
    }

    /**
     * Cost of battery wear, {@code coefficient * |P|^exponent} per hour with P in kW at the plug:
     * eq. 5 of the urban-feeder paper, there with 0.01 and 1.3.
     *
     * @param coefficient currency per hour at 1 kW, 0 or more
     * @param exponent 1 or more
     */
    public record Wear(double coefficient, double exponent) {
        /** Wear is free. */
        public static final Wear NONE = new Wear(0, 1);

        public Wear {
            Check.notNegative(coefficient, "wear coefficient");
            Check.that(
                    exponent >= 1 && exponent <= 4, "wear exponent", exponent, "between 1 and 4");
        }

        /** Cost in currency of {@code hours} at a power of either sign. */
        public double cost(double powerKw, double hours) {
            return coefficient == 0 || powerKw == 0
                    ? 0
                    : coefficient * Math.pow(Math.abs(powerKw), exponent) * hours;
        }
    }
}
