package org.evenflow.verification;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.evenflow.model.InputException;

/**
 * The per-step totals of an EV2Gym episode from its rows: power, cost, departures, power and
 * overload of each transformer and, where there is a network, charging power of each bus.
 */
final class EpisodeTotals {
    private static final double EXACT = 1e-9;

    private final JsonNode input;
    private final Path file;
    private final double hours;
    private final JsonNode transformers;
    private final int[] transformerOf;

    EpisodeTotals(JsonNode input, Path file, double hours) {
        this.input = input;
        this.file = file;
        this.hours = hours;
        transformers = JsonFile.child(input, "transformers", file);
        JsonNode chargers = JsonFile.child(input, "chargers", file);
        transformerOf = new int[chargers.size()];
        for (int charger = 0; charger < transformerOf.length; charger++) {
            int at = JsonFile.whole(chargers.get(charger), "transformer", file);
            if (at < 0 || at >= transformers.size()) {
                throw new InputException(
                        "transformer must be below "
                                + transformers.size()
                                + ", is "
                                + at
                                + " ("
                                + file
                                + ")");
            }
            transformerOf[charger] = at;
        }
    }

    void compare(Columns rows, Columns steps, List<Comparison> columns) {
        var power = new Comparison("total_power_kW", EXACT);
        var cost = new Comparison("cost_eur", EXACT);
        var departed = new Comparison("departed", 0);
        int row = 0;
        var perTransformer = new double[steps.rows()][transformers.size()];
        for (int step = 0; step < steps.rows(); step++) {
            int t = steps.whole("t", step);
            double sumKwh = 0;
            double sumCost = 0;
            for (; row < rows.rows() && rows.whole("t", row) == t; row++) {
                double kwh = rows.number("energy_kWh", row);
                sumKwh += kwh;
                sumCost += Math.abs(kwh) * price(rows.number("pilot_A", row), t);
                perTransformer[step][transformerOf[rows.whole("charger", row)]] += kwh / hours;
            }
            power.add(steps.number("total_power_kW", step), sumKwh / hours, steps.place(step));
            cost.add(steps.number("cost_eur", step), sumCost, steps.place(step));
            departed.add(steps.number("departed", step), departures(t), steps.place(step));
        }
        if (row < rows.rows()) {
            throw new InputException(
                    "rows must be in the order of t and end with the steps ("
                            + rows.place(row)
                            + ")");
        }
        columns.addAll(List.of(power, cost, departed));
        compareTransformers(steps, perTransformer, columns);
    }

    /** Columns of the file that nothing is compared with. */
    List<String> notCompared(Columns steps) {
        var left = new ArrayList<String>(List.of("user_satisfaction", "charge_power_potential_kW"));
        left.addAll(steps.names(name -> name.startsWith("R_")));
        left.retainAll(steps.header());
        left.add("stats.json");
        return left;
    }

    private void compareTransformers(
            Columns steps, double[][] chargingKw, List<Comparison> columns) {
        int last = transformers.size() - 1;
        String all = last == 0 ? "tr0" : "tr0..tr" + last;
        var power = new Comparison(all + "_power_kW", EXACT);
        var overload = new Comparison(all + "_overload_kW", EXACT);
        var buses = new Comparison("pev1..pev" + transformers.size() + "_kW", EXACT);
        for (int step = 0; step < steps.rows(); step++) {
            int t = steps.whole("t", step);
            for (int i = 0; i < transformers.size(); i++) {
                JsonNode transformer = transformers.get(i);
                double kw =
                        chargingKw[step][i]
                                + at(transformer, "inflexible_load_kW", t)
                                + at(transformer, "solar_kW", t);
                double over =
                        Math.max(
                                Math.max(0, kw - at(transformer, "max_power_kW", t)),
                                at(transformer, "min_power_kW", t) - kw);
                power.add(steps.number("tr" + i + "_power_kW", step), kw, steps.place(step));
                overload.add(
                        steps.number("tr" + i + "_overload_kW", step), over, steps.place(step));
                String bus = "pev" + (i + 1) + "_kW";
                if (steps.has(bus)) {
                    buses.add(steps.number(bus, step), chargingKw[step][i], steps.place(step));
                }
            }
        }
        columns.addAll(List.of(power, overload));
        if (buses.rows() > 0) {
            columns.add(buses);
        }
    }

    /**
     * Income per kWh moved; the peer writes a price to pay as a negative one, and takes the amount
     * of energy without its sign.
     */
    private double price(double pilotA, int t) {
        return at(
                input, pilotA >= 0 ? "charge_price_eur_per_kWh" : "discharge_price_eur_per_kWh", t);
    }

    private int departures(int t) {
        int count = 0;
        for (JsonNode ev : JsonFile.child(input, "evs", file)) {
            if (JsonFile.whole(ev, "time_of_departure", file) == t) {
                count++;
            }
        }
        return count;
    }

    private double at(JsonNode node, String key, int t) {
        return JsonFile.number(JsonFile.child(node, key, file), t, key, file);
    }
}
