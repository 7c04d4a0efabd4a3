package org.evenflow.learn.charging;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evenflow.control.Observation;
import org.evenflow.sim.SessionOutcome;
import org.evenflow.sim.StepRecord;

/**
 * What a step brought, as rewards see it. Mutable arrays, refilled for every step; powers in kW at
 * the meters.
 */
public final class PlayedStep {
    double stepHours;

    /** What a missing kWh weighs whose driver stayed as declared, currency. */
    double servicePerKwh;

    /** And whose driver left earlier, as tables value it. */
    double unservedPerKwh;

    double importKw;
    double idleImportKw;
    double curtailedKw;
    double idleCurtailedKw;
    double buyPerKwh;
    double sellPerKwh;
    double carbonKgPerKwh;

    /** Rise of the demand charge that falls due if nobody charges afterwards, currency. */
    double billRise;

    /** Mean squared deviation of voltages more than if nobody charged, pu². */
    double deviationRise;

    /** The greatest loading of a supply transformer, of its rating. */
    double loading;

    double chargedKw;
    double dischargedKw;

    /** How many connectors had a vehicle, and which. */
    int count;

    final int[] connector;
    final double[] powerKw;
    final double[] wishKw;
    final double[] ratedKw;
    final double[] wear;

    /** Sessions that ended with the step. */
    final List<SessionOutcome> departed = new ArrayList<>();

    PlayedStep(int connectors) {
        connector = new int[connectors];
        powerKw = new double[connectors];
        wishKw = new double[connectors];
        ratedKw = new double[connectors];
        wear = new double[connectors];
    }

    /** Before the step is played: what is known of its vehicles and forgotten with it. */
    void startStep(Observation observation) {
        departed.clear();
        stepHours = observation.stepHours();
        servicePerKwh = observation.servicePerKwh();
        unservedPerKwh = observation.unservedPerKwh();
    }

    /** While the step is played. */
    void read(StepRecord record, Observation observation, IdleRun idle) {
        int step = record.step();
        importKw = record.importKw();
        idleImportKw = idle.importKw[step];
        curtailedKw = record.curtailedKw();
        idleCurtailedKw = idle.curtailedKw[step];
        buyPerKwh = record.buyPerKwh();
        sellPerKwh = record.sellPerKwh();
        carbonKgPerKwh = record.carbonKgPerKwh();
        billRise = idle.addToBill(step, importKw);
        deviationRise = IdleRun.deviation(record) - idle.deviation[step];
        loading = loading(record, observation);
        chargedKw = record.chargedKw();
        dischargedKw = record.dischargedKw();
        count = record.pluggedInCount();
        for (int i = 0; i < count; i++) {
            int at = record.pluggedIn(i);
            connector[i] = at;
            powerKw[i] = record.powerKw(at);
            wishKw[i] = record.wishKw(at);
            ratedKw[i] = observation.ratedKw(at);
            wear[i] = observation.wear(at).cost(powerKw[i], stepHours);
        }
    }

    private static double loading(StepRecord record, Observation observation) {
        var layout = observation.limits().layout();
        double most = 0;
        for (int i = 0; i < layout.transformers(); i++) {
            most = Math.max(most, record.transformerKva()[i] / layout.transformerKva(i));
        }
        return most;
    }

    /** Currency that the substation's meter counted, less what it would have without charging. */
    double energyCostRise() {
        return (cost(importKw) - cost(idleImportKw)) * stepHours;
    }

    private double cost(double kw) {
        return kw > 0 ? kw * buyPerKwh : kw * sellPerKwh;
    }

    /** Adds an amount, shared by the size of powers, to what connectors have. */
    void share(double amount, double[] perConnector) {
        double sum = chargedKw + dischargedKw;
        if (amount != 0 && sum > 0) {
            for (int i = 0; i < count; i++) {
                perConnector[connector[i]] += amount * Math.abs(powerKw[i]) / sum;
            }
        }
    }

    /** Likewise among those who charge; among those who give back where {@code sign} is -1. */
    void share(double amount, int sign, double[] perConnector) {
        double sum = sign > 0 ? chargedKw : dischargedKw;
        if (amount == 0) {
            return;
        }
        if (sum <= 0) {
            share(amount, perConnector);
            return;
        }
        for (int i = 0; i < count; i++) {
            perConnector[connector[i]] += amount * Math.max(0, sign * powerKw[i]) / sum;
        }
    }

    /** Nobody has anything. */
    static void clear(double[] perConnector) {
        Arrays.fill(perConnector, 0);
    }
}
