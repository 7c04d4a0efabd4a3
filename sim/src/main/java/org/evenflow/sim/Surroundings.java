package org.evenflow.sim;

import java.util.Arrays;
import org.evenflow.city.Exogenous;
import org.evenflow.control.Action;
import org.evenflow.control.Limits;
import org.evenflow.grid.Injections;
import org.evenflow.model.Bus;
import org.evenflow.model.Generator;
import org.evenflow.model.Scenario;
import org.evenflow.model.SupplyTransformer;
import org.jspecify.annotations.Nullable;

/**
 * Base load and plants of the present step, at their buses and transformers, and the room they
 * leave to charging. Mutable arrays; package-private.
 */
final class Surroundings {
    private final Exogenous exogenous;
    private final Limits limits;
    private final @Nullable Injections base;
    private final double[] nominalKw;
    private final double[] nominalKvar;
    private final double nominalSumKw;
    private final int[] plantBus;
    private final int[] plantTransformer;
    private final int baseTransformer;
    private final double[] transformerNetKw;
    private final boolean hasFeeder;
    private int step;
    private double plantKw;
    private double curtailedKw;
    private double baseKw;

    Surroundings(Scenario scenario, Exogenous exogenous, Limits limits) {
        this.exogenous = exogenous;
        this.limits = limits;
        base = limits.base;
        var feeder = scenario.feeder();
        hasFeeder = feeder != null;
        nominalKw =
                feeder == null
                        ? new double[] {scenario.baseLoad().peakKw()}
                        : feeder.buses().stream().mapToDouble(Bus::loadKw).toArray();
        nominalKvar =
                feeder == null
                        ? new double[1]
                        : feeder.buses().stream().mapToDouble(Bus::loadKvar).toArray();
        nominalSumKw = Arrays.stream(nominalKw).sum();
        var transformers =
                ChargingEnv.index(
                        scenario.transformers().stream().map(SupplyTransformer::id).toList());
        var buses = feeder == null ? new java.util.HashMap<String, Integer>() : feeder.busIndex();
        plantBus =
                scenario.plants().stream()
                        .mapToInt(plant -> buses.getOrDefault(plant.busId(), 0))
                        .toArray();
        plantTransformer =
                scenario.plants().stream()
                        .map(Generator::transformerId)
                        .mapToInt(id -> id == null ? -1 : transformers.getOrDefault(id, -1))
                        .toArray();
        String carrier = scenario.baseLoad().transformerId();
        baseTransformer = carrier == null ? -1 : transformers.getOrDefault(carrier, -1);
        transformerNetKw = new double[transformers.size()];
    }

    /** Fills base injections and transformer headroom for a step, nothing curtailed. */
    void prepare(int atStep) {
        step = atStep;
        fill(null);
    }

    /** The same once more where a controller curtails plants. */
    void curtail(Action action) {
        for (double share : action.curtailedShare()) {
            if (share > 0) {
                fill(action.curtailedShare());
                return;
            }
        }
    }

    private void fill(double @Nullable [] curtailedShare) {
        double factor = exogenous.loadFactor()[step];
        baseKw = factor * nominalSumKw;
        if (base != null) {
            double[] kw = base.loadKw();
            double[] kvar = base.loadKvar();
            for (int bus = 0; bus < kw.length; bus++) {
                kw[bus] = factor * nominalKw[bus];
                kvar[bus] = factor * nominalKvar[bus];
            }
        }
        Arrays.fill(transformerNetKw, 0);
        if (baseTransformer >= 0) {
            transformerNetKw[baseTransformer] = hasFeeder ? 0 : baseKw;
        }
        plantKw = 0;
        curtailedKw = 0;
        for (int plant = 0; plant < plantBus.length; plant++) {
            double available = exogenous.plantKw()[plant][step];
            double share =
                    curtailedShare == null ? 0 : Math.min(1, Math.max(0, curtailedShare[plant]));
            double used = available * (1 - share);
            plantKw += available;
            curtailedKw += available - used;
            if (base != null) {
                base.loadKw()[plantBus[plant]] -= used;
            }
            if (plantTransformer[plant] >= 0) {
                transformerNetKw[plantTransformer[plant]] -= used;
            }
        }
        for (int t = 0; t < transformerNetKw.length; t++) {
            limits.transformerHighKw[t] = limits.transformerKva[t] - transformerNetKw[t];
            limits.transformerLowKw[t] = -limits.transformerKva[t] - transformerNetKw[t];
        }
    }

    double baseKw() {
        return baseKw;
    }

    double plantKw() {
        return plantKw;
    }

    double curtailedKw() {
        return curtailedKw;
    }

    /** Base load less what the plants give, kW. */
    double netKw() {
        return baseKw - plantKw + curtailedKw;
    }

    /**
     * Plant power that base load at the plant's own bus does not use, kW; without a feeder all base
     * load is at one place.
     */
    double surplusKw() {
        if (base == null) {
            return Math.max(0, plantKw - curtailedKw - baseKw);
        }
        double surplus = 0;
        for (double kw : base.loadKw()) {
            surplus += Math.max(0, -kw);
        }
        return surplus;
    }
}
