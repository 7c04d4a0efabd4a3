package org.evenflow.report.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evenflow.city.SessionTable;
import org.evenflow.model.Connector;
import org.evenflow.model.Station;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.report.EpisodeRecord;
import org.evenflow.sim.SessionOutcome;
import org.evenflow.sim.StepRecord;

/**
 * The sessions of the busiest station, for the Gantt chart: at most 24 connectors and the first two
 * days. Mutable; package-private.
 */
final class StationRecorder {
    private static final int MAX_CONNECTORS = 24;
    private static final double MAX_HOURS = 48;

    private final List<Station> stations;
    private final int lastStep;
    private final int stepMin;
    private final int[] firstConnector;
    private final List<EpisodeRecord.Bar> bars = new ArrayList<>();
    private int chosen;
    private int rows;
    private double[][] powerKw = new double[0][];

    StationRecorder(Scenario scenario) {
        stations = scenario.site().stations();
        stepMin = scenario.time().stepMin();
        lastStep =
                Math.min(
                        scenario.time().steps(),
                        (int) Math.round(MAX_HOURS / scenario.time().stepHours()));
        firstConnector = new int[stations.size() + 1];
        for (int s = 0; s < stations.size(); s++) {
            firstConnector[s + 1] = firstConnector[s] + stations.get(s).connectors().size();
        }
    }

    /** Chooses the station with most sessions of a run, the first of equals. */
    void choose(SessionTable sessions) {
        int[] count = new int[stations.size()];
        for (int row = 0; row < sessions.count; row++) {
            if (sessions.arrivalStep[row] < lastStep) {
                count[stationOf(sessions.connector[row])]++;
            }
        }
        chosen = 0;
        for (int s = 1; s < count.length; s++) {
            if (count[s] > count[chosen]) {
                chosen = s;
            }
        }
        rows = Math.min(MAX_CONNECTORS, stations.get(chosen).connectors().size());
        powerKw = new double[rows][lastStep];
    }

    void append(StepRecord step) {
        if (step.step() >= lastStep) {
            return;
        }
        for (int rank = 0; rank < step.pluggedInCount(); rank++) {
            int row = step.pluggedIn(rank) - firstConnector[chosen];
            if (row >= 0 && row < rows) {
                powerKw[row][step.step()] = step.powerKw(step.pluggedIn(rank));
            }
        }
    }

    void departed(SessionOutcome session) {
        int row = session.connector() - firstConnector[chosen];
        if (row < 0 || row >= rows || session.arrivalStep() >= lastStep) {
            return;
        }
        int end = Math.min(session.departStep(), lastStep);
        double[] power = Arrays.copyOfRange(powerKw[row], session.arrivalStep(), end);
        double capacity = session.capacityKwh();
        bars.add(
                new EpisodeRecord.Bar(
                        row,
                        session.arrivalStep(),
                        end,
                        session.declaredStep(),
                        session.arrivalKwh() / capacity,
                        session.targetKwh() / capacity,
                        session.departureKwh() / capacity,
                        power));
    }

    EpisodeRecord.StationChart chart() {
        Station station = stations.get(chosen);
        return new EpisodeRecord.StationChart(
                station.id(),
                station.connectors().stream().limit(rows).map(Connector::id).toList(),
                stepMin,
                List.copyOf(bars));
    }

    private int stationOf(int connector) {
        int station = 0;
        while (firstConnector[station + 1] <= connector) {
            station++;
        }
        return station;
    }
}
