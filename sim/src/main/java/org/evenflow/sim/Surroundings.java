package org.evenflow.sim;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.evenflow.city.Exogenous;
import org.evenflow.control.Action;
import org.evenflow.control.Ambient;
import org.evenflow.grid.Injections;
import org.evenflow.grid.Terminals;
import org.evenflow.model.Generator;
import org.evenflow.model.Load;
import org.evenflow.model.Scenario;
import org.evenflow.model.SupplyTransformer;
import org.jspecify.annotations.Nullable;

/**
 * Base load and plants of the present step, at their buses and transformers, and the room they
 * leave to charging. Mutable arrays; package-private.
 */
final class Surroundings {
    private final Exogenous exogenous;
    private final Ambient ambient;
    private final @Nullable Injections base;
    private final double[] nominalKw;
    private final double[] nominalKvar;
    private final double nominalSumKw;
    private final int[][] plantTerminals;
    private final int[][] plantPhases;

    /** Nominal power of the feeder's own loads, {@code [terminal]}. */
    private final double[] ownKw;

    private final @Nullable Terminals terminals;
    private final int[] plantTransformer;
    private final int baseTransformer;
    private final double[] busKw;

    /** What each plant gives unless a limit on export curtails it, {@code [plant]}. */
    private final double[] usedKw;

    private final boolean hasFeeder;

    /** Whether plants may be curtailed in common, so that it matters where each stands. */
    private final boolean isExportLimited;

    private int step;
    private double plantKw;
    private double curtailedKw;
    private double commonShare;
    private double baseKw;

    Surroundings(Scenario scenario, Exogenous exogenous, Ambient ambient) {
        this.exogenous = exogenous;
        this.ambient = ambient;
        base = ambient.base();
        isExportLimited = scenario.exportLimitKw() < Double.POSITIVE_INFINITY;
        var feeder = scenario.feeder();
        hasFeeder = feeder != null;
        terminals = feeder == null ? null : Terminals.of(feeder);
        var nominal = terminals == null ? null : terminals.nominal();
        nominalKw =
                nominal == null ? new double[] {scenario.baseLoad().peakKw()} : nominal.loadKw();
        nominalKvar = nominal == null ? new double[1] : nominal.loadKvar();
        ownKw = new double[nominalKw.length];
        nominalSumKw = feeder == null ? scenario.baseLoad().peakKw() : feeder.nominalKw();
        var transformers =
                index(scenario.transformers().stream().map(SupplyTransformer::id).toList());
        var buses = feeder == null ? new HashMap<String, Integer>() : feeder.busIndex();
        plantTerminals =
                scenario.plants().stream()
                        .map(plant -> terminals(buses.getOrDefault(plant.busId(), 0), plant))
                        .toArray(int[][]::new);
        plantPhases =
                scenario.plants().stream()
                        .map(plant -> plant.phases().numbers())
                        .toArray(int[][]::new);
        if (feeder != null && terminals != null) {
            for (Load load : feeder.loads()) {
                int bus = buses.getOrDefault(load.busId(), 0);
                int[] of = terminals.of(bus, load.phases(), load.isDelta());
                for (int terminal : of) {
                    ownKw[terminal] += load.kw() / of.length;
                }
            }
        }
        plantTransformer =
                scenario.plants().stream()
                        .map(Generator::transformerId)
                        .mapToInt(id -> id == null ? -1 : transformers.getOrDefault(id, -1))
                        .toArray();
        String carrier = scenario.baseLoad().transformerId();
        baseTransformer = carrier == null ? -1 : transformers.getOrDefault(carrier, -1);
        busKw = new double[buses.size()];
        usedKw = new double[plantTerminals.length];
    }

    private int[] terminals(int bus, Generator plant) {
        if (terminals == null) {
            return new int[0];
        }
        return terminals.isBalanced() ? new int[] {bus} : terminals.of(bus, plant.phases(), false);
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
            scale(base, factor);
        }
        ambient.clear();
        ambient.baseKw(baseKw);
        double[] transformerNetKw = ambient.transformerNetKw();
        double[] transformerPhaseKw = ambient.transformerPhaseKw();
        if (baseTransformer >= 0 && !hasFeeder) {
            transformerNetKw[baseTransformer] = baseKw;
            int first = 3 * baseTransformer;
            Arrays.fill(transformerPhaseKw, first, first + 3, baseKw / 3);
        }
        plantKw = 0;
        curtailedKw = 0;
        commonShare = 0;
        for (int plant = 0; plant < plantTerminals.length; plant++) {
            double available = exogenous.plantKw()[plant][step];
            double share =
                    curtailedShare == null ? 0 : Math.min(1, Math.max(0, curtailedShare[plant]));
            double used = available * (1 - share);
            usedKw[plant] = used;
            plantKw += available;
            curtailedKw += available - used;
            if (isExportLimited) {
                place(plant, used);
            }
            for (int terminal : plantTerminals[plant]) {
                Objects.requireNonNull(base).loadKw()[terminal] -=
                        used / plantTerminals[plant].length;
            }
            int transformer = plantTransformer[plant];
            if (transformer >= 0) {
                transformerNetKw[transformer] -= used;
                for (int phase : plantPhases[plant]) {
                    transformerPhaseKw[3 * transformer + phase] -= used / plantPhases[plant].length;
                }
            }
        }
    }

    private void scale(Injections to, double factor) {
        double[] kw = to.loadKw();
        double[] kvar = to.loadKvar();
        for (int terminal = 0; terminal < kw.length; terminal++) {
            kw[terminal] = factor * nominalKw[terminal];
            kvar[terminal] = factor * nominalKvar[terminal];
        }
        Arrays.fill(to.loadFactor(), factor);
    }

    /** Says where a plant's power goes, for a limit on export that may curtail it. */
    private void place(int plant, double usedKw) {
        ambient.addPlantKw(usedKw);
        for (int terminal : plantTerminals[plant]) {
            ambient.plantKwAt()[terminal] += usedKw / plantTerminals[plant].length;
        }
        int transformer = plantTransformer[plant];
        if (transformer >= 0) {
            ambient.transformerPlantKw()[transformer] += usedKw;
            for (int phase : plantPhases[plant]) {
                ambient.transformerPlantPhaseKw()[3 * transformer + phase] +=
                        usedKw / plantPhases[plant].length;
            }
        }
    }

    /** Curtails the same share of what all plants give, as the dispatched powers need it. */
    void curtailInCommon(double share) {
        commonShare = share;
    }

    double baseKw() {
        return baseKw;
    }

    double plantKw() {
        return plantKw;
    }

    int plants() {
        return usedKw.length;
    }

    /** What a plant gives, curtailment in common considered, kW. */
    double plantKw(int plant) {
        return (1 - commonShare) * usedKw[plant];
    }

    /** What controllers curtail, and after dispatch what the limit on export does. */
    double curtailedKw() {
        return curtailedKw + commonShare * ambient.plantKw();
    }

    /** Base load less what the plants give, kW. */
    double netKw() {
        return baseKw - plantKw + curtailedKw();
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
        double[] loadKw = base.loadKw();
        if (terminals == null || terminals.isBalanced()) {
            for (double kw : loadKw) {
                surplus += Math.max(0, -kw);
            }
            return surplus;
        }
        double factor = exogenous.loadFactor()[step];
        Arrays.fill(busKw, 0);
        for (int terminal = 0; terminal < loadKw.length; terminal++) {
            busKw[terminals.busOfTerminal(terminal)] += loadKw[terminal] + factor * ownKw[terminal];
        }
        for (double kw : busKw) {
            surplus += Math.max(0, -kw);
        }
        return surplus;
    }

    /** Positions by id. */
    private static HashMap<String, Integer> index(List<String> ids) {
        var index = new HashMap<String, Integer>();
        for (String id : ids) {
            index.put(id, index.size());
        }
        return index;
    }
}
