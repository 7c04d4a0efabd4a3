package org.evenflow.planning;

import java.util.function.IntToDoubleFunction;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.control.Settings;

/**
 * How a receding plan divides the time ahead: into steps, or into blocks that grow as far as the
 * last declared departure, a day at most. For large fleets boundaries stay in place until they are
 * passed.
 */
final class Horizon {
    private static final double DAY_H = 24;

    private final boolean isEqual;

    /** Whether boundaries stay in place until they are passed. */
    final boolean isSteady;

    /**
     * A horizon.
     *
     * @param isPlannedSingly whether every connector has a slot of its own
     */
    Horizon(Settings settings, int connectors, boolean isPlannedSingly) {
        isEqual = settings.isOn("equal_blocks");
        isSteady = !isEqual && isPlannedSingly && connectors > settings.number("steady_above");
    }

    /**
     * Divides the time from the present step on.
     *
     * @param buyPerKwh price of a step
     */
    void divide(
            Observation observation,
            VehicleSlots fleet,
            Blocks blocks,
            IntToDoubleFunction buyPerKwh) {
        int now = observation.step();
        if (isEqual) {
            blocks.equal(now, observation.steps());
            return;
        }
        int end = end(observation, fleet, blocks);
        if (isSteady) {
            blocks.steady(now, end, buyPerKwh);
        } else {
            blocks.growing(now, end, buyPerKwh);
        }
    }

    private static int end(Observation observation, VehicleSlots fleet, Blocks blocks) {
        Limits limits = observation.limits();
        int now = observation.step();
        int last = now + blocks.count;
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            last = Math.max(last, fleet.departure(observation, limits.connectorAt(rank)));
        }
        int day = now + (int) Math.round(DAY_H / observation.stepHours());
        return Math.min(observation.steps(), Math.min(last, day));
    }
}
