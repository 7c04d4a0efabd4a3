package org.evenflow.planning;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.evenflow.control.Action;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.control.Settings;
import org.evenflow.forecast.Outlook;
import org.evenflow.numeric.MissingSolverException;
import org.evenflow.numeric.SolveStatus;

/**
 * How a planner comes to a plan in time, and what it does without one: the safe rule decides, and
 * it is counted and said why. A solver that is missing is asked for once. Mutable; begins anew with
 * every run.
 */
final class Fallback {
    /** What is said where a limit of work, not of time, stopped the solver. */
    static final String WORK_SPENT = "no plan is there within its simplex iterations";

    private final Set<String> troubles = new LinkedHashSet<>();
    private boolean isSolverMissing;
    private long count;

    /** How the program is solved. */
    @FunctionalInterface
    interface ToSolve {
        /** Solves within so many seconds. */
        SolveStatus solve(FleetProgram program, double limitS);
    }

    /** The plan of a step, whatever it plans. */
    interface Plan {
        /** Fills the program for the present step; what it is told of the steps to come. */
        Outlook fill(Observation observation);

        /** Solves in time; whether there is a plan for the present step. */
        boolean solve(Observation observation, Deadline deadline);

        /** How the last solve ended. */
        SolveStatus status();
    }

    /**
     * How much work a decision may take, in simplex iterations, so that it does not depend on the
     * machine's load; and until when it has to be there in any case.
     */
    static final class Deadline {
        private final LongSupplier nanoClock;

        /** Share of the time that is kept for what follows the last solve. */
        private static final double KEPT = 0.05;

        private final long end;
        private final double keptS;
        private long work;

        private Deadline(LongSupplier nanoClock, long end, double keptS, long work) {
            this.nanoClock = nanoClock;
            this.end = end;
            this.keptS = keptS;
            this.work = work;
        }

        /** So many seconds from now, whatever the work. */
        static Deadline in(double seconds, LongSupplier nanoClock) {
            return in(seconds, nanoClock, Integer.MAX_VALUE);
        }

        /** So many iterations, and seconds from now. */
        static Deadline in(double seconds, LongSupplier nanoClock, int iterations) {
            long end = nanoClock.getAsLong() + (long) (seconds * 1e9);
            return new Deadline(nanoClock, end, KEPT * seconds, iterations);
        }

        /** As the settings {@code work} and {@code deadline_s} say. */
        static Deadline of(Settings settings, LongSupplier nanoClock) {
            return in(settings.number("deadline_s"), nanoClock, (int) settings.number("work"));
        }

        /** So many seconds for each solve, however long others took, and iterations for all. */
        static Deadline perSolve(double seconds, int iterations) {
            return new Deadline(() -> 0, (long) (seconds * 1e9), 0, iterations);
        }

        /** Seconds that a solver may take from now on, at least 0. */
        double forSolverS() {
            return Math.max(0, (end - nanoClock.getAsLong()) * 1e-9 - keptS);
        }

        /** Whether there is neither time nor work left for another solve. */
        boolean isSpent() {
            return work <= 0 || forSolverS() <= 0;
        }

        /** Whether it is the work that is spent. */
        boolean isWorkSpent() {
            return work <= 0;
        }

        /** Solves with what is left. */
        SolveStatus solve(FleetProgram program, ToSolve solver) {
            program.program.mostIterations((int) Math.max(0, work));
            SolveStatus status = solver.solve(program, forSolverS());
            work -= program.program.iterations();
            return status;
        }

        boolean isOver() {
            return nanoClock.getAsLong() - end >= 0;
        }
    }

    /** Begins a run. */
    void reset() {
        count = 0;
        troubles.clear();
        isSolverMissing = false;
    }

    /**
     * Whether there is a plan for the present step: none without a solver, none too late, none
     * where the solver finds none. What it had to do without is kept for the user.
     *
     * @param plan given, or made where there is time for it
     */
    boolean isPlanned(Supplier<? extends Plan> plan, Observation observation, Deadline deadline) {
        if (isSolverMissing) {
            return false;
        }
        if (deadline.isSpent()) {
            reportNoPlan(SolveStatus.STOPPED, deadline);
            return false;
        }
        Plan known = plan.get();
        reportReplaced(known.fill(observation));
        try {
            boolean isSolved = known.solve(observation, deadline);
            if (!isSolved) {
                reportNoPlan(known.status(), deadline);
            }
            return isSolved;
        } catch (MissingSolverException failure) {
            reportMissingSolver(failure);
            return false;
        }
    }

    /** Lets the safe rule decide. */
    void decide(Observation observation, Action action) {
        count++;
        chargeInTime(observation, action);
    }

    /**
     * Everyone charges at the mean power that still meets the request by the declared departure, at
     * full power where time is short; nobody gives back. The dispatcher keeps the limits.
     */
    static void chargeInTime(Observation observation, Action action) {
        Limits limits = observation.limits();
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int connector = limits.connectorAt(rank);
            action.powerKw()[connector] =
                    observation.neededHours(connector) > 0 ? inTimeKw(observation, connector) : 0;
        }
    }

    private static double inTimeKw(Observation observation, int connector) {
        Limits limits = observation.limits();
        double left =
                (observation.declaredStep(connector) - observation.step())
                        * observation.stepHours();
        double needed = observation.neededHours(connector);
        double share = left > needed && left > 0 ? needed / left : 1;
        double wanted = share * observation.ratedKw(connector);
        double step = limits.stepKw(connector);
        // Up to a level of the charger: rounded down, the vehicle would be late.
        double level = step > 0 ? Math.ceil(wanted / step - 1e-9) * step : wanted;
        return Math.min(limits.highKw(connector), Math.max(level, limits.minKw(connector)));
    }

    /** There is no solver: nothing is planned in this run. */
    void reportMissingSolver(MissingSolverException failure) {
        isSolverMissing = true;
        troubles.add("plans nothing, a simple rule decides: " + failure.getMessage());
    }

    /** A step has no plan, because the solver ended so. */
    private void reportNoPlan(SolveStatus ended, Deadline deadline) {
        String stopped = deadline.isWorkSpent() ? WORK_SPENT : "no plan is there in time";
        troubles.add(
                "a simple rule decides where "
                        + (ended == SolveStatus.STOPPED
                                ? stopped
                                : "the solver ends " + ended.name().toLowerCase(Locale.ROOT)));
    }

    /** Says what an outlook had to do without. */
    private void reportReplaced(Outlook outlook) {
        if (outlook.publishedMissing() > 0) {
            troubles.add("prices or carbon intensity are missing: the last known ones count");
        }
        if (outlook.forecastMissing() > 0) {
            troubles.add("forecasts are missing: all stays as it is");
        }
        if (outlook.measuredMissing() > 0) {
            troubles.add("base load or plants were not measured: the last measured values count");
        }
    }

    boolean isSolverMissing() {
        return isSolverMissing;
    }

    long count() {
        return count;
    }

    List<String> troubles() {
        return List.copyOf(troubles);
    }
}
