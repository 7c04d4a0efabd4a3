package org.evenflow.planning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evenflow.control.Site;
import org.evenflow.grid.Injections;
import org.evenflow.grid.Terminals;
import org.evenflow.model.Generator;
import org.evenflow.model.SupplyTransformer;
import org.jspecify.annotations.Nullable;

/**
 * What base load and plants draw at terminals and supply transformers for a load factor and powers
 * of the plants: the same sums as the simulator's, for hours to come.
 */
final class BlockLoads {
    private final @Nullable Injections nominal;
    private final int[][] plantTerminals;
    private final int[] plantTransformer;
    private final int baseTransformer;
    private final double basePeakKw;

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
        baseTransformer =
                site.baseTransformerId() == null
                        ? -1
                        : transformers.indexOf(site.baseTransformerId());
        basePeakKw = site.basePeakKw();
    }

    /** Fills the net loads of all terminals but charging; only where there is a feeder. */
    void fill(Injections to, double factor, double[] plantKw) {
        if (nominal == null) {
            return;
        }
        for (int terminal = 0; terminal < to.loadKw().length; terminal++) {
            to.loadKw()[terminal] = factor * nominal.loadKw()[terminal];
            to.loadKvar()[terminal] = factor * nominal.loadKvar()[terminal];
        }
        Arrays.fill(to.loadFactor(), factor);
        for (int plant = 0; plant < plantKw.length; plant++) {
            int[] of = plantTerminals[plant];
            for (int terminal : of) {
                to.loadKw()[terminal] -= plantKw[plant] / of.length;
            }
        }
    }

    /** Net power of a supply transformer without its stations, kW. */
    double transformerKw(int transformer, double factor, double[] plantKw) {
        double sum = transformer == baseTransformer ? factor * basePeakKw : 0;
        for (int plant = 0; plant < plantKw.length; plant++) {
            sum -= plantTransformer[plant] == transformer ? plantKw[plant] : 0;
        }
        return sum;
    }
}
