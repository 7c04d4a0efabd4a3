package org.evenflow.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.evenflow.control.Action;
import org.evenflow.control.Limits;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Connection;
import org.evenflow.model.Connector;
import org.evenflow.model.Phases;
import org.evenflow.model.Reactive;
import org.evenflow.model.Station;
import org.evenflow.model.SupplyTransformer;
import org.junit.jupiter.api.Test;

/** Phases of stations and supply transformers hold whatever is wished, over random sites. */
class PhaseLimitsProperties {
    private static final int SITES = 3000;
    private static final double KW = 1e-6;
    private static final ChargerKind DC = new ChargerKind.FastDc(100, 0, 1);

    private static final class Run {
        final String as;
        final List<Station> stations = new ArrayList<>();
        final TestSite site;
        final Limits limits;
        final Action action;
        final Dispatch dispatch;
        final Dispatcher dispatcher;
        final double ratingKva;

        Run(long seed) {
            as = "seed " + seed;
            var random = new Random(seed);
            random.nextDouble();
            ratingKva = 20 + 80 * random.nextDouble();
            for (int s = 0; s < 1 + random.nextInt(3); s++) {
                var connectors = new ArrayList<Connector>();
                for (int c = 0; c < 1 + random.nextInt(6); c++) {
                    connectors.add(
                            new Connector(
                                    "c" + s + "-" + c, DC, connection(random), reactive(random)));
                }
                double limitKw = random.nextBoolean() ? Sites.UNLIMITED : 40 * random.nextDouble();
                double exportKw = random.nextBoolean() ? Sites.UNLIMITED : 20 * random.nextDouble();
                String hangs = random.nextBoolean() ? "t" : null;
                stations.add(new Station("s" + s, "", hangs, limitKw, exportKw, connectors));
            }
            var transformer = new SupplyTransformer("t", ratingKva);
            site = Sites.site(null, stations, List.of(transformer), Sites.UNLIMITED);
            limits = site.limits;
            base(random);
            action = new Action(limits.connectors(), 0);
            vehicles(random);
            dispatch = new Dispatch(limits);
            dispatcher = new Dispatcher(limits, 1e-10);
            dispatcher.project(action, dispatch);
        }

        private static Connection connection(Random random) {
            int phase = random.nextInt(3);
            return switch (random.nextInt(4)) {
                case 0 -> Connection.SHARED;
                case 1 -> new Connection.Delta(List.of(Phases.AB, Phases.BC, Phases.CA).get(phase));
                default -> new Connection.Wye(Phases.of(1 << phase), phase);
            };
        }

        private static Reactive reactive(Random random) {
            return switch (random.nextInt(4)) {
                case 0 -> new Reactive.PowerFactor(0.9);
                case 1 -> new Reactive.PowerFactor(-0.95);
                default -> Reactive.NONE;
            };
        }

        private void base(Random random) {
            double sum = 0;
            for (int phase = 0; phase < 3; phase++) {
                double kw = ratingKva * (0.8 * random.nextDouble() - 0.3);
                site.ambient.transformerPhaseKw()[phase] = kw;
                sum += kw;
            }
            site.transformerNetKw(0, sum);
        }

        private void vehicles(Random random) {
            for (int c = 0; c < limits.connectors(); c++) {
                double step = random.nextInt(3) == 0 ? 0.23 : 0;
                double low = random.nextBoolean() ? 0 : -20 * random.nextDouble();
                site.plug(c, low, 22 * random.nextDouble(), 6 * step, step);
                action.powerKw()[c] = 50 * random.nextDouble() - 20;
            }
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
            double p = run.dispatch.power()[run.limits.rank(first + i)];
            double q = data.reactive().kvar(p, 100, 1);
            int[] phases = data.connection().phases().numbers();
            if (!data.connection().isDelta()) {
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
            double[] transformer = new double[6];
            boolean isHeld = false;
            int first = 0;
            for (Station station : run.stations) {
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
                if (station.transformerId() != null) {
                    isHeld |= isUneven;
                    for (int part = 0; part < 6; part++) {
                        transformer[part] += parts[part];
                    }
                }
                first += station.connectors().size();
            }
            for (int phase = 0; isHeld && phase < 3; phase++) {
                double base = run.limits.transformerPhaseKw(phase);
                assertThat(Math.hypot(base + transformer[2 * phase], transformer[2 * phase + 1]))
                        .as("%s, transformer phase %d", run.as, phase)
                        .isLessThanOrEqualTo(Math.max(run.ratingKva / 3, Math.abs(base)) + KW);
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
