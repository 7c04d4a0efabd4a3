package org.evenflow.learn.charging;

import java.util.List;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.model.Site;
import org.evenflow.model.Station;

/**
 * What is broadcast to all agents, within about [-1, 1]: time, prices, base load and plants now and
 * as expected, the peak that is billed, and the need of all (grid stress, plant forecast and mean
 * price of the integrated-city study). Mutable.
 */
final class SiteFeatures {
    static final List<String> NAMES =
            List.of(
                    "day_sin",
                    "day_cos",
                    "run_passed",
                    "price",
                    "price_mean_ahead",
                    "price_least_ahead",
                    "sell_over_buy",
                    "demand_price",
                    "base_load",
                    "plants",
                    "plants_next_2h",
                    "surplus",
                    "under_billed_peak",
                    "under_expected_peak",
                    "peak_to_come",
                    "net_load_rank",
                    "level_over_net_load",
                    "level_over_expected_peak",
                    "plugged_in",
                    "need_rates",
                    "pressing",
                    "takeable");

    private final HoursAhead outlook;
    private final Contention contention;
    private final double capacityKw;

    /** Net load that needs would fill the coming hours to, kW. */
    private double levelKw;

    SiteFeatures(HoursAhead outlook, Contention contention, double capacityKw) {
        this.outlook = outlook;
        this.contention = contention;
        this.capacityKw = capacityKw;
    }

    /** The greatest net power that a site's stations can take together, kW. */
    static double capacityKw(Site site) {
        double sum = 0;
        for (Station station : site.stations()) {
            double rated = station.connectors().stream().mapToDouble(c -> c.kind().ratedKw()).sum();
            sum += Math.min(rated, station.limitKw());
        }
        return Math.min(sum, site.siteLimitKw());
    }

    /** Looks at the step; returns the level that needs would fill the coming hours to, kW. */
    double look(Observation observation) {
        levelKw =
                outlook.levelKw(contention.needKwh, contention.meanSteps, observation.stepHours());
        return levelKw;
    }

    int write(Observation observation, float[] out, int from) {
        int at = money(observation, out, from);
        at = load(observation, out, at);
        Limits limits = observation.limits();
        out[at++] = (float) limits.pluggedInCount() / limits.connectors();
        out[at++] = StayFeatures.upTo(contention.rateKw / capacityKw, 2);
        out[at++] = StayFeatures.upTo(contention.pressingKw / capacityKw, 2);
        out[at++] = StayFeatures.upTo(contention.highKw / capacityKw / 2, 2);
        return at;
    }

    private int money(Observation observation, float[] out, int from) {
        int step = observation.step();
        double angle = 2 * Math.PI * step * observation.stepHours() / 24;
        double usual = outlook.usualPerKwh;
        double now = outlook.buyPerKwh[0];
        double sum = 0;
        double least = now;
        for (int i = 0; i < outlook.count; i++) {
            sum += outlook.buyPerKwh[i];
            least = Math.min(least, outlook.buyPerKwh[i]);
        }
        int at = from;
        out[at++] = (float) Math.sin(angle);
        out[at++] = (float) Math.cos(angle);
        out[at++] = (float) step / observation.steps();
        out[at++] = StayFeatures.within((now / usual - 1) / 2);
        out[at++] = StayFeatures.within((sum / outlook.count / usual - 1) / 2);
        out[at++] = StayFeatures.within((least / usual - 1) / 2);
        double sell = observation.sellPerKwh(step);
        out[at++] = StayFeatures.within(now > 0 ? sell / now : 0);
        out[at++] = StayFeatures.upTo(observation.demandPerKw(step) / usual / 10, 1);
        return at;
    }

    private int load(Observation observation, float[] out, int from) {
        double basePeak = Math.max(outlook.nominalKw, capacityKw);
        double net = outlook.netKw[0];
        double billed = observation.billedPeakKw(observation.billingMonth(observation.step()));
        int hours2 = Math.max(1, (int) Math.round(2 / observation.stepHours()));
        int lower = 0;
        for (int i = 1; i < outlook.count; i++) {
            lower += outlook.netKw[i] < net ? 1 : 0;
        }
        int at = from;
        out[at++] = StayFeatures.upTo(observation.baseLoadKw() / basePeak, 2);
        out[at++] = StayFeatures.upTo(observation.plantKw() / basePeak, 2);
        out[at++] = StayFeatures.upTo(outlook.plantAheadKw(observation, hours2) / basePeak, 2);
        out[at++] = StayFeatures.upTo(observation.surplusKw() / capacityKw, 1);
        out[at++] = StayFeatures.within((billed - net) / capacityKw);
        out[at++] = StayFeatures.within((outlook.expectedPeakKw - net) / capacityKw);
        out[at++] = StayFeatures.within((outlook.expectedPeakKw - billed) / capacityKw);
        out[at++] = outlook.count > 1 ? (float) lower / (outlook.count - 1) : 0;
        out[at++] = StayFeatures.within((levelKw - net) / capacityKw);
        out[at++] = StayFeatures.within((levelKw - outlook.expectedPeakKw) / capacityKw);
        return at;
    }
}
