package org.evenflow.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Laws of every charging curve, over random curves, states and requests. */
class ChargeCurveProperties {
    private static final int CASES = 4000;

    /** A random curve, battery and request. */
    private record Case(
            ChargeCurve curve, double soc, double powerKw, double maxKw, double capacityKwh) {
        static Case of(int seed) {
            var random = new SplittableRandom(seed);
            double maxKw = random.nextDouble(3, 250);
            return new Case(
                    random.nextBoolean()
                            ? new ConstantPowerTaper(random.nextDouble(0.3, 1), 1)
                            : table(random),
                    random.nextDouble(0, 1),
                    random.nextDouble(0.01, 1) * maxKw,
                    maxKw,
                    random.nextDouble(10, 120));
        }

        double after(double from, double hours) {
            return curve.socAfter(from, powerKw, maxKw, capacityKwh, hours);
        }

        double hoursTo(double target) {
            return curve.hoursTo(soc, target, powerKw, maxKw, capacityKwh);
        }
    }

    private static ChargeCurve.Tabulated table(SplittableRandom random) {
        int points = random.nextInt(2, 8);
        var soc = new ArrayList<Double>(List.of(0.0));
        random.doubles(points - 2, 0.02, 0.98).sorted().distinct().forEach(soc::add);
        soc.add(1.0);
        var kw = new ArrayList<Double>();
        for (int i = 0; i < soc.size(); i++) {
            // Some pieces are level, and some tables end at zero.
            boolean level = i > 0 && random.nextInt(4) == 0;
            kw.add(level ? kw.getLast() : random.nextDouble(2, 250));
        }
        if (random.nextInt(3) == 0) {
            kw.set(kw.size() - 1, 0.0);
        }
        return new ChargeCurve.Tabulated(soc, kw);
    }

    @Test
    void chargingInTwoPartsEndsWhereChargingAtOnceDoes() {
        for (int seed = 0; seed < CASES; seed++) {
            var c = Case.of(seed);
            var random = new SplittableRandom(-seed);
            double first = random.nextDouble(0, 2);
            double second = random.nextDouble(0, 2);
            assertThat(c.after(c.after(c.soc, first), second))
                    .as("seed %d: %s", seed, c)
                    .isCloseTo(c.after(c.soc, first + second), within(1e-10));
        }
    }

    @Test
    void energyNeverFallsAndNeverJumpsWithPower() {
        for (int seed = 0; seed < CASES; seed++) {
            var c = Case.of(seed);
            double hours = new SplittableRandom(seed).nextDouble(0.02, 2);
            double previous = c.soc;
            for (int i = 1; i <= 50; i++) {
                double power = c.maxKw * i / 50;
                double after = c.curve.socAfter(c.soc, power, c.maxKw, c.capacityKwh, hours);
                double most = c.maxKw / 50 * hours / c.capacityKwh;
                assertThat(after - previous)
                        .as("seed %d at %s kW: %s", seed, power, c)
                        .isBetween(-1e-12, most + 1e-12);
                previous = after;
            }
        }
    }

    @Test
    void agreesWithFineIntegrationOfItsLimit() {
        for (int seed = 0; seed < 150; seed++) {
            var c = Case.of(seed);
            double hours = new SplittableRandom(seed).nextDouble(0.05, 1.5);
            int parts = 20_000;
            double s = c.soc;
            for (int i = 0; i < parts; i++) {
                double slope = rate(c, s);
                s = Math.min(1, s + rate(c, s + slope * hours / parts / 2) * hours / parts);
            }
            // The midpoint rule is second order but for one step at each kink of the curve.
            assertThat(c.after(c.soc, hours)).as("seed %d: %s", seed, c).isCloseTo(s, within(2e-6));
        }
    }

    private static double rate(Case c, double soc) {
        return Math.min(c.powerKw, c.curve.limitKw(Math.min(1, soc), c.maxKw)) / c.capacityKwh;
    }

    @Test
    void hoursToIsTheInverseOfSocAfter() {
        for (int seed = 0; seed < CASES; seed++) {
            var c = Case.of(seed);
            double target = c.soc + (0.999 - c.soc) * new SplittableRandom(seed).nextDouble();
            if (target > c.soc) {
                assertThat(c.after(c.soc, c.hoursTo(target)))
                        .as("seed %d to %s: %s", seed, target, c)
                        .isCloseTo(target, within(1e-10));
            }
        }
    }

    @Test
    void isLinearUntilItSays() {
        for (int seed = 0; seed < CASES; seed++) {
            var c = Case.of(seed);
            double until = c.curve.linearUntilSoc(c.powerKw, c.maxKw);
            if (until > c.soc) {
                double hours = (until - c.soc) * c.capacityKwh / c.powerKw;
                assertThat(c.after(c.soc, hours))
                        .as("seed %d: %s", seed, c)
                        .isCloseTo(until, within(1e-10));
            }
        }
    }

    @Test
    void staysWithinEmptyAndFull() {
        for (int seed = 0; seed < CASES; seed++) {
            var c = Case.of(seed);
            String as = "seed " + seed + ": " + c;
            assertThat(IntStream.range(0, 20).mapToDouble(h -> c.after(c.soc, h)))
                    .as(as)
                    .allMatch(s -> s >= c.soc && s <= 1)
                    .isSorted();
        }
    }
}
