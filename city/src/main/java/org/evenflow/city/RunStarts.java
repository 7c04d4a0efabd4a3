package org.evenflow.city;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.evenflow.model.InputException;
import org.evenflow.model.TimeGrid;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.SessionSource;

/**
 * The days a run may begin on: that of the time grid alone, or those of a log, of which the seed
 * picks one (seed 1 the first, and round again after the last). The time grid's local time of day
 * holds on each.
 */
final class RunStarts {
    private final TimeGrid[] grids;

    RunStarts(Scenario scenario) {
        var time = scenario.time();
        grids =
                switch (scenario.sessions()) {
                    case SessionSource.Drawn _ -> new TimeGrid[] {time};
                    case SessionSource.Logged logged -> grids(time, logged.startDates());
                };
    }

    private static TimeGrid[] grids(TimeGrid time, List<String> dates) {
        var ofDay = time.local(0).toLocalTime();
        var grids = new TimeGrid[dates.size()];
        for (int day = 0; day < grids.length; day++) {
            try {
                var start = LocalDate.parse(dates.get(day)).atTime(ofDay).atZone(time.zone());
                grids[day] =
                        new TimeGrid(start.toInstant(), time.zone(), time.stepMin(), time.steps());
            } catch (DateTimeParseException e) {
                throw new InputException(
                        "start date '" + dates.get(day) + "' must be a date yyyy-mm-dd", e);
            }
        }
        return grids;
    }

    /** Number of days. */
    int count() {
        return grids.length;
    }

    /** Which of the days a seed begins on. */
    int day(long seed) {
        return (int) Math.floorMod(seed - 1, (long) grids.length);
    }

    Instant start(int day) {
        return grids[day].start();
    }

    TimeGrid grid(int day) {
        return grids[day];
    }
}
