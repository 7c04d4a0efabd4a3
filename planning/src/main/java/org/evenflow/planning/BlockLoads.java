package org.evenflow.planning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.evenflow.control.Past;
import org.evenflow.forecast.Outlook;
import org.evenflow.grid.Injections;
import org.evenflow.grid.Terminals;
import org.evenflow.model.ConnectedLoad;
import org.evenflow.model.Generator;
import org.evenflow.model.Site;
import org.evenflow.model.SupplyTransformer;
import org.jspecify.annotations.Nullable;

/**
 * What base load and plants draw at terminals and supply transformers for factors on the loads of
 * each group and powers of the plants: the same sums as the simulator's, for hours to come. Mutable
 * factors.
 */
final class BlockLoads {
    private final @Nullable Injections nominal;
    private final int[][] plantTerminals;
    private final int[] plantTransformer;
    private final int[] groupTransformer;
    private final double[] groupKw;
    private final int[] groupOfTerminal;
    private final int[] groupOfLoad;

    /** Factors on the loads of each group, for callers to fill. */
    final double[] factor;

    BlockLoads(Site site) {
        var feeder = site.feeder();
        var terminals = feeder == null ? null : Terminals.of(feeder);
        nominal = terminals == null ? null : terminals.nominal();
        var buses = feeder == null ? null : feeder.busIndex();
        List<String> transformers =
                new ArrayList<>(site.transformers().stream().map(SupplyTransformer::id).toList());
        plantTerminals = new int[site.plants().size()][];
        plantTransformer = new int[plantTerminals.length];
        for (int plant = 0; plant < plantTerminals.length; plant++) {
            Generator data = site.plants().get(plant);
            int bus = buses == null ? 0 : buses.getOrDefault(data.busId(), 0);
            plantTerminals[plant] =
                    terminals == null
                            ? new int[0]
                            : terminals.isBalanced()
                                    ? new int[] {bus}
                                    : terminals.of(bus, data.phases(), false);
            plantTransformer[plant] =
                    data.transformerId() == null ? -1 : transformers.indexOf(data.transformerId());
        }
        groupKw = IntStream.range(0, site.loads().size()).mapToDouble(site::nominalKw).toArray();
        factor = new double[groupKw.length];
        groupTransformer =
                site.loads().stream()
                        .map(ConnectedLoad::transformerId)
                        .mapToInt(
                                id -> id == null || feeder != null ? -1 : transformers.indexOf(id))
                        .toArray();
        groupOfTerminal =
                terminals == null ? new int[0] : groupOfTerminal(terminals, site.groupOfBus());
        groupOfLoad = site.groupOfLoad();
    }

    private static int[] groupOfTerminal(Terminals terminals, int[] groupOfBus) {
        return IntStream.range(0, terminals.count())
                .map(terminal -> Math.max(0, groupOfBus[terminals.busOfTerminal(terminal)]))
                .toArray();
    }

    /** Base load of all groups, kW. */
    double baseKw() {
        double kw = 0;
        for (int group = 0; group < factor.length; group++) {
            kw += factor[group] * groupKw[group];
        }
        return kw;
    }

    /** Base load less plants as they are expected at a step, kW; changes the factors. */
    double netKw(Outlook outlook, int step) {
        outlook.factors(step, factor);
        return baseKw() - outlook.plantSumKw().at(step);
    }

    /** The same as they were so many steps ago. */
    double netKw(Past past, int ago) {
        double plants = 0;
        for (int plant = 0; plant < plantTransformer.length; plant++) {
            plants += past.plantKw(plant, ago);
        }
        Arrays.setAll(factor, group -> past.loadFactor(group, ago));
        return baseKw() - plants;
    }

    /** The factor on a load of the feeder. */
    double factorOfLoad(int load) {
        return factor[groupOfLoad[load]];
    }

    /** Fills the net loads of all terminals but charging; only where there is a feeder. */
    void fill(Injections to, double[] plantKw) {
        if (nominal == null) {
            return;
        }
        for (int terminal = 0; terminal < to.loadKw().length; terminal++) {
            double of = factor[groupOfTerminal[terminal]];
            to.loadKw()[terminal] = of * nominal.loadKw()[terminal];
            to.loadKvar()[terminal] = of * nominal.loadKvar()[terminal];
        }
        for (int load = 0; load < groupOfLoad.length; load++) {
            to.loadFactor()[load] = factorOfLoad(load);
        }
        for (int plant = 0; plant < plantKw.length; plant++) {
            int[] of = plantTerminals[plant];
            for (int terminal : of) {
                to.loadKw()[terminal] -= plantKw[plant] / of.length;
            }
        }
    }

    /** Net power of a supply transformer without its stations, kW. */
    double transformerKw(int transformer, double[] plantKw) {
        double sum = 0;
        for (int group = 0; group < factor.length; group++) {
            sum += groupTransformer[group] == transformer ? factor[group] * groupKw[group] : 0;
        }
        for (int plant = 0; plant < plantKw.length; plant++) {
            sum -= plantTransformer[plant] == transformer ? plantKw[plant] : 0;
        }
        return sum;
    }
}
