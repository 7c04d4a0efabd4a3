package org.evenflow.control.rule;

import java.util.Arrays;
import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;

/**
 * Every limit is shared equally among the vehicles below it: all powers rise together, and a
 * vehicle stops rising when it or something above it is full (max-min fairness: D. Bertsekas, R.
 * Gallager, "Data Networks", 2nd ed., 1992, section 6.5.2). Where the share is below the smallest
 * power of a charger, the vehicles that came last wait.
 */
final class EqualShare implements Controller {
    private final Queue queue = new Queue();
    private double[] stationKw = new double[0];
    private double[] transformerKw = new double[0];
    private int[] stationCount = new int[0];
    private int[] transformerCount = new int[0];
    private boolean[] isDone = new boolean[0];

    @Override
    public String id() {
        return "equal_share";
    }

    @Override
    public void decide(Observation observation, Action action) {
        queue.fill(observation, (o, connector) -> 0);
        Limits limits = observation.limits();
        int count = queue.size();
        while (true) {
            share(limits, count, action.powerKw());
            top(limits, count, action.powerKw());
            int late = -1;
            for (int i = count - 1; i >= 0 && late < 0; i--) {
                int connector = queue.connectors()[i];
                double power = action.powerKw()[connector];
                if (power < limits.highKw(connector) && power < limits.minKw(connector) - 1e-9) {
                    late = i;
                }
            }
            if (late < 0) {
                return;
            }
            action.powerKw()[queue.connectors()[late]] = 0;
            System.arraycopy(
                    queue.connectors(), late + 1, queue.connectors(), late, count - late - 1);
            count--;
        }
    }

    /**
     * Gives all that they can take to those who take less than the least power and are short of it
     * by rounding alone: less would be none.
     */
    private void top(Limits limits, int count, double[] powerKw) {
        for (int i = 0; i < count; i++) {
            int connector = queue.connectors()[i];
            double high = limits.highKw(connector);
            if (high < limits.minKw(connector) && powerKw[connector] >= high - 1e-9) {
                powerKw[connector] = high;
            }
        }
    }

    /**
     * Progressive filling: repeatedly raises all open vehicles by the least rise that fills one of
     * them or a limit.
     */
    private void share(Limits limits, int count, double[] powerKw) {
        prepare(limits, count);
        int[] order = queue.connectors();
        for (int i = 0; i < count; i++) {
            powerKw[order[i]] = 0;
        }
        double siteKw = limits.layout().siteHighKw();
        int open = count;
        while (open > 0) {
            double rise = siteKw / open;
            for (int i = 0; i < count; i++) {
                if (!isDone[i]) {
                    rise = Math.min(rise, room(limits, order[i], powerKw));
                }
            }
            rise = Math.max(0, rise);
            siteKw -= rise * open;
            spend(limits, rise);
            int stillOpen = 0;
            for (int i = 0; i < count; i++) {
                if (isDone[i]) {
                    continue;
                }
                powerKw[order[i]] += rise;
                stillOpen++;
            }
            for (int i = 0; i < count; i++) {
                if (!isDone[i] && (siteKw <= 1e-9 || room(limits, order[i], powerKw) <= 1e-9)) {
                    close(limits, i);
                    stillOpen--;
                }
            }
            open = stillOpen;
        }
    }

    private void prepare(Limits limits, int count) {
        if (isDone.length < limits.connectors()) {
            isDone = new boolean[limits.connectors()];
            stationKw = new double[limits.stations()];
            stationCount = new int[limits.stations()];
            transformerKw = new double[limits.transformers()];
            transformerCount = new int[limits.transformers()];
        }
        limits.layout().copyStationHighKw(stationKw);
        Arrays.fill(stationCount, 0);
        Arrays.fill(transformerCount, 0);
        for (int t = 0; t < transformerKw.length; t++) {
            transformerKw[t] = Math.max(0, limits.transformerHighKw(t));
        }
        for (int i = 0; i < count; i++) {
            isDone[i] = false;
            int station = limits.layout().stationOf(queue.connectors()[i]);
            stationCount[station]++;
            if (limits.layout().transformerOf(station) >= 0) {
                transformerCount[limits.layout().transformerOf(station)]++;
            }
        }
    }

    private double room(Limits limits, int connector, double[] powerKw) {
        int station = limits.layout().stationOf(connector);
        int transformer = limits.layout().transformerOf(station);
        double room =
                Math.min(
                        limits.highKw(connector) - powerKw[connector],
                        stationKw[station] / stationCount[station]);
        return transformer < 0
                ? room
                : Math.min(room, transformerKw[transformer] / transformerCount[transformer]);
    }

    private void spend(Limits limits, double rise) {
        for (int s = 0; s < stationKw.length; s++) {
            stationKw[s] -= rise * stationCount[s];
        }
        for (int t = 0; t < transformerKw.length; t++) {
            transformerKw[t] -= rise * transformerCount[t];
        }
    }

    private void close(Limits limits, int i) {
        isDone[i] = true;
        int station = limits.layout().stationOf(queue.connectors()[i]);
        stationCount[station]--;
        if (limits.layout().transformerOf(station) >= 0) {
            transformerCount[limits.layout().transformerOf(station)]--;
        }
    }
}
