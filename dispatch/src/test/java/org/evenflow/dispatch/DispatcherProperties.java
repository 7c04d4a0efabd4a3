package org.evenflow.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Objects;
import org.evenflow.control.Action;
import org.evenflow.control.Limits;
import org.evenflow.grid.FlowResult;
import org.evenflow.grid.FlowStatus;
import org.evenflow.grid.GridLimits;
import org.evenflow.grid.Injections;
import org.evenflow.grid.SweepPowerFlow;
import org.junit.jupiter.api.Test;

/** What the dispatcher promises, over random feeders, stations, vehicles and wishes. */
class DispatcherProperties {
    private static final int SITES = 4000;
    private static final double KW = 1e-6;
    private static final double PU = 1e-8;

    /** A site, its dispatcher and what came out. */
    private static final class Run {
        final String as;
        final RandomStep site;
        final Limits limits;
        final Dispatch dispatch;
        final Dispatcher dispatcher;
        final SweepPowerFlow flow;
        final FlowResult state;

        Run(long seed) {
            this(seed, false);
        }

        Run(long seed, boolean isSmooth) {
            as = "seed " + seed;
            site = RandomStep.balanced(seed);
            limits = site.limits;
            if (isSmooth) {
                for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
                    site.test.occupancy.levels(rank, 0, 0);
                }
            }
            dispatch = new Dispatch(limits);
            dispatcher = new Dispatcher(limits, 1e-10);
            flow = new SweepPowerFlow(site.feeder(), 1e-10);
            state = Objects.requireNonNull(dispatcher.state());
            dispatcher.project(site.action, dispatch);
        }

        double power(int rank) {
            return dispatch.power()[rank];
        }

        /** The network's state, solved from a flat start. */
        FlowResult flow(boolean isCharging) {
            var base = site.test.base();
            var load = new Injections(base.loadKw().clone(), base.loadKvar().clone());
            for (int rank = 0; isCharging && rank < limits.pluggedInCount(); rank++) {
                int station = limits.layout().stationOf(limits.connectorAt(rank));
                load.loadKw()[limits.layout().busOf(station)] += power(rank);
            }
            var result = flow.newResult();
            flow.solve(load, result);
            return result;
        }
    }

    @Test
    void vehiclesGetWhatTheyCanTakeOnTheirLevels() {
        for (long seed = 0; seed < SITES; seed++) {
            var run = new Run(seed);
            var limits = run.limits;
            for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
                String as = run.as + ", rank " + rank;
                double power = run.power(rank);
                assertThat(power).as(as).isBetween(limits.lowKwAt(rank), limits.highKwAt(rank));
                if (power > 0 && power != limits.highKwAt(rank)) {
                    assertThat(power).as(as).isGreaterThanOrEqualTo(limits.minKwAt(rank) - 1e-9);
                    double step = limits.stepKwAt(rank);
                    double level = step == 0 ? power : Math.rint(power / step) * step;
                    assertThat(power).as(as).isCloseTo(level, within(1e-8));
                }
            }
        }
    }

    @Test
    void nobodyIsMadeToGiveBackOrToTakeMoreThanWished() {
        for (long seed = 0; seed < SITES; seed++) {
            var run = new Run(seed);
            for (int rank = 0; rank < run.limits.pluggedInCount(); rank++) {
                double wish = run.dispatch.wish()[rank];
                assertThat(run.power(rank))
                        .as("%s, rank %d", run.as, rank)
                        .isBetween(Math.min(0, wish), Math.max(0, wish));
            }
        }
    }

    @Test
    void stationsTransformersAndTheSiteHold() {
        for (long seed = 0; seed < SITES; seed++) {
            var run = new Run(seed);
            var limits = run.limits;
            double[] station = new double[limits.stations()];
            double[] transformer = new double[2];
            double site = 0;
            for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
                int s = limits.layout().stationOf(limits.connectorAt(rank));
                station[s] += run.power(rank);
                site += run.power(rank);
                if (limits.layout().transformerOf(s) >= 0) {
                    transformer[limits.layout().transformerOf(s)] += run.power(rank);
                }
            }
            assertThat(site).as(run.as).isLessThanOrEqualTo(limits.layout().siteHighKw() + KW);
            for (int s = 0; s < station.length; s++) {
                assertThat(station[s])
                        .as(run.as)
                        .isBetween(
                                limits.layout().stationLowKw(s) - KW,
                                limits.layout().stationHighKw(s) + KW);
            }
            for (int t = 0; t < transformer.length; t++) {
                double net = run.site.transformerNetKw[t];
                double least = Math.max(limits.layout().transformerKva(t), Math.abs(net));
                assertThat(Math.abs(net + transformer[t]))
                        .as("%s, transformer %d", run.as, t)
                        .isLessThanOrEqualTo(least + KW);
            }
        }
    }

    @Test
    void voltagesAndBranchesHoldOrAreNoWorseThanWithoutCharging() {
        for (long seed = 0; seed < SITES; seed++) {
            var run = new Run(seed);
            var without = run.flow(false);
            var with = run.flow(true);
            if (without.status() != FlowStatus.CONVERGED) {
                continue;
            }
            assertThat(with.status()).as(run.as).isEqualTo(FlowStatus.CONVERGED);
            GridLimits bounds = run.flow.limits();
            for (int bus = 1; bus < with.buses(); bus++) {
                assertThat(with.voltagePu(bus))
                        .as("%s, bus %d", run.as, bus)
                        .isBetween(
                                Math.min(bounds.minPu(bus), without.voltagePu(bus)) - PU,
                                Math.max(bounds.maxPu(bus), without.voltagePu(bus)) + PU);
            }
            for (int branch = 0; branch < run.site.feeder().branches().size(); branch++) {
                assertThat(with.loading(branch))
                        .as("%s, branch %d", run.as, branch)
                        .isLessThanOrEqualTo(Math.max(1, without.loading(branch)) + PU);
            }
        }
    }

    @Test
    void theStateIsLeftSolvedForTheResult() {
        for (long seed = 0; seed < 500; seed++) {
            var run = new Run(seed);
            var with = run.flow(true);
            assertThat(run.state.status()).as(run.as).isEqualTo(with.status());
            assertThat(run.dispatch.after().isFlowSolved())
                    .as(run.as)
                    .isEqualTo(with.status() == FlowStatus.CONVERGED);
            for (int bus = 0; bus < with.buses(); bus++) {
                assertThat(run.state.voltagePu(bus))
                        .as(run.as)
                        .isCloseTo(with.voltagePu(bus), within(1e-9));
            }
        }
    }

    @Test
    void theResultIsAFixedPoint() {
        for (long seed = 0; seed < SITES; seed++) {
            var run = new Run(seed);
            double[] first = run.dispatch.power().clone();
            var again = new Action(run.limits.connectors(), 0);
            for (int rank = 0; rank < run.limits.pluggedInCount(); rank++) {
                again.powerKw()[run.limits.connectorAt(rank)] = first[rank];
            }
            run.dispatcher.project(again, run.dispatch);
            for (int rank = 0; rank < run.limits.pluggedInCount(); rank++) {
                assertThat(run.power(rank))
                        .as("%s, rank %d", run.as, rank)
                        .isCloseTo(first[rank], within(1e-9));
            }
        }
    }

    @Test
    void theSameWishGivesTheSameBitsWhateverCameBefore() {
        for (long seed = 0; seed < 500; seed++) {
            var run = new Run(seed);
            double[] first = run.dispatch.power().clone();
            var other = new Action(run.limits.connectors(), 0);
            Arrays.fill(other.powerKw(), seed % 40 - 20);
            run.dispatcher.project(other, run.dispatch);
            run.state.reset();
            run.dispatcher.project(run.site.action, run.dispatch);
            for (int rank = 0; rank < run.limits.pluggedInCount(); rank++) {
                assertThat(run.power(rank)).as("%s, rank %d", run.as, rank).isEqualTo(first[rank]);
            }
        }
    }

    @Test
    void everyCutHasAReasonAndAThingThatExists() {
        for (long seed = 0; seed < SITES; seed++) {
            var run = new Run(seed);
            for (int rank = 0; rank < run.limits.pluggedInCount(); rank++) {
                String as = run.as + ", rank " + rank;
                var reason = run.dispatch.reason(rank);
                double wanted = run.site.action.powerKw()[run.limits.connectorAt(rank)];
                boolean isCut = Math.abs(wanted - run.power(rank)) > 1e-9;
                if (!Double.isNaN(wanted)) {
                    assertThat(reason != CutReason.NONE).as("%s %s", as, reason).isEqualTo(isCut);
                }
                int thing = run.dispatch.thing(rank);
                int things =
                        switch (reason) {
                            case STATION -> run.limits.stations();
                            case TRANSFORMER -> 2;
                            case LINE -> run.site.feeder().branches().size();
                            case VOLTAGE, BASE_LOAD -> run.site.feeder().buses().size();
                            default -> 0;
                        };
                boolean isLost = !run.dispatch.before().isFlowSolved();
                assertThat(thing)
                        .as("%s %s", as, reason)
                        .isBetween(things > 0 && !isLost ? 0 : -1, things - 1);
            }
        }
    }

    @Test
    void whatBindsIsUsedUp() {
        // Where power is continuous, the nearest point lies on the limit that is given as reason.
        int checked = 0;
        for (long seed = 0; seed < SITES; seed++) {
            var run = new Run(seed, true);
            if (!run.dispatch.isCorrected()
                    || !run.dispatch.before().isFlowSolved()
                    || !run.flow.limits().hold(run.flow(false))) {
                continue;
            }
            var with = run.flow(true);
            for (int rank = 0; rank < run.limits.pluggedInCount(); rank++) {
                double room =
                        switch (run.dispatch.reason(rank)) {
                            case LINE -> 1 - with.loading(run.dispatch.thing(rank));
                            case VOLTAGE -> {
                                int bus = run.dispatch.thing(rank);
                                double v = with.voltagePu(bus);
                                yield Math.min(Math.abs(v - 0.95), Math.abs(1.05 - v));
                            }
                            default -> 0;
                        };
                checked += room != 0 ? 1 : 0;
                assertThat(room)
                        .as("%s, rank %d, %s", run.as, rank, run.dispatch.reason(rank))
                        .isLessThan(2e-6);
            }
        }
        assertThat(checked).isGreaterThan(100);
    }
}
