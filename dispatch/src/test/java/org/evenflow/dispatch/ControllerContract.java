package org.evenflow.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.evenflow.control.Controller;
import org.evenflow.dispatch.ContractWorld.Visit;
import org.junit.jupiter.api.Test;

/** What every controller must satisfy. Subclass it and say how to make one. */
public abstract class ControllerContract {
    private static final int STEPS = 60;

    /** A new controller. */
    protected abstract Controller create();

    /** In how many random worlds it is tried; fewer for controllers that take their time. */
    protected int worlds() {
        return 60;
    }

    /** Whether it serves everyone where no limit binds and drivers tell the truth. */
    protected boolean servesEveryone() {
        return true;
    }

    private static ContractWorld world(long seed, boolean isTight) {
        var random = new Random(seed);
        int connectors = 1 + random.nextInt(12);
        var visits = new ArrayList<Visit>();
        for (int connector = 0; connector < connectors; connector++) {
            int step = random.nextInt(20);
            while (step < STEPS - 3) {
                int leaves = Math.min(STEPS, step + 1 + random.nextInt(30));
                double level = random.nextBoolean() ? 0 : 0.69;
                double maxKw = level > 0 ? 16 * level : 5 + 45 * random.nextDouble();
                double reachable = (leaves - step) * 0.25 * maxKw;
                double kwh = reachable * (random.nextInt(5) == 0 ? 1 : random.nextDouble());
                visits.add(new Visit(connector, step, leaves, kwh, maxKw, 6 * level, level));
                step = leaves + random.nextInt(5);
            }
        }
        var prices = new double[STEPS];
        var surplus = new double[STEPS];
        for (int step = 0; step < STEPS; step++) {
            prices[step] = 0.1 * random.nextInt(5) - 0.05;
            surplus[step] = Math.max(0, 60 * random.nextDouble() - 20);
        }
        double limitKw = isTight ? 5 + 60 * random.nextDouble() : Double.POSITIVE_INFINITY;
        return new ContractWorld(STEPS, connectors, limitKw, visits)
                .prices(prices)
                .surplus(surplus);
    }

    @Test
    void wishesAreNumbersForPluggedInConnectorsOnly() {
        for (long seed = 0; seed < worlds(); seed++) {
            var world = world(seed, seed % 2 == 0);
            double[][] wishes = world.play(create());
            for (int step = 0; step < STEPS; step++) {
                for (int connector = 0; connector < wishes[step].length; connector++) {
                    double wish = wishes[step][connector];
                    String as = "seed " + seed + ", step " + step + ", connector " + connector;
                    assertThat(wish).as(as).isNotNaN().isNotEqualTo(Double.NEGATIVE_INFINITY);
                    if (!world.isPluggedIn(connector, step)) {
                        assertThat(wish).as(as).isZero();
                    }
                }
            }
        }
    }

    @Test
    void theSameWorldGivesTheSameWishes() {
        for (long seed = 0; seed < worlds(); seed++) {
            assertThat(world(seed, true).play(create()))
                    .as("seed %d", seed)
                    .isDeepEqualTo(world(seed, true).play(create()));
        }
    }

    @Test
    void afterResetAControllerIsAsNew() {
        var used = create();
        for (long seed = 0; seed < worlds(); seed++) {
            used.reset();
            assertThat(world(seed, true).play(used))
                    .as("seed %d", seed)
                    .isDeepEqualTo(world(seed, true).play(create()));
        }
    }

    @Test
    void everyoneIsServedWhereNothingBindsAndDriversTellTheTruth() {
        for (long seed = 0; seed < worlds() && servesEveryone(); seed++) {
            var world = world(seed, false);
            world.play(create());
            assertThat(world.unservedKwh()).as("seed %d", seed).isCloseTo(0, within(1e-6));
        }
    }

    @Test
    void oneConnectorIsEnough() {
        var world = new ContractWorld(8, 1, 22, List.of(Visit.of(0, 2, 6, 5, 11)));
        world.play(create());
        if (servesEveryone()) {
            assertThat(world.unservedKwh()).isCloseTo(0, within(1e-9));
        }
    }

    @Test
    void anEmptySiteIsLeftAlone() {
        var world = new ContractWorld(4, 3, 22, List.of());
        for (double[] wish : world.play(create())) {
            assertThat(wish).containsOnly(0);
        }
    }
}
