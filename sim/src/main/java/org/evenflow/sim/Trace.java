package org.evenflow.sim;

import org.evenflow.model.TimeGrid;

/**
 * Subscribes to a run as it happens: each step is published once, after it has been played, and
 * each visit once, when the vehicle leaves. What counts for indicators is a {@link Meter}; what
 * draws, writes, rewards or trades is a trace.
 */
public interface Trace {
    /**
     * What is known of a run before its first step.
     *
     * @param time the run's own steps: seeds of a session log begin on different days
     * @param stations how many stations there are
     * @param hasFeeder whether there is a network
     * @param isByPhase whether its voltages are those of single phases
     * @param demandPerKwMonth demand charge in force, currency per kW and billing month, {@code
     *     [step]}
     * @param unservedPerKwh price of energy that was reachable and is lacking, currency per kWh
     * @param exportCreditShare share of the grid's carbon intensity that exports are credited
     * @param turnedAway vehicles that will find no free connector in time
     */
    record Run(
            TimeGrid time,
            int stations,
            boolean hasFeeder,
            boolean isByPhase,
            double[] demandPerKwMonth,
            double unservedPerKwh,
            double exportCreditShare,
            int turnedAway) {}

    /** A run is about to begin. */
    default void started(Run run) {}

    /** A step has been played. The record is reused: copy what is kept. */
    default void append(StepRecord step) {}

    /**
     * A vehicle has left, or the run has ended with it plugged in. The outcome is reused: {@link
     * SessionOutcome#copy} is not.
     */
    default void departed(SessionOutcome session) {}
}
