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
}
