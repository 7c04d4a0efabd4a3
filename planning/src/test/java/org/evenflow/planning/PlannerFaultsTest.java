package org.evenflow.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.Observation;
import org.evenflow.control.Settings;
import org.evenflow.dispatch.ContractWorld;
import org.evenflow.dispatch.ContractWorld.Visit;
import org.evenflow.forecast.Forecaster;
import org.evenflow.forecast.History;
import org.evenflow.forecast.Persistence;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.Line;
import org.evenflow.numeric.MissingSolverException;
import org.evenflow.numeric.SolveStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever fails, every step of every planner has powers that vehicles, connectors and all limits
 * allow (the world checks them), in time, and the planner says what failed. A site of six hours, on
 * its own or at the end of a feeder whose lowest voltage binds.
 */
class PlannerFaultsTest {
    /** In each of them somebody is there. */
    private static final int STEPS = 24;

    /** What rounding to power levels may owe a vehicle in the end: 0.69 kW for a step. */
    private static final double ONE_LEVEL_KWH = 0.69 * 0.25;

    private static final String IN_TIME = "a simple rule decides where no plan is there in time";

    /** What a kWh costs by step: no two alike. */
    private static final double[] PRICES = new double[STEPS];

    static {
        Arrays.setAll(PRICES, step -> 0.2 + 0.15 * Math.cos(step) + 0.001 * step);
    }

    private final Clock clock = new Clock();

    /** A clock that stands still but for what a test adds. */
    private static final class Clock {
        long nanos;

        void passS(double seconds) {
            nanos += (long) (seconds * 1e9);
        }
    }

    static List<String> planners() {
        return new Planners().ids();
    }

    static Stream<String> predictive() {
        return planners().stream().filter(id -> id.startsWith("mpc"));
    }

    private static ContractWorld world(boolean hasFeeder) {
        var visits =
                List.of(
                        Visit.of(0, 0, 12, 20, 11),
                        Visit.of(1, 0, 8, 10, 11),
                        new Visit(2, 2, 20, 18, 11.04, 4.14, 0.69),
                        Visit.of(3, 4, 24, 25, 22),
                        Visit.of(1, 10, 22, 12, 7),
                        Visit.of(0, 14, 24, 9, 11));
        return new ContractWorld(STEPS, 4, 26, visits, hasFeeder ? feeder() : null).prices(PRICES);
    }

    /** 0.1 + j0.05 ohm at 0.4 kV: 10 kW of base load and 15 of charging lose 0.016 of 1 pu. */
    private static Feeder feeder() {
        return new Feeder(
                "f",
                "by hand",
                "a",
                1,
                List.of(
                        new Bus("a", 0.4, 0, 0, 0, 0, 0.9, 1.1),
                        new Bus("b", 0.4, 10, 0, 0, 0, 0.984, 1.1)),
                List.of(new Line("ab", "a", "b", 0.1, 0.05, 0, 1000, true)));
    }

    private Controller create(String id, Fallback.ToSolve solver, Map<String, Double> given) {
        var planners = new Planners(() -> clock.nanos, solver);
        return planners.create(id, Settings.of("controller " + id, planners.settings(id), given));
    }

    @ParameterizedTest
    @MethodSource("planners")
    void aSolverThatItsTimeLimitStopsLeavesDecisionsToTheSafeRule(String id) {
        for (boolean hasFeeder : new boolean[] {false, true}) {
            var planner = create(id, (program, limitS) -> program.solve(0), Map.of());
            world(hasFeeder).play(planner);
            assertThat(planner.fallbacks()).isEqualTo(STEPS);
            assertThat(planner.troubles()).containsExactly(IN_TIME);
            planner.reset();
            assertThat(planner.fallbacks()).isZero();
            assertThat(planner.troubles()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("planners")
    void withoutWorkTheSafeRuleDecidesWhateverTheClockSays(String id) {
        if (id.equals("clairvoyant")) {
            return;
        }
        var planner = create(id, FleetProgram::solve, Map.of("work", 0.0));
        world(true).play(planner);
        assertThat(planner.fallbacks()).isEqualTo(STEPS);
        assertThat(planner.troubles())
                .containsExactly("a simple rule decides where " + Fallback.WORK_SPENT);
    }

    @ParameterizedTest
    @MethodSource("planners")
    void withoutTimeNothingIsSolved(String id) {
        if (id.equals("clairvoyant")) {
            return;
        }
        var planner =
                create(
                        id,
                        (program, limitS) -> {
                            throw new AssertionError("solved with " + limitS + " s");
                        },
                        Map.of("deadline_s", 0.0));
        var world = world(true);
        world.play(planner);
        assertThat(planner.fallbacks()).isEqualTo(STEPS);
        assertThat(planner.troubles()).containsExactly(IN_TIME);
    }

    @ParameterizedTest
    @EnumSource(
            value = SolveStatus.class,
            names = {"INFEASIBLE", "UNBOUNDED", "STOPPED", "FAILED"})
    void aSolverThatUsesUpItsTimeForNothingLeavesTheDecisionInTime(SolveStatus ended) {
        for (String id : planners()) {
            var planner =
                    create(
                            id,
                            (program, limitS) -> {
                                clock.passS(limitS);
                                return ended;
                            },
                            Map.of());
            world(true).play(new InTime(planner, id));
            assertThat(planner.fallbacks()).as(id).isEqualTo(STEPS);
            String why =
                    ended == SolveStatus.STOPPED
                            ? "no plan is there in time"
                            : "the solver ends " + ended.name().toLowerCase(Locale.ROOT);
            assertThat(planner.troubles()).as(id).contains("a simple rule decides where " + why);
        }
    }

    @ParameterizedTest
    @MethodSource("planners")
    void aPlanThatTookAllTheTimeIsFollowedInTime(String id) {
        var planner =
                create(
                        id,
                        (program, limitS) -> {
                            clock.passS(limitS);
                            SolveStatus ended = program.solve(60);
                            return ended == SolveStatus.OPTIMAL ? SolveStatus.FEASIBLE : ended;
                        },
                        Map.of());
        // The clairvoyant plan has the time for each of its solves; nobody waits for it.
        world(true).play(id.equals("clairvoyant") ? planner : new InTime(planner, id));
        assertThat(planner.fallbacks()).isZero();
        assertThat(planner.troubles()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("planners")
    void aMissingSolverIsAskedForOnceInARun(String id) {
        int[] asked = new int[1];
        var planner =
                create(
                        id,
                        (program, limitS) -> {
                            asked[0]++;
                            throw new MissingSolverException("HiGHS does not load");
                        },
                        Map.of());
        for (int run = 1; run <= 2; run++) {
            planner.reset();
            world(true).play(planner);
            assertThat(asked[0]).isEqualTo(run);
            assertThat(planner.fallbacks()).isEqualTo(STEPS);
            assertThat(planner.troubles())
                    .containsExactly("plans nothing, a simple rule decides: HiGHS does not load");
        }
    }

    @ParameterizedTest
    @MethodSource("predictive")
    void aProgramThatFailsIsTriedOtherwise(String id) {
        for (boolean hasFeeder : new boolean[] {false, true}) {
            int[] solves = new int[1];
            double[] cost = new double[1];
            Fallback.ToSolve everyOther =
                    (program, limitS) -> {
                        SolveStatus ended = program.solve(limitS);
                        if (++solves[0] % 2 == 1) {
                            cost[0] = program.cost();
                            return SolveStatus.FAILED;
                        }
                        if (!hasFeeder) {
                            // Nothing is beyond a soft limit, so its other price is never paid.
                            assertThat(program.cost()).isCloseTo(cost[0], within(1e-6));
                        }
                        return ended;
                    };
            var planner = create(id, everyOther, Map.of());
            var world = world(hasFeeder);
            world.play(planner);
            assertThat(planner.fallbacks()).isZero();
            assertThat(planner.troubles()).isEmpty();
            assertThat(solves[0]).isGreaterThanOrEqualTo(2 * STEPS);
            assertThat(hasFeeder ? 0 : world.unservedKwh()).isCloseTo(0, within(ONE_LEVEL_KWH));
        }
    }

    @ParameterizedTest
    @MethodSource("predictive")
    void aProgramThatAlwaysFailsIsTriedThreeTimesAStep(String id) {
        int[] solves = new int[1];
        var planner =
                create(
                        id,
                        (program, limitS) -> {
                            solves[0]++;
                            return SolveStatus.FAILED;
                        },
                        Map.of());
        world(true).play(planner);
        assertThat(solves[0]).isEqualTo(3 * STEPS);
        assertThat(planner.fallbacks()).isEqualTo(STEPS);
        assertThat(planner.troubles())
                .containsExactly("a simple rule decides where the solver ends failed");
    }

    @Test
    void aSolverThatFailsNowAndThenCostsThoseStepsAlone() {
        int[] solves = new int[1];
        var planner =
                create(
                        "centralised_v2g",
                        (program, limitS) ->
                                ++solves[0] % 3 == 0 ? SolveStatus.FAILED : program.solve(limitS),
                        Map.of());
        world(true).play(planner);
        assertThat(planner.fallbacks()).isEqualTo(STEPS / 3);
    }

    @ParameterizedTest
    @MethodSource("planners")
    void noClockMattersBeforeADeadline(String id) {
        double[][] still = world(true).play(create(id, FleetProgram::solve, Map.of()));
        Fallback.ToSolve slowly =
                (program, limitS) -> {
                    clock.passS(0.1);
                    return program.solve(limitS);
                };
        assertThat(world(true).play(create(id, slowly, Map.of()))).isDeepEqualTo(still);
    }

    /** What forecasters may do wrong, by what they write. */
    enum Wrong implements Forecaster {
        NO_NUMBERS(Double.NaN),
        ENDLESS(Double.POSITIVE_INFINITY),
        ABSURD(1e300),
        NEGATIVE(-5),
        NOTHING(0) {
            @Override
            public void forecast(History past, int stepsPerDay, double[] ahead) {}
        },
        TOO_SHORT(0) {
            @Override
            public void forecast(History past, int stepsPerDay, double[] ahead) {
                Arrays.fill(ahead, 0, ahead.length / 2, past.ago(0));
            }
        };

        private final double value;

        Wrong(double value) {
            this.value = value;
        }

        @Override
        public String id() {
            return name();
        }

        @Override
        public void forecast(History past, int stepsPerDay, double[] ahead) {
            Arrays.fill(ahead, value);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatAForecasterDoesNotSayStaysAsItIs(Wrong wrong) {
        var planner = mpc(wrong);
        assertThat(world(true).play(planner))
                .isDeepEqualTo(world(true).play(mpc(new Persistence())));
        assertThat(planner.fallbacks()).isZero();
        assertThat(planner.troubles()).containsExactly("forecasts are missing: all stays as it is");
    }

    private Mpc mpc(Forecaster forecaster) {
        var settings = Settings.of("controller mpc", new Planners().settings("mpc"), Map.of());
        return new Mpc("mpc", forecaster, settings, () -> clock.nanos, FleetProgram::solve);
    }

    @ParameterizedTest
    @MethodSource("planners")
    void aMissingPriceIsTheOneBeforeIt(String id) {
        double[] known = PRICES.clone();
        Arrays.fill(known, 0, 2, known[2]);
        Arrays.fill(known, 6, 10, known[5]);
        double[] told = known.clone();
        Arrays.fill(told, 0, 2, Double.NaN);
        Arrays.fill(told, 6, 8, Double.NaN);
        told[8] = Double.POSITIVE_INFINITY;
        told[9] = 1e30;
        var planner = create(id, FleetProgram::solve, Map.of());
        assertThat(world(true).prices(told).play(planner))
                .isDeepEqualTo(
                        world(true).prices(known).play(create(id, FleetProgram::solve, Map.of())));
        assertThat(planner.fallbacks()).isZero();
        assertThat(planner.troubles())
                .containsExactly(
                        "prices or carbon intensity are missing: the last known ones count");
    }

    @ParameterizedTest
    @MethodSource("planners")
    void withoutAnyPriceEveryoneIsServed(String id) {
        double[] none = new double[STEPS];
        Arrays.fill(none, Double.NaN);
        var world = world(false).prices(none);
        var planner = create(id, FleetProgram::solve, Map.of());
        world.play(planner);
        assertThat(world.unservedKwh()).isCloseTo(0, within(ONE_LEVEL_KWH));
        assertThat(planner.fallbacks()).isZero();
    }

    /** Sees to it that every decision comes in time. */
    private final class InTime implements Controller {
        private final Controller planner;
        private final double deadlineS;

        InTime(Controller planner, String id) {
            this.planner = planner;
            deadlineS = Settings.of(id, new Planners().settings(id), Map.of()).number("deadline_s");
        }

        @Override
        public String id() {
            return planner.id();
        }

        @Override
        public boolean isClairvoyant() {
            return planner.isClairvoyant();
        }

        @Override
        public void decide(Observation observation, Action action) {
            long begin = clock.nanos;
            planner.decide(observation, action);
            assertThat(clock.nanos - begin)
                    .as("%s in step %d", id(), observation.step())
                    .isLessThanOrEqualTo((long) (deadlineS * 1e9));
        }
    }
}
