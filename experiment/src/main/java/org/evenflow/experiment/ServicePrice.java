package org.evenflow.experiment;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.Service;
import org.evenflow.sim.ChargingEnv;

/**
 * What a missing kWh weighs with planners and in rewards, for people. Where service comes first it
 * is derived from the highest prices of a run, so it is told before long work begins.
 */
public final class ServicePrice {
    /** The label of it among the facts of a report. */
    public static final String LABEL = "Service";

    private ServicePrice() {}

    /** Currency per kWh by site, of the run of a seed. */
    public static Map<String, Double> bySite(Scenario scenario, long seed) {
        var perKwh = new LinkedHashMap<String, Double>();
        for (Scenario part : scenario.parts()) {
            perKwh.put(part.site().id(), new ChargingEnv(part).reset(seed).servicePerKwh());
        }
        return perKwh;
    }

    /** One sentence; the price is that of a seed. */
    public static String words(Scenario scenario, long seed) {
        var money = scenario.money();
        String currency = money.currency();
        if (money.service() == Service.PRICED) {
            return String.format(
                    Locale.ROOT,
                    "priced: a missing kWh weighs %.2f %s, as in tables",
                    money.unservedPerKwh(),
                    currency);
        }
        double[] perKwh =
                bySite(scenario, seed).values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sorted()
                        .toArray();
        double low = perKwh[0];
        double high = perKwh[perKwh.length - 1];
        return String.format(
                Locale.ROOT,
                "first: a missing kWh weighs %.2f%s %s with planners and learners (derived, seed %d), %.2f in tables",
                low,
                high > low ? String.format(Locale.ROOT, " to %.2f", high) : "",
                currency,
                seed,
                money.unservedPerKwh());
    }
}
