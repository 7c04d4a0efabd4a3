package org.evenflow.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.evenflow.control.Action;
import org.evenflow.control.Observation;
import org.evenflow.forecast.Outlook;
import org.evenflow.numeric.MissingSolverException;
import org.evenflow.numeric.SolveStatus;
import org.junit.jupiter.api.Test;

class FallbackTest {
    private static final double ROUNDING = 1e-9;

    /** At step 2, an hour each: plenty of time, none to spare, too little, and nothing to do. */
    private static PlanWorld world() {
        var world =
                new PlanWorld(
                        PlanWorld.site(100, PlanWorld.BOTH_WAYS, 4),
                        12,
                        1,
                        VisitOf.simple(0, 2, 10, 20, 10),
                        VisitOf.simple(1, 2, 4, 20, 10),
                        VisitOf.simple(2, 2, 3, 20, 10),
                        new VisitOf(3, 2, 10).stored(50).charging(0, 10).givingBack(10, 0).visit());
        return world.at(2);
    }

    private static double[] decided(PlanWorld world) {
        var action = new Action(4, 0);
        Fallback.chargeInTime(world, action);
        return action.powerKw();
    }

    @Test
    void everyoneChargesAtTheMeanPowerThatMeetsTheRequest() {
        // 20 kWh in 8 h, in 2 h, in 1 h at 10 kW.
        assertThat(decided(world()))
                .containsExactly(new double[] {2.5, 10, 10, 0}, within(ROUNDING));
    }

    @Test
    void whoIsStillThereAfterItsDeclaredDepartureChargesAtOnce() {
        var over = new VisitOf(0, 0, 10).declared(1).charging(20, 10).visit();
        var site = PlanWorld.site(100, PlanWorld.ONE_WAY, 4);
        assertThat(decided(new PlanWorld(site, 12, 1, over).at(3))[0]).isEqualTo(10);
    }

    @Test
    void levelsAreRoundedUpSoThatNobodyIsLate() {
        var world = world();
        world.levelKw = 0.69;
        assertThat(decided(world.at(2))[0]).isCloseTo(4 * 0.69, within(ROUNDING));
        world.minKw = 6 * 0.69;
        assertThat(decided(world.at(2))[0]).isCloseTo(6 * 0.69, within(ROUNDING));
        // A level that is met exactly is not passed.
        world.minKw = 0;
        world.levelKw = 0.5;
        assertThat(decided(world.at(2))[0]).isCloseTo(2.5, within(ROUNDING));
    }

    @Test
    void fallbacksAreCountedAndAMissingSolverIsSaidUntilTheNextRun() {
        var fallback = new Fallback();
        var action = new Action(4, 0);
        fallback.decide(world(), action);
        fallback.decide(world(), action);
        assertThat(action.powerKw()[0]).isCloseTo(2.5, within(ROUNDING));
        assertThat(fallback.count()).isEqualTo(2);
        assertThat(fallback.isSolverMissing()).isFalse();
        fallback.reportMissingSolver(new MissingSolverException("no HiGHS for mars"));
        fallback.reportMissingSolver(new MissingSolverException("no HiGHS for mars"));
        assertThat(fallback.isSolverMissing()).isTrue();
        assertThat(fallback.troubles()).hasSize(1).first().asString().endsWith("no HiGHS for mars");
        fallback.reset();
        assertThat(fallback.isSolverMissing()).isFalse();
        assertThat(fallback.count()).isZero();
        assertThat(fallback.troubles()).isEmpty();
    }

    /** A plan whose solver ends in a way, or is not there. */
    private static final class Told implements Fallback.Plan {
        private final SolveStatus ended;
        private int fills;

        Told(SolveStatus ended) {
            this.ended = ended;
        }

        @Override
        public Outlook fill(Observation observation) {
            fills++;
            return observation.foreseen();
        }

        @Override
        public boolean solve(Observation observation, Fallback.Deadline deadline) {
            if (ended == SolveStatus.UNBOUNDED) {
                throw new MissingSolverException("no HiGHS for mars");
            }
            return ended.hasPoint();
        }

        @Override
        public SolveStatus status() {
            return ended;
        }
    }

    private static boolean isPlanned(Fallback fallback, Told plan, double seconds) {
        var deadline = Fallback.Deadline.in(seconds, () -> 0);
        return fallback.isPlanned(() -> plan, world(), deadline);
    }

    @Test
    void aStepIsPlannedWhereTheSolverFindsAPointInTime() {
        var fallback = new Fallback();
        assertThat(isPlanned(fallback, new Told(SolveStatus.OPTIMAL), 1)).isTrue();
        assertThat(isPlanned(fallback, new Told(SolveStatus.FEASIBLE), 1)).isTrue();
        assertThat(fallback.troubles()).isEmpty();
        var late = new Told(SolveStatus.OPTIMAL);
        assertThat(isPlanned(fallback, late, 0)).isFalse();
        assertThat(late.fills).isZero();
        assertThat(isPlanned(fallback, new Told(SolveStatus.INFEASIBLE), 1)).isFalse();
        assertThat(fallback.troubles())
                .containsExactly(
                        "a simple rule decides where no plan is there in time",
                        "a simple rule decides where the solver ends infeasible");
    }

    @Test
    void whereTheWorkIsSpentNobodyBlamesTheClock() {
        var fallback = new Fallback();
        var deadline = Fallback.Deadline.in(60, () -> 0, 0);
        var plan = new Told(SolveStatus.OPTIMAL);
        assertThat(fallback.isPlanned(() -> plan, world(), deadline)).isFalse();
        assertThat(fallback.troubles())
                .containsExactly("a simple rule decides where " + Fallback.WORK_SPENT);
    }

    @Test
    void aMissingSolverIsAskedForOnceInARun() {
        var fallback = new Fallback();
        var plan = new Told(SolveStatus.UNBOUNDED);
        assertThat(isPlanned(fallback, plan, 1)).isFalse();
        assertThat(isPlanned(fallback, plan, 1)).isFalse();
        assertThat(plan.fills).isEqualTo(1);
        fallback.reset();
        assertThat(isPlanned(fallback, plan, 1)).isFalse();
        assertThat(plan.fills).isEqualTo(2);
        assertThat(fallback.troubles()).hasSize(1).first().asString().endsWith("no HiGHS for mars");
    }

    @Test
    void whatAnOutlookHadToDoWithoutIsSaid() {
        var fallback = new Fallback();
        var world = world();
        world.buy[5] = Double.NaN;
        var deadline = Fallback.Deadline.perSolve(1, Integer.MAX_VALUE);
        fallback.isPlanned(() -> new Told(SolveStatus.OPTIMAL), world, deadline);
        assertThat(fallback.troubles())
                .containsExactly(
                        "prices or carbon intensity are missing: the last known ones count");
    }

    @Test
    void everySolveMayHaveItsWholeTime() {
        var deadline = Fallback.Deadline.perSolve(2.5, Integer.MAX_VALUE);
        assertThat(deadline.forSolverS()).isCloseTo(2.5, within(ROUNDING));
        assertThat(deadline.isOver()).isFalse();
    }
}
