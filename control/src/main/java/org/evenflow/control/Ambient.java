package org.evenflow.control;

import java.util.Arrays;
import org.evenflow.grid.Injections;
import org.evenflow.grid.Terminals;
import org.jspecify.annotations.Nullable;

/**
 * What base load and plants do in the present step, before anything is curtailed for a limit on
 * export. Mutable: its owner alone holds it (the simulator's surroundings, later the live loop) and
 * refills the arrays for every step; everybody else reads it through {@link Limits}. Powers in kW,
 * load positive.
 */
public final class Ambient {
    private final @Nullable Injections base;
    private final double[] transformerNetKw;
    private final double[] transformerPhaseKw;
    private final double[] plantKwAt;
    private final double[] transformerPlantKw;
    private final double[] transformerPlantPhaseKw;

    /**
     * Whether nothing but the site as a whole has base load or plants: there is no array to clear.
     */
    private final boolean isEmpty;

    private double baseKw;
    private double plantKw;

    /** No base load and no plants at a site. */
    public Ambient(SiteLayout layout) {
        var feeder = layout.site().feeder();
        base = feeder == null ? null : Terminals.of(feeder).none();
        int transformers = layout.transformers();
        transformerNetKw = new double[transformers];
        transformerPhaseKw = new double[3 * transformers];
        plantKwAt = new double[base == null ? 0 : base.loadKw().length];
        transformerPlantKw = new double[transformers];
        transformerPlantPhaseKw = new double[3 * transformers];
        isEmpty = base == null && transformers == 0;
    }

    /** Begins a step: everything is zero but the loads of the feeder's terminals. */
    public void clear() {
        baseKw = 0;
        plantKw = 0;
        if (isEmpty) {
            return;
        }
        Arrays.fill(transformerNetKw, 0);
        Arrays.fill(transformerPhaseKw, 0);
        Arrays.fill(plantKwAt, 0);
        Arrays.fill(transformerPlantKw, 0);
        Arrays.fill(transformerPlantPhaseKw, 0);
    }

    /** Sets the base load of the site. */
    public void baseKw(double kw) {
        baseKw = kw;
    }

    /** Adds to what the site's plants give. */
    public void addPlantKw(double kw) {
        plantKw += kw;
    }

    /** Base load of the site. */
    public double baseKw() {
        return baseKw;
    }

    /** What plants give where nothing of it is curtailed in common. */
    public double plantKw() {
        return plantKw;
    }

    /** Net load of every terminal of the feeder without charging; null without a feeder. */
    public @Nullable Injections base() {
        return base;
    }

    /** Base load less plants on each supply transformer, {@code [transformer]}. */
    public double[] transformerNetKw() {
        return transformerNetKw;
    }

    /** The same by phase, {@code [3 * transformer + phase]}. */
    public double[] transformerPhaseKw() {
        return transformerPhaseKw;
    }

    /** What plants give at every terminal of the feeder, {@code [terminal]}. */
    public double[] plantKwAt() {
        return plantKwAt;
    }

    /** What plants give on each supply transformer, {@code [transformer]}. */
    public double[] transformerPlantKw() {
        return transformerPlantKw;
    }

    /** The same by phase, {@code [3 * transformer + phase]}. */
    public double[] transformerPlantPhaseKw() {
        return transformerPlantPhaseKw;
    }
}
