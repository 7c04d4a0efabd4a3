package org.evenflow.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.evenflow.control.Action;
import org.evenflow.model.Battery.Wear;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Connector;
import org.evenflow.model.ConstantPowerTaper;
import org.evenflow.model.Site;
import org.evenflow.model.Station;
import org.evenflow.model.SupplyTransformer;
import org.evenflow.model.scenario.RandomWorld;
import org.evenflow.model.scenario.SessionRecord;
import org.junit.jupiter.api.Test;

/** What an environment publishes, and to whom. */
class StepViewTest {
    private static ChargingEnv env(Meter... meters) {
        var kind = new ChargerKind.FastDc(8, 0, 1);
        return new ChargingEnv(
                Small.scenario(
                        4,
                        kind,
                        Small.UNLIMITED,
                        null,
                        Small.plainVehicle(),
                        List.of(Small.session(0, 2, 10), Small.session(1, 4, 30))),
                List.of(meters));
    }

    @Test
    void pricesAndCarbonAreThoseOfTheStep() {
        var env = env();
        var seen = new ArrayList<Double>();
        env.trace(
                new Trace() {
                    @Override
                    public void append(StepRecord step) {
                        seen.add(step.buyPerKwh());
                        seen.add(step.sellPerKwh());
                        seen.add(step.carbonKgPerKwh());
                    }
                });
        env.reset(1);
        for (int step = 0; step < 4; step++) {
            env.exogenous().buyPerKwh()[step] = 10 + step;
            env.exogenous().sellPerKwh()[step] = 20 + step;
            env.exogenous().carbonKgPerKwh()[step] = 30 + step;
        }
        for (int step = 0; step < 4; step++) {
            env.step(new Action(2, 0));
        }
        assertThat(seen)
                .containsExactly(
                        10.0, 20.0, 30.0, 11.0, 21.0, 31.0, 12.0, 22.0, 32.0, 13.0, 23.0, 33.0);
        // 2 kW of base load for an hour each at 30 to 33 kg.
        assertThat(env.totals().asBaseline().emissionsKg()).isCloseTo(2 * 126, within(1e-9));
    }

    /** Adds up who takes part. */
    private static final class Participants implements Trace {
        private final String as;

        Participants(String as) {
            this.as = as;
        }

        @Override
        public void append(StepRecord step) {
            double takenKwh = step.baseKwh() + step.lossKw() * step.stepHours();
            double chargedKw = 0;
            for (int rank = 0; rank < step.pluggedInCount(); rank++) {
                int connector = step.pluggedIn(rank);
                takenKwh += step.energyKwh(connector);
                chargedKw += Math.max(0, step.powerKw(connector));
            }
            for (int plant = 0; plant < step.plants(); plant++) {
                takenKwh -= step.plantKwh(plant);
            }
            // Flows stop at 1e-10 pu of some hundred kW.
            assertThat(step.importKwh()).as(as).isCloseTo(takenKwh, within(1e-6));
            assertThat(step.chargedKw()).as(as).isCloseTo(chargedKw, within(1e-9));
        }
    }

    @Test
    void energyOfAllParticipantsIsWhatPassesTheSubstation() {
        for (long seed = 0; seed < 30; seed++) {
            var env = new ChargingEnv(RandomWorld.bound(seed));
            env.trace(new Participants("seed " + seed));
            var random = new Random(seed);
            var observation = env.reset(seed);
            var action =
                    new Action(
                            observation.limits().connectors(),
                            env.scenario().site().plants().size());
            boolean ends = false;
            while (!ends) {
                action.clear();
                for (int c = 0; c < action.powerKw().length; c++) {
                    action.powerKw()[c] = 40 * random.nextDouble() - 10;
                }
                for (int plant = 0; plant < action.curtailedShare().length; plant++) {
                    action.curtailedShare()[plant] = 0.5 * random.nextDouble();
                }
                ends = env.step(action).isTruncated();
            }
        }
    }

    /** Writes down what it is told. */
    private record Listener(String name, List<String> heard) implements Trace {
        @Override
        public void started(Run run) {
            heard.add(name + " starts " + run.time().steps());
        }

        @Override
        public void append(StepRecord step) {
            heard.add(name + " " + step.step() + " at " + Math.round(100 * step.cost()));
        }

        @Override
        public void departed(SessionOutcome session) {
            heard.add(name + " " + session.session() + " leaves");
        }
    }

    @Test
    void everySubscriberIsToldInOrderOfAStepThatIsSettled() {
        var env = env();
        var heard = new ArrayList<String>();
        env.trace(new Listener("a", heard), new Listener("b", heard));
        Small.play(env, 8, 8);
        // 10 and 12 kWh at 0.3; the first leaves after its two hours.
        assertThat(heard)
                .containsExactly(
                        "a starts 4",
                        "b starts 4",
                        "a 0 at 300",
                        "b 0 at 300",
                        "a 1 at 360",
                        "b 1 at 360",
                        "a 0 leaves",
                        "b 0 leaves");
        env.trace();
        Small.play(env, 8, 8);
        assertThat(heard).hasSize(8);
    }

    /** Counts steps with charging. */
    private static final class BusySteps implements Meter.OfSteps {
        private int busy;

        @Override
        public void started(Trace.Run run) {
            busy = 0;
        }

        @Override
        public void append(StepRecord step) {
            busy += step.chargedKw() > 0 ? 1 : 0;
        }

        @Override
        public void add(Meter ofOtherSite) {
            busy += ((BusySteps) ofOtherSite).busy;
        }

        @Override
        public List<Indicator> indicators() {
            return List.of(
                    Indicator.of(
                            Indicator.Group.GRID,
                            "busy_steps",
                            "–",
                            Indicator.Better.NEITHER,
                            0,
                            "Busy steps",
                            "steps with charging",
                            () -> busy));
        }
    }

    @Test
    void aFamilyFromOutsideCountsLikeThoseOfEveryRun() {
        var env = env(new BusySteps());
        var values = Small.play(env, 8, 0, 8, 0).indicators(Indicator.Baseline.ZERO);
        assertThat(values.get("busy_steps")).isEqualTo(2);
        Small.play(env, 8, 0, 0, 0);
        assertThat(env.totals().indicators(Indicator.Baseline.ZERO).get("busy_steps")).isEqualTo(1);
        assertThat(EpisodeTotals.catalogue().stream().map(Indicator::id))
                .doesNotContain("busy_steps")
                .contains("peak_power_8_22");
    }

    private static Station station(String id, ChargerKind kind) {
        return new Station(id, "b", "t", 100, 100, List.of(new Connector("c-" + id, kind)));
    }

    /** Comes at seven, says ten, leaves at nine. */
    private static SessionRecord leavesEarly() {
        var at = Small.SIX;
        return new SessionRecord(
                "early",
                "r",
                at.plusSeconds(3600),
                at.plusSeconds(3 * 3600),
                at.plusSeconds(4 * 3600),
                20,
                20,
                60,
                0.2,
                Small.UNLIMITED);
    }

    /** A connector at each of two stations, base load of 2 kW beside them. */
    private static ChargingEnv twoStations() {
        var kind = new ChargerKind.FastDc(8, 0, 1);
        var sessions = List.of(Small.session("s", 0, 2, 10), leavesEarly());
        var one = Small.scenario(4, kind, Small.UNLIMITED, null, Small.plainVehicle(), sessions);
        return new ChargingEnv(
                one.with(
                        Site.of(
                                        null,
                                        List.of(station("s", kind), station("r", kind)),
                                        List.of(new SupplyTransformer("t", 50)))
                                .withLoad(2, "t")));
    }

    @Test
    void whatConnectorsAndTransformersShowIsOfTheStep() {
        var env = twoStations();
        var seen = new ArrayList<Double>();
        env.trace(
                new Trace() {
                    @Override
                    public void append(StepRecord step) {
                        if (step.step() == 1) {
                            seen.add((double) step.session(1));
                            seen.add(step.storedKwh(1));
                            seen.add(step.wishKw(1));
                            seen.add(step.transformerKw()[0]);
                            seen.add(step.transformerKva()[0]);
                        }
                    }
                });
        Small.play(env, 0, 5, 0, 0);
        // 12 kWh and 5 at 0.9; both take 5 beside a base load of 2.
        assertThat(seen).containsExactly(1.0, 16.5, 5.0, 12.0, 12.0);
    }

    @Test
    void aVisitIsToldWithAllThatConcernsIt() {
        var env = twoStations();
        var told = new Small.Import();
        env.trace(told);
        Small.play(env, 0, 5, 0, 0);
        var second = told.outcomes.get(1);
        assertThat(second.session()).isOne();
        assertThat(second.connector()).isOne();
        assertThat(second.station()).isOne();
        assertThat(second.arrivalStep()).isOne();
        assertThat(second.departStep()).isEqualTo(3);
        assertThat(second.declaredStep()).isEqualTo(4);
        assertThat(second.ratedKw()).isEqualTo(8);
        assertThat(second.neededHours()).isCloseTo(20 / 8.0, within(1e-12));
        assertThat(second.chargedKwh()).isEqualTo(5);
        // 16 of its 20 kWh were in reach of two hours.
        assertThat(second.unservedKwh()).isCloseTo(16 - 5, within(1e-12));
        assertThat(second.missingKwh()).isCloseTo(20 - 5, within(1e-12));
        var totals = env.totals();
        var values = totals.indicators(Indicator.Baseline.ZERO);
        assertThat(totals.totalCost()).isPositive().isEqualTo(values.get("total_cost"));
        assertThat(totals.worstVehicleImbalanceKwh()).isLessThan(1e-12);
    }

    /** What is told of each step's first connector, wear and correction. */
    private static List<Object> told(double limitKw, double... wishes) {
        var kind = new ChargerKind.FastDc(8, 0, 1);
        var vehicle = Small.vehicle(0.9, 0, ConstantPowerTaper.NONE, new Wear(0.1, 1));
        var sessions = List.of(Small.session(0, 2, 20), Small.session(0, 2, 20));
        var env = new ChargingEnv(Small.scenario(2, kind, limitKw, null, vehicle, sessions));
        var told = new ArrayList<Object>();
        env.trace(
                new Trace() {
                    @Override
                    public void append(StepRecord step) {
                        told.add(step.wearCost());
                        told.add(step.isCorrected());
                        told.add(step.thing(0));
                    }
                });
        Small.play(env, wishes);
        return told;
    }

    @Test
    void wearCorrectionsAndWhatCutAreOfTheStep() {
        // Two vehicles at 0.1 an hour and kW: 3 kW each, then 4 of the 8 kW that were wished.
        assertThat(told(8, 3, 8)).containsExactly(0.1 * 3 + 0.1 * 3, false, -1, 0.8, true, 0);
    }
}
