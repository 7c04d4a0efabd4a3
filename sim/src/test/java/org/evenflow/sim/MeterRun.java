package org.evenflow.sim;

import java.util.Arrays;
import org.evenflow.model.TimeGrid;

/** A meter under test: what it is told of a run, and what its indicators say. */
final class MeterRun {
    private final Meter meter;
    private Indicator.Baseline idle = Indicator.Baseline.ZERO;

    /** A run of 48 half-hours from midnight, of a feeder with two stations. */
    MeterRun(Meter meter) {
        this(meter, true, false);
    }

    MeterRun(Meter meter, boolean hasFeeder, boolean isByPhase) {
        this.meter = meter;
        start(hasFeeder, isByPhase);
    }

    /** Begins another run. */
    void start(boolean hasFeeder, boolean isByPhase) {
        var time = TimeGrid.of("2019-06-05T00:00", "Europe/Zurich", 30, 24);
        start(time, hasFeeder, isByPhase);
    }

    void start(TimeGrid time, boolean hasFeeder, boolean isByPhase) {
        var demand = new double[time.steps()];
        Arrays.fill(demand, 12);
        meter.started(new Trace.Run(time, 2, hasFeeder, isByPhase, demand, 3, 0.25, 7));
    }

    /** What the run without vehicles came to. */
    void idle(double operatingCost, double emissionsKg) {
        idle = new Indicator.Baseline(operatingCost, emissionsKg);
    }

    void steps(StepRecord... records) {
        for (StepRecord each : records) {
            ((Meter.OfSteps) meter).append(each);
        }
    }

    void visits(HandVisit... visits) {
        for (HandVisit each : visits) {
            ((Meter.OfSessions) meter).departed(each.outcome());
        }
    }

    double value(String id) {
        return meter.indicators().stream()
                .filter(indicator -> indicator.id().equals(id))
                .findFirst()
                .orElseThrow()
                .value(idle);
    }

    /** Adds what was counted in the run of another site. */
    void add(MeterRun other) {
        meter.add(other.meter);
    }
}
