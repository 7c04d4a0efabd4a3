package org.evenflow.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.evenflow.numeric.RandomStream;
import org.evenflow.numeric.SolveStatus;
import org.junit.jupiter.api.Test;

/** Plans of random fleets are feasible, cost what they say, and cannot be made cheaper. */
class FleetProgramProperties {
    private static final int FLEETS = 60;

    /** More than what is stored is a sum over. */
    private static final int BLOCKS = 13;

    private static final int VEHICLES = 4;
    private static final int SEGMENTS = 2;

    /** The solver's tolerance, and what settles ties at 1e-6 per kWh. */
    private static final double SOLVED = 1e-5;

    /** Numbers of a program and what a plan of it costs, in plain words. */
    private static final class Fleet {
        final double[] hours = new double[BLOCKS];
        final double[] fixed = new double[BLOCKS];
        final double[] plant = new double[BLOCKS];
        final double[] buy = new double[BLOCKS];
        final double[] sell = new double[BLOCKS];
        final double[] extra = new double[BLOCKS];
        final int[] month = new int[BLOCKS];
        final double[] siteKwh = new double[BLOCKS];
        final double[] transformerKwh = new double[BLOCKS];
        final double[] stationKwh = new double[BLOCKS];
        final double[] perKw = new double[2];
        final double[] peakKw = new double[2];
        double exportKwh;
        final int[] from = new int[VEHICLES];
        final int[] to = new int[VEHICLES];
        final double[] stored = new double[VEHICLES];
        final double[] floor = new double[VEHICLES];
        final double[] need = new double[VEHICLES];
        final double[] most = new double[VEHICLES];
        final double[] lackCost = new double[VEHICLES];
        final double[] into = new double[VEHICLES];
        final double[] outOf = new double[VEHICLES];

        /** Most per segment, charging and giving back, and what they cost by segment. */
        final double[][] flow = new double[VEHICLES][2];

        final double[][] wear = new double[VEHICLES][SEGMENTS];
        private final RandomStream random;

        Fleet(long seed) {
            random = new RandomStream("fleet", seed);
            exportKwh = random.nextDouble() * 20;
            for (int k = 0; k < BLOCKS; k++) {
                hours[k] = 1 + random.nextInt(3);
                plant[k] = random.nextInt(2) * 15 * random.nextDouble();
                fixed[k] = 5 * random.nextDouble() - plant[k];
                buy[k] = 0.5 * random.nextDouble();
                sell[k] = buy[k] * random.nextDouble();
                extra[k] = random.nextInt(2) * 8 * random.nextDouble();
                month[k] = k < 3 ? 0 : 1;
                siteKwh[k] = 4 + 20 * random.nextDouble();
                transformerKwh[k] = 4 + 20 * random.nextDouble();
                stationKwh[k] = 4 + 15 * random.nextDouble();
            }
            for (int m = 0; m < 2; m++) {
                perKw[m] = random.nextInt(2) * random.nextDouble();
                peakKw[m] = 3 * random.nextDouble();
            }
            for (int v = 0; v < VEHICLES; v++) {
                from[v] = random.nextInt(3);
                to[v] = from[v] + 1 + random.nextInt(BLOCKS - from[v]);
                stored[v] = 15 * random.nextDouble();
                floor[v] = stored[v] * random.nextDouble();
                most[v] = stored[v] + 20 * random.nextDouble();
                need[v] = stored[v] + (most[v] - stored[v]) * random.nextDouble();
                lackCost[v] = 0.3 + random.nextDouble();
                into[v] = 0.8 + 0.2 * random.nextDouble();
                outOf[v] = 0.8 + 0.2 * random.nextDouble();
                flow[v][0] = 1 + 4 * random.nextDouble();
                flow[v][1] = givesBack(v) ? 1 + 4 * random.nextDouble() : 0;
                wear[v][0] = 0.02 * random.nextDouble();
                wear[v][1] = wear[v][0] + 0.1 * random.nextDouble();
            }
        }

        static boolean givesBack(int vehicle) {
            return vehicle % 2 == 0;
        }

        FleetProgram empty() {
            boolean[] gives = new boolean[VEHICLES];
            for (int v = 0; v < VEHICLES; v++) {
                gives[v] = givesBack(v);
            }
            // Vehicles 0 and 1 at a station under the transformer, 2 and 3 at another one.
            int[] pointOf = {0, 0, 1, 1};
            int[] transformerOf = {0, -1};
            return new FleetProgram(
                    new FleetShape(
                            BLOCKS,
                            pointOf,
                            from,
                            to,
                            gives,
                            0,
                            new int[] {0, 1},
                            transformerOf,
                            1,
                            2,
                            SEGMENTS));
        }

        void fill(FleetProgram program) {
            for (int k = 0; k < BLOCKS; k++) {
                program.supply.block(k, fixed[k], plant[k], buy[k], sell[k], exportKwh);
                program.supply.peak(k, month[k], hours[k], extra[k]);
                program.site(k, siteKwh[k], 2);
                program.transformer(0, k, -transformerKwh[k], transformerKwh[k], 3);
                program.station(1, k, -stationKwh[k], stationKwh[k]);
            }
            for (int m = 0; m < 2; m++) {
                program.supply.month(m, perKw[m], peakKw[m]);
            }
            for (int v = 0; v < VEHICLES; v++) {
                program.efficiency(v, into[v], outOf[v]);
                program.vehicle(v, stored[v], floor[v], need[v], most[v], lackCost[v], 0);
                for (int k = from[v]; k < to[v]; k++) {
                    for (int s = 0; s < SEGMENTS; s++) {
                        program.charge(v, k, s, flow[v][0], wear[v][s]);
                        if (givesBack(v)) {
                            program.discharge(v, k, s, flow[v][1], wear[v][s]);
                        }
                    }
                }
            }
        }

        /** What a plan of net energies costs; infinite where it is not possible. */
        double cost(double[][] kwh) {
            double cost = 0;
            double[] peak = peakKw.clone();
            for (int k = 0; k < BLOCKS; k++) {
                double first = kwh[0][k] + kwh[1][k];
                double second = kwh[2][k] + kwh[3][k];
                double net = fixed[k] + first + second;
                double curtailed = Math.max(0, -net - exportKwh);
                if (Math.abs(second) > stationKwh[k] + SOLVED
                        || first < -transformerKwh[k] - SOLVED
                        || curtailed > plant[k] + SOLVED) {
                    return Double.POSITIVE_INFINITY;
                }
                net += curtailed;
                cost += net > 0 ? buy[k] * net : sell[k] * net;
                cost += 2 * Math.max(0, first + second - siteKwh[k]);
                cost += 3 * Math.max(0, first - transformerKwh[k]);
                peak[month[k]] = Math.max(peak[month[k]], (net + extra[k]) / hours[k]);
            }
            for (int v = 0; v < VEHICLES; v++) {
                cost += vehicle(v, kwh[v]);
            }
            return cost + perKw[0] * peak[0] + perKw[1] * peak[1];
        }

        private double vehicle(int v, double[] kwh) {
            double cost = 0;
            double energy = stored[v];
            for (int k = 0; k < BLOCKS; k++) {
                boolean isHere = from[v] <= k && k < to[v];
                double size = Math.abs(kwh[k]);
                double width = flow[v][kwh[k] > 0 ? 0 : 1];
                energy += kwh[k] > 0 ? into[v] * kwh[k] : kwh[k] / outOf[v];
                boolean isPossible =
                        size <= (isHere ? SEGMENTS * width : 0) + SOLVED
                                && energy >= floor[v] - SOLVED
                                && energy <= most[v] + SOLVED;
                if (!isPossible) {
                    return Double.POSITIVE_INFINITY;
                }
                cost += wear[v][0] * Math.min(size, width) + wear[v][1] * Math.max(0, size - width);
            }
            return cost + lackCost[v] * Math.max(0, need[v] - energy);
        }
    }

    private static double[][] plan(FleetProgram program, Fleet fleet) {
        double[][] kwh = new double[VEHICLES][BLOCKS];
        for (int v = 0; v < VEHICLES; v++) {
            for (int k = fleet.from[v]; k < fleet.to[v]; k++) {
                kwh[v][k] = program.netKwh(v, k);
            }
        }
        return kwh;
    }

    @Test
    void aPlanCostsWhatItSaysAndNobodyChargesAndGivesBackAtOnce() {
        for (long seed = 0; seed < FLEETS; seed++) {
            var fleet = new Fleet(seed);
            try (var program = fleet.empty()) {
                fleet.fill(program);
                assertThat(program.solve(60)).as("seed %d", seed).isEqualTo(SolveStatus.OPTIMAL);
                double[][] kwh = plan(program, fleet);
                assertThat(program.cost())
                        .as("seed %d", seed)
                        .isCloseTo(fleet.cost(kwh), within(1e-3));
                for (int v = 0; v < VEHICLES; v++) {
                    double moved = Arrays.stream(kwh[v]).map(Math::abs).sum();
                    assertThat(program.throughputKwh(v))
                            .as("seed %d, vehicle %d", seed, v)
                            .isCloseTo(moved, within(SOLVED));
                }
            }
        }
    }

    @Test
    void noSmallChangeMakesAPlanCheaper() {
        // The cost is convex, so that what nothing near is cheaper than, nothing is.
        int possible = 0;
        for (long seed = 0; seed < FLEETS; seed++) {
            var fleet = new Fleet(seed);
            var random = new RandomStream("change", seed);
            try (var program = fleet.empty()) {
                fleet.fill(program);
                program.solve(60);
                double[][] best = plan(program, fleet);
                for (int change = 0; change < 2000; change++) {
                    double[][] other = changed(best, random);
                    double cost = fleet.cost(other);
                    possible += cost < Double.POSITIVE_INFINITY ? 1 : 0;
                    assertThat(cost)
                            .as("seed %d, change %d", seed, change)
                            .isGreaterThan(program.cost() - 1e-3);
                }
            }
        }
        assertThat(possible).isGreaterThan(FLEETS * 2000 / 20);
    }

    /** One to three energies by up to 0.5 kWh. */
    private static double[][] changed(double[][] kwh, RandomStream random) {
        double[][] other = Arrays.stream(kwh).map(double[]::clone).toArray(double[][]::new);
        double by = random.nextDouble() - 0.5;
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            double share = random.nextInt(3) - 1 + 0.2 * (random.nextDouble() - 0.5);
            other[random.nextInt(VEHICLES)][random.nextInt(BLOCKS)] += by * share;
        }
        return other;
    }

    @Test
    void aProgramFilledAnewSolvesLikeANewOne() {
        // Same places and stays, other numbers.
        for (long seed = 0; seed < FLEETS; seed++) {
            var before = new Fleet(seed + 1000);
            var fleet = new Fleet(seed);
            System.arraycopy(fleet.from, 0, before.from, 0, VEHICLES);
            System.arraycopy(fleet.to, 0, before.to, 0, VEHICLES);
            try (var warm = before.empty();
                    var cold = fleet.empty()) {
                before.fill(warm);
                warm.solve(60);
                warm.close((int) (seed % VEHICLES));
                warm.solve(60);
                fleet.fill(warm);
                fleet.fill(cold);
                assertThat(warm.solve(60)).as("seed %d", seed).isEqualTo(SolveStatus.OPTIMAL);
                assertThat(cold.solve(60)).as("seed %d", seed).isEqualTo(SolveStatus.OPTIMAL);
                assertThat(warm.cost()).as("seed %d", seed).isCloseTo(cold.cost(), within(SOLVED));
            }
        }
    }

    @Test
    void aProgramWhoseBasisHasMovedSolvesLikeANewOne() {
        for (long seed = 0; seed < FLEETS; seed++) {
            var before = new Fleet(seed + 1000);
            var fleet = new Fleet(seed);
            var random = new RandomStream("moved", seed);
            for (int v = 0; v < VEHICLES - 1; v++) {
                fleet.from[v] = 0;
                fleet.to[v] = BLOCKS;
            }
            System.arraycopy(fleet.from, 0, before.from, 0, VEHICLES);
            System.arraycopy(fleet.to, 0, before.to, 0, VEHICLES);
            try (var moved = before.empty();
                    var cold = fleet.empty()) {
                before.fill(moved);
                moved.solve(60);
                Blocks old = partition(0, random);
                MovedBasis.startFrom(moved, old.start, partition(1 + random.nextInt(3), random));
                fleet.fill(moved);
                fleet.fill(cold);
                assertThat(moved.solve(60)).as("seed %d", seed).isEqualTo(SolveStatus.OPTIMAL);
                assertThat(cold.solve(60)).as("seed %d", seed).isEqualTo(SolveStatus.OPTIMAL);
                assertThat(moved.cost()).as("seed %d", seed).isCloseTo(cold.cost(), within(SOLVED));
            }
        }
    }

    /** Blocks of up to four steps, some at the end of none. */
    private static Blocks partition(int now, RandomStream random) {
        var blocks = new Blocks(BLOCKS, 1);
        int open = 2 + random.nextInt(BLOCKS - 1);
        blocks.start[0] = now;
        for (int k = 0; k < BLOCKS; k++) {
            blocks.start[k + 1] = blocks.start[k] + (k < open ? 1 + random.nextInt(4) : 0);
        }
        return blocks;
    }
}
