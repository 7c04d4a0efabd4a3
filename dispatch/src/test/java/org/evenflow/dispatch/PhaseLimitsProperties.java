package org.evenflow.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.evenflow.control.Action;
import org.evenflow.control.Limits;
import org.evenflow.model.Connector;
import org.evenflow.model.Phases;
import org.evenflow.model.Station;
import org.junit.jupiter.api.Test;

/** Phases of stations and supply transformers hold whatever is wished, over random sites. */
class PhaseLimitsProperties {
    private static final int SITES = 3000;
    private static final double KW = 1e-6;

    private static final class Run {
        final String as;
        final RandomStep step;
        final Limits limits;
        final Dispatch dispatch;
        final Dispatcher dispatcher;

        Run(long seed) {
            as = "seed " + seed;
            step = RandomStep.supplyByPhase(seed);
            limits = step.limits;
            dispatch = new Dispatch(limits);
            dispatcher = new Dispatcher(limits, 1e-10);
            dispatcher.project(step.action, dispatch);
        }

        /** Power of a connector, 0 where nobody is plugged in. */
        double powerKw(int connector) {
            int rank = limits.rank(connector);
            return rank < 0 ? 0 : dispatch.power()[rank];
        }
    }

    /**
     * Current of each phase times nominal voltage, from phasors in volts and amperes: an oracle
     * apart from the dispatcher's own formula. {@code [2 * phase]} is the part along the phase's
     * voltage.
     */
    private static double[] phasors(Station station, int first, Run run) {
        double[] re = new double[3];
        double[] im = new double[3];
        for (int i = 0; i < station.connectors().size(); i++) {
            Connector data = station.connectors().get(i);
            double p = run.powerKw(first + i);
            double q = data.reactive().kvar(p, RandomStep.PHASE_KW, 1);
            int[] phases = data.connection().phases().numbers();
            // Between all three phases a charger loads each alike, as between each and neutral.
            if (!data.connection().isDelta() || phases.length == 3) {
                for (int phase : phases) {
                    add(re, im, phase, p / phases.length, -q / phases.length, -120 * phase, 1);
                }
                continue;
            }
            int from = data.connection().phases() == Phases.CA ? 2 : phases[0];
            int to = (from + 1) % 3;
            // V_ab = √3 V at 30 degrees ahead of V_a; I = conj(S / V_ab).
            double angle = -120 * from + 30;
            add(re, im, from, p / Math.sqrt(3), -q / Math.sqrt(3), angle, 1);
            add(re, im, to, p / Math.sqrt(3), -q / Math.sqrt(3), angle, -1);
        }
        double[] parts = new double[6];
        for (int phase = 0; phase < 3; phase++) {
            double turn = Math.toRadians(120 * phase);
            parts[2 * phase] = re[phase] * Math.cos(turn) - im[phase] * Math.sin(turn);
            parts[2 * phase + 1] = re[phase] * Math.sin(turn) + im[phase] * Math.cos(turn);
        }
        return parts;
    }

    private static void add(
            double[] re, double[] im, int phase, double p, double q, double angleDeg, int sign) {
        double cos = Math.cos(Math.toRadians(angleDeg));
        double sin = Math.sin(Math.toRadians(angleDeg));
        re[phase] += sign * (p * cos - q * sin);
        im[phase] += sign * (p * sin + q * cos);
    }

    @Test
    void everyPhaseCarriesAtMostAThird() {
        int bound = 0;
        for (long seed = 0; seed < SITES; seed++) {
            var run = new Run(seed);
            double[][] transformers = new double[run.limits.transformers()][6];
            boolean[] isHeld = new boolean[transformers.length];
            int first = 0;
            int number = 0;
            for (Station station : run.step.site.stations()) {
                double[] parts = phasors(station, first, run);
                boolean isUneven = station.connectors().stream().anyMatch(c -> !c.isEven());
                for (int phase = 0; phase < 3; phase++) {
                    double kva = Math.hypot(parts[2 * phase], parts[2 * phase + 1]);
                    boolean isGiving = parts[2 * phase] < 0;
                    double limit = (isGiving ? station.exportLimitKw() : station.limitKw()) / 3;
                    if (isUneven) {
                        assertThat(kva)
                                .as("%s, %s phase %d", run.as, station.id(), phase)
                                .isLessThanOrEqualTo(limit + KW);
                        bound += kva > limit - 1e-4 ? 1 : 0;
                    }
                }
                int under = run.limits.layout().transformerOf(number++);
                if (under >= 0) {
                    isHeld[under] |= isUneven;
                    for (int part = 0; part < 6; part++) {
                        transformers[under][part] += parts[part];
                    }
                }
                first += station.connectors().size();
            }
            for (int at = 0; at < 3 * transformers.length; at++) {
                double[] parts = transformers[at / 3];
                int phase = at % 3;
                double base = run.limits.transformerPhaseKw(at);
                double ratingKva = run.limits.layout().transformerKva(at / 3);
                if (isHeld[at / 3]) {
                    assertThat(Math.hypot(base + parts[2 * phase], parts[2 * phase + 1]))
                            .as("%s, transformer %d phase %d", run.as, at / 3, phase)
                            .isLessThanOrEqualTo(Math.max(ratingKva / 3, Math.abs(base)) + KW);
                }
            }
        }
        assertThat(bound).isGreaterThan(1000);
    }

    @Test
    void theResultIsAFixedPoint() {
        for (long seed = 0; seed < SITES; seed++) {
            var run = new Run(seed);
            double[] before = run.dispatch.power().clone();
            var again = new Action(run.limits.connectors(), 0);
            for (int rank = 0; rank < run.limits.pluggedInCount(); rank++) {
                again.powerKw()[run.limits.connectorAt(rank)] = before[rank];
            }
            run.dispatcher.project(again, run.dispatch);
            for (int rank = 0; rank < run.limits.pluggedInCount(); rank++) {
                assertThat(run.dispatch.power()[rank])
                        .as("%s, rank %d", run.as, rank)
                        .isCloseTo(before[rank], within(1e-9));
            }
        }
    }

    @Test
    void nobodyTakesMoreThanWished() {
        for (long seed = 0; seed < SITES; seed++) {
            var run = new Run(seed);
            for (int rank = 0; rank < run.limits.pluggedInCount(); rank++) {
                double wish = run.dispatch.wish()[rank];
                assertThat(run.dispatch.power()[rank])
                        .as("%s, rank %d", run.as, rank)
                        .isBetween(Math.min(0, wish), Math.max(0, wish));
            }
        }
    }

    @Test
    void aCutByAPhaseNamesIt() {
        int named = 0;
        for (long seed = 0; seed < SITES; seed++) {
            var run = new Run(seed);
            for (int rank = 0; rank < run.limits.pluggedInCount(); rank++) {
                int phase = run.dispatch.phase(rank);
                assertThat(phase).as(run.as).isBetween(-1, 2);
                named += phase >= 0 ? 1 : 0;
            }
        }
        assertThat(named).isGreaterThan(1000);
    }
}
