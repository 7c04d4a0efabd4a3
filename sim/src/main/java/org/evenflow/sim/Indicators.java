package org.evenflow.sim;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The indicators of a run, one definition for every study (see docs/indicators.md). Values that a
 * run does not define are NaN.
 */
public final class Indicators {
    /**
     * What a run costs and emits when nobody charges.
     *
     * @param operatingCost currency
     * @param emissionsKg kg CO2
     */
    public record Baseline(double operatingCost, double emissionsKg) {
        /** Nothing: a run whose incremental figures are its own. */
        public static final Baseline ZERO = new Baseline(0, 0);

        /** The totals of a run in which nobody charged. */
        public static Baseline of(EpisodeTotals idle) {
            return new Baseline(idle.energyCost + idle.billing.demandCost(), idle.emissionsKg);
        }
    }

    private Indicators() {}

    /**
     * All indicators by id, in the order of the documentation.
     *
     * @param totals of a run that was played to its end
     * @param withoutVehicles the same run without vehicles, for the incremental figures
     * @param hasFeeder whether voltages, lines and losses mean anything
     */
    public static Map<String, Double> of(
            EpisodeTotals totals, Baseline withoutVehicles, boolean hasFeeder) {
        var values = new LinkedHashMap<String, Double>();
        energy(totals, values);
        double demandCost = totals.billing.demandCost();
        values.put("operating_cost", totals.energyCost + demandCost + totals.wearCost);
        values.put("energy_cost", totals.energyCost);
        values.put("demand_cost", demandCost);
        values.put("wear_cost", totals.wearCost);
        values.put("unserved_cost", totals.unservedCost);
        values.put("total_cost", totals.totalCost());
        values.put("charging_cost", values.get("total_cost") - withoutVehicles.operatingCost());
        values.put("emissions", totals.emissionsKg);
        values.put("emissions_export_credit", totals.emissionsKg - totals.exportCreditKg);
        values.put("emissions_incremental", totals.emissionsKg - withoutVehicles.emissionsKg());
        boolean hasPlants = totals.plantKwh > 0;
        values.put(
                "pv_utilisation",
                hasPlants
                        ? 100
                                * (totals.plantKwh - totals.curtailedKwh - totals.exportedKwh)
                                / totals.plantKwh
                        : Double.NaN);
        values.put(
                "renewable_ratio",
                hasPlants ? totals.renewableRatioSum / totals.plantSteps : Double.NaN);
        double hours = totals.steps * totals.stepHours();
        values.put("peak_power", totals.peakKw);
        values.put("peak_power_8_22", totals.peakDayKw);
        values.put(
                "peak_to_average",
                totals.importedKwh > 0 ? totals.peakKw / (totals.importedKwh / hours) : Double.NaN);
        network(totals, hasFeeder, values);
        sessions(totals, values);
        values.put(
                "shield_share",
                totals.actions > 0 ? 100.0 * totals.correctedActions / totals.actions : Double.NaN);
        values.put(
                "shield_kw",
                totals.correctedActions > 0 ? totals.correctedKwSum / totals.correctedActions : 0);
        values.put(
                "fallback_share",
                totals.steps > 0 ? 100.0 * totals.fallbacks / totals.steps : Double.NaN);
        values.put("energy_balance_relative_error", totals.energyBalanceRelativeError());
        values.put("power_flow_failures", (double) totals.flowFailures);
        return values;
    }

    private static void energy(EpisodeTotals totals, Map<String, Double> values) {
        values.put("energy_imported", totals.importedKwh / 1000);
        values.put("energy_exported", totals.exportedKwh / 1000);
        values.put("energy_charged", totals.chargedKwh / 1000);
        values.put("energy_discharged", totals.dischargedKwh / 1000);
    }

    private static void network(
            EpisodeTotals totals, boolean hasFeeder, Map<String, Double> values) {
        boolean hasVoltages = hasFeeder && totals.voltageCount > 0;
        double mean = totals.voltageSum / totals.voltageCount;
        double variance = totals.voltageSquareSum / totals.voltageCount - mean * mean;
        values.put("voltage_min", hasVoltages ? totals.voltageLow : Double.NaN);
        values.put("voltage_max", hasVoltages ? totals.voltageHigh : Double.NaN);
        values.put("voltage_std", hasVoltages ? Math.sqrt(Math.max(0, variance)) : Double.NaN);
        values.put("voltage_unbalance_max", 100 * totals.maxUnbalance);
        put(values, "", totals.after, hasFeeder);
        put(values, "_before", totals.before, hasFeeder);
        values.put("losses", hasFeeder ? totals.lossKwh : Double.NaN);
        values.put("peak_losses", hasFeeder ? totals.peakLossKw : Double.NaN);
        values.put("transformer_loading_max", 100 * totals.maxTransformerLoading);
        values.put("line_loading_max", hasFeeder ? 100 * totals.maxLineLoading : Double.NaN);
        values.put("hours_above_90", totals.hoursAbove90);
    }

    private static void put(
            Map<String, Double> values,
            String suffix,
            EpisodeTotals.Violations violations,
            boolean hasFeeder) {
        values.put(
                "voltage_violation" + suffix,
                hasFeeder ? violations.voltageBusHours() : Double.NaN);
        values.put("line_violation" + suffix, hasFeeder ? violations.lineHours() : Double.NaN);
        values.put("transformer_violation" + suffix, violations.transformerHours());
        values.put("station_violation" + suffix, violations.stationHours());
    }

    private static void sessions(EpisodeTotals totals, Map<String, Double> values) {
        double n = totals.sessions > 0 ? totals.sessions : Double.NaN;
        values.put("soc_error_mean", totals.socErrorSum / n);
        values.put("soc_error_abs", totals.socErrorAbsSum / n);
        values.put("soc_within_2", 100 * totals.socWithin2 / n);
        values.put("soc_within_5", 100 * totals.socWithin5 / n);
        values.put("served_share", 100 * totals.served / n);
        values.put("unserved_energy", totals.unservedKwh);
        values.put("jain", totals.fairness.all());
        values.put("jain_temporal", totals.fairness.worstHour());
        values.put("jain_worst_group", totals.fairness.worstGroup());
        values.put("full_cycles", totals.fullCycles);
        values.put("waiting_time", totals.waitMinSum / n);
        values.put("sessions", (double) totals.sessions);
        values.put("turned_away", (double) totals.turnedAway);
    }
}
