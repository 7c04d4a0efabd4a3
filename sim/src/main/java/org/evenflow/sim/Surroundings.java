package org.evenflow.sim;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.evenflow.city.Exogenous;
import org.evenflow.control.Action;
import org.evenflow.control.Ambient;
import org.evenflow.grid.Injections;
import org.evenflow.grid.Terminals;
import org.evenflow.model.ConnectedLoad;
import org.evenflow.model.Feeder;
import org.evenflow.model.Generator;
import org.evenflow.model.Load;
import org.evenflow.model.Site;
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

    /** Nominal base load and factor of the step, {@code [group]}. */
    private final double[] groupKw;

    private final double[] factor;

    /** Base load of all groups, {@code [step]}. */
    private final double[] runBaseKw;

    /** Which group the power at a terminal, and each load of the feeder, belongs to. */
    private final int[] groupOfTerminal;

    private final int[] groupOfLoad;
    private final int[][] plantTerminals;
    private final int[][] plantPhases;

    /** Nominal power of the feeder's own loads, {@code [group][terminal]}. */
    private final double[][] ownKw;

    private final @Nullable Terminals terminals;
    private final int[] plantTransformer;

    /** Supply transformer of a group without a feeder, else -1, {@code [group]}. */
    private final int[] groupTransformer;

    private final boolean isLoadBelowTransformer;

    private final double[] busKw;

    /** What each plant gives unless a limit on export curtails it, {@code [plant]}. */
    private final double[] usedKw;

    /** Whether plants may be curtailed in common, so that it matters where each stands. */
    private final boolean isExportLimited;

    private int step;
    private double plantKw;
    private double curtailedKw;
    private double commonShare;
    private double baseKw;

    Surroundings(Site site, int steps, Exogenous exogenous, Ambient ambient) {
        this.exogenous = exogenous;
        this.ambient = ambient;
        base = ambient.base();
        isExportLimited = site.exportLimitKw() < Double.POSITIVE_INFINITY;
        var feeder = site.feeder();
        terminals = feeder == null ? null : Terminals.of(feeder);
        var nominal = terminals == null ? null : terminals.nominal();
        nominalKw = nominal == null ? new double[0] : nominal.loadKw();
        nominalKvar = nominal == null ? new double[0] : nominal.loadKvar();
        groupKw = IntStream.range(0, site.loads().size()).mapToDouble(site::nominalKw).toArray();
        factor = new double[groupKw.length];
        runBaseKw = new double[steps];
        groupOfTerminal = groupOfTerminal(site.groupOfBus());
        groupOfLoad = site.groupOfLoad();
        var transformers = index(site.transformers().stream().map(SupplyTransformer::id).toList());
        var buses = feeder == null ? new HashMap<String, Integer>() : feeder.busIndex();
        plantTerminals =
                site.plants().stream()
                        .map(plant -> terminals(buses.getOrDefault(plant.busId(), 0), plant))
                        .toArray(int[][]::new);
        plantPhases =
                site.plants().stream().map(plant -> plant.phases().numbers()).toArray(int[][]::new);
        ownKw = ownKw(feeder, buses);
        plantTransformer =
                site.plants().stream()
                        .map(Generator::transformerId)
                        .mapToInt(id -> id == null ? -1 : transformers.getOrDefault(id, -1))
                        .toArray();
        groupTransformer =
                site.loads().stream()
                        .map(ConnectedLoad::transformerId)
                        .mapToInt(
                                id ->
                                        id == null || feeder != null
                                                ? -1
                                                : transformers.getOrDefault(id, -1))
                        .toArray();
        isLoadBelowTransformer = Arrays.stream(groupTransformer).anyMatch(t -> t >= 0);
        busKw = new double[buses.size()];
        usedKw = new double[plantTerminals.length];
    }

    private int[] groupOfTerminal(int[] groupOfBus) {
        var groups = new int[nominalKw.length];
        for (int terminal = 0; terminal < groups.length && terminals != null; terminal++) {
            groups[terminal] = Math.max(0, groupOfBus[terminals.busOfTerminal(terminal)]);
        }
        return groups;
    }

    private double[][] ownKw(@Nullable Feeder feeder, Map<String, Integer> buses) {
        var own = new double[groupKw.length][nominalKw.length];
        var loads = feeder == null ? List.<Load>of() : feeder.loads();
        for (int load = 0; load < loads.size() && terminals != null; load++) {
            Load data = loads.get(load);
            int bus = buses.getOrDefault(data.busId(), 0);
            int[] of = terminals.of(bus, data.phases(), data.isDelta());
            for (int terminal : of) {
                own[groupOfLoad[load]][terminal] += data.kw() / of.length;
            }
        }
        return own;
    }

    private int[] terminals(int bus, Generator plant) {
        if (terminals == null) {
            return new int[0];
        }
        return terminals.isBalanced() ? new int[] {bus} : terminals.of(bus, plant.phases(), false);
    }

    /** Begins a run: sums the base load of all groups for every step. */
    void startRun() {
        Arrays.fill(runBaseKw, 0);
        for (int group = 0; group < groupKw.length; group++) {
            double[] ofGroup = exogenous.loadFactor(group);
            for (int at = 0; at < runBaseKw.length; at++) {
                runBaseKw[at] += ofGroup[at] * groupKw[group];
            }
        }
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
        baseKw = runBaseKw[step];
        ambient.clear();
        ambient.baseKw(baseKw);
        if (base != null) {
            readFactors();
            scale(base);
        } else if (isLoadBelowTransformer) {
            readFactors();
            placeLoads();
        }
        plantKw = 0;
        curtailedKw = 0;
        commonShare = 0;
        for (int plant = 0; plant < plantTerminals.length; plant++) {
            fill(plant, curtailedShare == null ? 0 : curtailedShare[plant]);
        }
    }

    private void readFactors() {
        for (int group = 0; group < factor.length; group++) {
            factor[group] = exogenous.loadFactor(group)[step];
        }
    }

    /** Says which loads are below a supply transformer. */
    private void placeLoads() {
        for (int group = 0; group < factor.length; group++) {
            int transformer = groupTransformer[group];
            if (transformer >= 0) {
                double kw = factor[group] * groupKw[group];
                ambient.transformerNetKw()[transformer] += kw;
                for (int phase = 0; phase < 3; phase++) {
                    ambient.transformerPhaseKw()[3 * transformer + phase] += kw / 3;
                }
            }
        }
    }

    private void fill(int plant, double curtailedShare) {
        double available = exogenous.plantKw()[plant][step];
        double used = available * (1 - Math.min(1, Math.max(0, curtailedShare)));
        usedKw[plant] = used;
        plantKw += available;
        curtailedKw += available - used;
        if (isExportLimited) {
            place(plant, used);
        }
        for (int terminal : plantTerminals[plant]) {
            Objects.requireNonNull(base).loadKw()[terminal] -= used / plantTerminals[plant].length;
        }
        int transformer = plantTransformer[plant];
        if (transformer >= 0) {
            ambient.transformerNetKw()[transformer] -= used;
            for (int phase : plantPhases[plant]) {
                ambient.transformerPhaseKw()[3 * transformer + phase] -=
                        used / plantPhases[plant].length;
            }
        }
    }

    private void scale(Injections to) {
        if (factor.length == 1) {
            scale(to, factor[0]);
            return;
        }
        double[] kw = to.loadKw();
        double[] kvar = to.loadKvar();
        for (int terminal = 0; terminal < kw.length; terminal++) {
            double of = factor[groupOfTerminal[terminal]];
            kw[terminal] = of * nominalKw[terminal];
            kvar[terminal] = of * nominalKvar[terminal];
        }
        for (int load = 0; load < groupOfLoad.length; load++) {
            to.loadFactor()[load] = factor[groupOfLoad[load]];
        }
    }

    /** All loads by one factor: without a look at groups the loop becomes vector instructions. */
    private void scale(Injections to, double of) {
        double[] kw = to.loadKw();
        double[] kvar = to.loadKvar();
        for (int terminal = 0; terminal < kw.length; terminal++) {
            kw[terminal] = of * nominalKw[terminal];
            kvar[terminal] = of * nominalKvar[terminal];
        }
        Arrays.fill(to.loadFactor(), of);
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
        Arrays.fill(busKw, 0);
        for (int terminal = 0; terminal < loadKw.length; terminal++) {
            busKw[terminals.busOfTerminal(terminal)] += loadKw[terminal] + ownKw(terminal);
        }
        for (double kw : busKw) {
            surplus += Math.max(0, -kw);
        }
        return surplus;
    }

    /** What the feeder's own loads take at a terminal at nominal voltage, kW. */
    private double ownKw(int terminal) {
        double kw = 0;
        for (int group = 0; group < factor.length; group++) {
            kw += factor[group] * ownKw[group][terminal];
        }
        return kw;
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
