package org.evenflow.data.scenario;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.zone.ZoneRulesException;
import java.util.List;
import org.evenflow.data.YamlMap;
import org.evenflow.data.YamlNode;
import org.evenflow.model.InputException;
import org.evenflow.model.TimeGrid;

/** The key {@code time}: first instant, zone, step and length of the run. */
final class ScenarioTime {
    private ScenarioTime() {}

    /** Reads the grid; notes where its beginning is ambiguous. */
    static TimeGrid read(YamlNode node, List<String> notes) {
        var map = node.map("start", "zone", "step_min", "hours");
        String allowedStart = "a local time yyyy-mm-ddThh:mm";
        YamlNode startNode = map.need("start", allowedStart);
        var start = localTime(startNode, allowedStart);
        String allowedZone = "a time zone such as Europe/Zurich";
        var zone = zone(map.need("zone", allowedZone), allowedZone);
        int stepMin = map.whole("step_min", 1, 60, 15);
        double hours = map.number("hours", 24);
        checkClock(startNode, start, zone, notes);
        YamlNode hoursNode = map.find("hours");
        double steps = hours * 60 / stepMin;
        if (steps < 1 || steps != Math.rint(steps) || steps > Integer.MAX_VALUE) {
            throw (hoursNode == null ? node : hoursNode)
                    .wrong("a positive number of hours that is a multiple of step_min");
        }
        return node.build(
                () -> new TimeGrid(start.atZone(zone).toInstant(), zone, stepMin, (int) steps));
    }

    /** Notes the runs in which the clocks change: as many hours, another end by the clock. */
    static void noteClockChanges(List<Instant> starts, TimeGrid grid, List<String> notes) {
        var length = Duration.between(grid.start(), grid.end());
        var rules = grid.zone().getRules();
        var changing =
                starts.stream()
                        .filter(
                                start ->
                                        !rules.getOffset(start)
                                                .equals(rules.getOffset(start.plus(length))))
                        .map(start -> start.atZone(grid.zone()).toLocalDate().toString())
                        .toList();
        if (!changing.isEmpty()) {
            notes.add(
                    "The clocks change during the run that begins on "
                            + String.join(", ", changing)
                            + "; it has its "
                            + length.toMinutes() / 60.0
                            + " hours all the same and ends at another time of day.");
        }
    }

    private static LocalDateTime localTime(YamlNode node, String allowed) {
        try {
            return LocalDateTime.parse(node.text(allowed));
        } catch (DateTimeParseException e) {
            throw node.wrong(allowed);
        }
    }

    private static ZoneId zone(YamlNode node, String allowed) {
        try {
            return ZoneId.of(node.text(allowed));
        } catch (ZoneRulesException e) {
            throw node.wrong(
                    allowed + YamlMap.didYouMean(node.text(allowed), ZoneId.getAvailableZoneIds()));
        } catch (DateTimeException e) {
            throw node.wrong(allowed);
        }
    }

    private static void checkClock(
            YamlNode node, LocalDateTime start, ZoneId zone, List<String> notes) {
        var offsets = zone.getRules().getValidOffsets(start);
        if (offsets.isEmpty()) {
            var gap = zone.getRules().getTransition(start);
            throw new InputException(
                            node.path()
                                    + " "
                                    + start
                                    + " does not exist in "
                                    + zone
                                    + ": clocks go from "
                                    + clock(gap.getDateTimeBefore())
                                    + " to "
                                    + clock(gap.getDateTimeAfter())
                                    + " that day")
                    .at(node.place());
        }
        if (offsets.size() > 1) {
            notes.add(
                    "The run's beginning, "
                            + start
                            + ", comes twice in "
                            + zone
                            + " that day (clocks go back); the first was taken.");
        }
    }

    private static String clock(LocalDateTime time) {
        return DateTimeFormatter.ofPattern("HH:mm").format(time);
    }
}
