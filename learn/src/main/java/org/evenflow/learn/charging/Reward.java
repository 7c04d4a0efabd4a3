package org.evenflow.learn.charging;

import java.util.EnumMap;
import java.util.Map;
import org.evenflow.control.Observation;
import org.evenflow.model.Station;

/**
 * What agents are rewarded for: terms, each with a weight in currency per unit of the term, so that
 * all add up to money.
 *
 * <p>Rewards are that money over a scale, what an hour of charging at the site's mean connector
 * costs at the mean published price: returns are then of the order of 1, whatever the currency and
 * the size of the site (the forecast-station paper divides by C_max in its eq. 19 for the same
 * end).
 *
 * @param weights of the terms; those that are absent count nothing
 * @param discount γ of potential-based shaping, equal to the learner's; 0 for none. Shaping adds
 *     {@code γ Φ(s') - Φ(s)} with Φ minus what the vehicle's remaining request costs at the
 *     cheapest hours of its declared stay, and what there is no time for. It changes no optimal
 *     policy (A. Ng, D. Harada, S. Russell, ICML 1999), but pays energy when it is stored
 */
public record Reward(Map<RewardTerm, Double> weights, double discount) {
    public Reward {
        weights = Map.copyOf(weights);
        if (!(discount >= 0 && discount <= 1)) {
            throw new IllegalArgumentException("discount must be within [0, 1], is " + discount);
        }
    }

    /**
     * What a study calls total cost, but for energy that drivers who stayed as declared did not
     * get: it weighs what it weighs with planners, {@link Observation#servicePerKwh}.
     */
    public static Reward money(double discount) {
        var weights = new EnumMap<RewardTerm, Double>(RewardTerm.class);
        weights.put(RewardTerm.ENERGY_COST, 1.0);
        weights.put(RewardTerm.DEMAND_CHARGE, 1.0);
        weights.put(RewardTerm.WEAR, 1.0);
        weights.put(RewardTerm.UNSERVED, 1.0);
        return new Reward(weights, discount);
    }

    /** The same with another weight of one term, currency per unit. */
    public Reward with(RewardTerm term, double weight) {
        var changed = new EnumMap<RewardTerm, Double>(RewardTerm.class);
        changed.putAll(weights);
        changed.put(term, weight);
        return new Reward(changed, discount);
    }

    /** Adds what a step brought to what each connector has, currency. */
    void add(PlayedStep step, double[] perConnector) {
        // In the order of the terms: a map's own order would change the last bits.
        for (RewardTerm term : RewardTerm.values()) {
            double weight = weights.getOrDefault(term, 0.0);
            if (weight != 0) {
                term.add(step, weight, perConnector);
            }
        }
    }

    /** Currency per unit of reward at a site, as seen before the first step of a run. */
    static double scale(Observation observation) {
        double ratedKw = 0;
        for (Station station : observation.site().stations()) {
            ratedKw += station.connectors().stream().mapToDouble(c -> c.kind().ratedKw()).sum();
        }
        double price = 0;
        for (int step = observation.step(); step < observation.steps(); step++) {
            price += Math.abs(observation.buyPerKwh(step));
        }
        double mean = price / (observation.steps() - observation.step());
        double scale = mean * ratedKw / observation.limits().connectors();
        return scale > 0 ? scale : 1;
    }

    /**
     * Minus what the rest of a vehicle's request costs at the cheapest hours of its stay, currency.
     */
    static double potential(Observation observation, int connector, StayFeatures.Prices prices) {
        double reachable = prices.reachableShare;
        double lack = observation.servicePerKwh();
        return -observation.neededKwh(connector)
                * (reachable * prices.leastPerKwh + (1 - reachable) * lack);
    }
}
