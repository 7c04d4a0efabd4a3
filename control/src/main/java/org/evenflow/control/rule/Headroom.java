package org.evenflow.control.rule;

import java.util.Objects;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.control.Room;
import org.jspecify.annotations.Nullable;

/** What limits leave while powers are handed out one vehicle after the other, on power levels. */
final class Headroom {
    private static final double EPSILON_KW = 1e-9;

    private @Nullable Room room;

    /** Looks at a step in which nobody charges yet. */
    void startStep(Limits limits) {
        var known = room == null || !room.isOf(limits) ? new Room(limits) : room;
        room = known;
        known.startStep();
    }

    /** The most that a connector may take now, on one of its power levels. */
    double available(Limits limits, int connector) {
        return level(limits, connector, room(limits, connector));
    }

    /** The same on any power. */
    double room(Limits limits, int connector) {
        double most = Objects.requireNonNull(room).of(connector);
        return Math.max(0, Math.min(most, limits.highKw(connector)));
    }

    /** The connector's power level at or below a power. */
    static double level(Limits limits, int connector, double powerKw) {
        if (powerKw >= limits.highKw(connector)) {
            return limits.highKw(connector);
        }
        if (powerKw < limits.minKw(connector) - EPSILON_KW) {
            return 0;
        }
        double step = limits.stepKw(connector);
        if (step == 0) {
            return Math.max(0, powerKw);
        }
        double level = Math.floor((powerKw + EPSILON_KW) / step) * step;
        return level < limits.minKw(connector) - EPSILON_KW ? 0 : Math.min(powerKw, level);
    }

    /** Gives a connector a power. */
    void allocate(int connector, double powerKw) {
        Objects.requireNonNull(room).take(connector, powerKw);
    }

    /**
     * Full power to each connector in the given order, as far as the limits reach. Returns how many
     * got any.
     */
    int serve(Observation observation, int[] order, int count, double[] powerKw) {
        Limits limits = observation.limits();
        startStep(limits);
        int served = 0;
        for (int i = 0; i < count; i++) {
            int connector = order[i];
            double power = available(limits, connector);
            if (power > 0) {
                allocate(connector, power);
                powerKw[connector] = power;
                served++;
            }
        }
        return served;
    }
}
