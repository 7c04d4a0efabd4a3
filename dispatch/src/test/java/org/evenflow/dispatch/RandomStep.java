package org.evenflow.dispatch;

import java.util.Arrays;
import java.util.Random;
import org.evenflow.control.Action;
import org.evenflow.control.Limits;
import org.evenflow.grid.Injections;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Feeder;
import org.evenflow.model.Site;
import org.evenflow.model.scenario.RandomWorld;
import org.evenflow.model.scenario.RandomWorld.Network;

/** A random site with base load, vehicles and a wish; the same seed gives the same. */
final class RandomStep {
    /** Rating of the chargers of sites by phase, kW. */
    static final double PHASE_KW = 22;

    final Site site;
    final TestSite test;
    final Limits limits;
    final Action action;

    /** Base load less plants of each transformer, kW. */
    final double[] transformerNetKw;

    private final Random random;

    private RandomStep(long seed, RandomWorld world) {
        random = new Random(~seed);
        random.nextDouble();
        site = world.site();
        test = new TestSite(site);
        limits = test.limits;
        action = new Action(limits.connectors(), 0);
        transformerNetKw = new double[limits.transformers()];
    }

    /** On a balanced feeder. */
    static RandomStep balanced(long seed) {
        var chargers = new ChargerKind.FastDc(1000, 0, 1);
        var step =
                new RandomStep(
                        seed, RandomWorld.of(seed, 400).on(Network.BALANCED).chargers(chargers));
        for (int t = 0; t < step.transformerNetKw.length; t++) {
            double kva = step.limits.layout().transformerKva(t);
            step.transformerNetKw[t] = kva * (1.6 * step.random.nextDouble() - 0.5);
            step.test.transformerNetKw(t, step.transformerNetKw[t]);
        }
        step.base();
        step.vehicles(step.random.nextInt(10) == 0 ? 3000 : 150);
        return step;
    }

    /** On an unbalanced feeder, chargers on its phases, no limit of transformers. */
    static RandomStep byPhase(long seed) {
        var step =
                new RandomStep(
                        seed,
                        RandomWorld.of(seed, 100)
                                .on(Network.BY_PHASE)
                                .most(5, 4)
                                .transformers(0)
                                .chargers(new ChargerKind.FastDc(PHASE_KW, 0, 1))
                                .byPhase());
        Arrays.fill(step.test.base().loadFactor(), step.random.nextDouble());
        step.phaseVehicles(0.69, 2);
        return step;
    }

    /** Without a feeder, chargers on phases of stations and of transformers with base load. */
    static RandomStep supplyByPhase(long seed) {
        var step =
                new RandomStep(
                        seed,
                        RandomWorld.of(seed, 40)
                                .most(3, 6)
                                .transformers(1)
                                .chargers(new ChargerKind.FastDc(PHASE_KW, 0, 1))
                                .byPhase());
        double[] phaseKw = step.test.ambient.transformerPhaseKw();
        for (int t = 0; t < step.transformerNetKw.length; t++) {
            double kva = step.limits.layout().transformerKva(t);
            for (int phase = 0; phase < 3; phase++) {
                phaseKw[3 * t + phase] = kva * (0.8 * step.random.nextDouble() - 0.3);
                step.transformerNetKw[t] += phaseKw[3 * t + phase];
            }
            step.test.transformerNetKw(t, step.transformerNetKw[t]);
        }
        step.phaseVehicles(0.23, 6);
        return step;
    }

    Feeder feeder() {
        Feeder feeder = site.feeder();
        if (feeder == null) {
            throw new IllegalStateException("the site has no feeder");
        }
        return feeder;
    }

    private void base() {
        // One in five is overloaded or overfed by its base load alone.
        double scale = random.nextInt(5) == 0 ? 4000 : 700;
        Injections base = test.base();
        int size = feeder().buses().size();
        for (int bus = 1; bus < size; bus++) {
            base.loadKw()[bus] = scale * (random.nextDouble() - 0.3) / size;
            base.loadKvar()[bus] = scale * (random.nextDouble() - 0.3) / size / 2;
        }
    }

    private void vehicles(double size) {
        for (int c = 0; c < limits.connectors(); c++) {
            if (random.nextInt(4) == 0) {
                continue;
            }
            boolean isAc = random.nextBoolean();
            double step = isAc ? size / 16 : 0;
            double min = isAc ? 6 * step : random.nextBoolean() ? 0 : size / 10;
            double high =
                    switch (random.nextInt(4)) {
                        case 0 -> 0;
                        case 1 -> size * random.nextDouble();
                        default -> size;
                    };
            double low = isAc || random.nextBoolean() ? 0 : -size * random.nextDouble();
            test.plug(c, low, high, Math.min(min, size), step);
            action.powerKw()[c] = wish(size);
        }
    }

    /** Everywhere one; in one of three on levels, from so many of them on. */
    private void phaseVehicles(double levelKw, int fromLevel) {
        for (int c = 0; c < limits.connectors(); c++) {
            double step = random.nextInt(3) == 0 ? levelKw : 0;
            double low = random.nextBoolean() ? 0 : -20 * random.nextDouble();
            test.plug(c, low, PHASE_KW * random.nextDouble(), fromLevel * step, step);
            action.powerKw()[c] = 45 * random.nextDouble() - 15;
        }
    }

    private double wish(double size) {
        return switch (random.nextInt(12)) {
            case 0 -> Double.POSITIVE_INFINITY;
            case 1 -> Double.NEGATIVE_INFINITY;
            case 2 -> Double.NaN;
            case 3 -> 0;
            case 4, 5 -> -1.2 * size * random.nextDouble();
            default -> 1.2 * size * random.nextDouble();
        };
    }
}
