package org.evenflow.data.scenario;

import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.evenflow.data.YamlMap;
import org.evenflow.data.YamlNode;
import org.evenflow.model.InputException;
import org.evenflow.model.scenario.SessionSource.Pattern;
import org.evenflow.model.scenario.SessionSource.Range;
import org.evenflow.model.scenario.SessionSource.Stay;
import org.jspecify.annotations.Nullable;

/** The key {@code pattern} of a population: sessions told by a few numbers. */
final class ScenarioPatterns {
    private static final int DAY_MIN = 1440;
    private static final int SLOT_MIN = DAY_MIN / Pattern.SLOTS;
    private static final String CLOCK = "a local time hh:mm";

    private ScenarioPatterns() {}

    static Pattern read(YamlNode node) {
        var map =
                node.map(
                        "arrive",
                        "leave",
                        "stay",
                        "soc_arrival",
                        "soc_target",
                        "capacity_kwh",
                        "number");
        var arrivals = arrivals(map.need("arrive", "{from, to}, {mean, deviation_min} or weights"));
        var stay = stay(map);
        String allowed = "two states of charge between 0 and 1, the lower one first";
        var arrivalSoc = range(map.need("soc_arrival", allowed), allowed);
        double targetSoc = map.number("soc_target");
        YamlNode capacity = map.find("capacity_kwh");
        Range capacityKwh =
                capacity == null ? null : range(capacity, "two capacities, the lower one first");
        boolean isFixed =
                map.choice("number", List.of("fixed", "poisson"), "fixed").equals("fixed");
        return node.build(
                () -> new Pattern(arrivals, stay, arrivalSoc, targetSoc, capacityKwh, isFixed));
    }

    /** Two numbers of which the second is not below the first. */
    static Range range(YamlNode node, String allowed) {
        var ends = node.numbers(allowed);
        if (ends.size() != 2 || ends.get(1) < ends.get(0)) {
            throw node.wrong(allowed);
        }
        return new Range(ends.get(0), ends.get(1));
    }

    private static List<Double> arrivals(YamlNode node) {
        if (node.isList()) {
            return hourly(node);
        }
        var map = node.map("from", "to", "mean", "deviation_min");
        if (map.has("mean")) {
            return normal(clockMin(map.need("mean", CLOCK)), map.number("deviation_min"));
        }
        int from = clockMin(map.need("from", CLOCK));
        int to = clockMin(map.need("to", CLOCK));
        return even(from, to <= from ? to + DAY_MIN : to);
    }

    /** One weight for each local hour. */
    private static List<Double> hourly(YamlNode node) {
        String allowed = "24 weights";
        var hours = node.numbers(allowed);
        if (hours.size() != 24) {
            throw node.wrong(allowed);
        }
        var weights = new ArrayList<Double>();
        hours.forEach(weight -> weights.addAll(Collections.nCopies(60 / SLOT_MIN, weight)));
        return weights;
    }

    /** The same rate from one minute to another, which may lie in the next day. */
    private static List<Double> even(int from, int to) {
        var weights = new ArrayList<Double>();
        for (int slot = 0; slot < Pattern.SLOTS; slot++) {
            int begin = slot * SLOT_MIN;
            double inside = overlap(begin, from, to) + overlap(begin + DAY_MIN, from, to);
            weights.add(inside / SLOT_MIN);
        }
        return weights;
    }

    private static int overlap(int begin, int from, int to) {
        return Math.max(0, Math.min(begin + SLOT_MIN, to) - Math.max(begin, from));
    }

    /** The normal density at the middles of the quarter hours, wrapped around the day. */
    private static List<Double> normal(double meanMin, double deviationMin) {
        if (!(deviationMin > 0)) {
            throw new InputException("arrive: deviation_min must be > 0, is " + deviationMin);
        }
        var weights = new ArrayList<Double>();
        for (int slot = 0; slot < Pattern.SLOTS; slot++) {
            double middle = (slot + 0.5) * SLOT_MIN;
            double apart = Math.abs(middle - meanMin);
            double z = Math.min(apart, DAY_MIN - apart) / deviationMin;
            weights.add(Math.exp(-z * z / 2));
        }
        return weights;
    }

    private static Stay stay(YamlMap map) {
        YamlNode leave = map.find("leave");
        YamlNode stay = map.find("stay");
        if ((leave == null) == (stay == null)) {
            throw new InputException(
                            map.node().path()
                                    + " must have either leave (a time of day) or stay (a length),"
                                    + (leave == null ? " has none" : " has both"))
                    .at(map.node().place());
        }
        return leave == null ? lasting(stay) : leaving(leave);
    }

    private static Stay leaving(YamlNode node) {
        var map = node.map("mean", "deviation_min");
        int mean = clockMin(map.need("mean", CLOCK));
        double deviation = map.number("deviation_min", 0);
        return node.build(() -> new Stay(true, mean, deviation));
    }

    private static Stay lasting(@Nullable YamlNode node) {
        if (node == null) {
            throw new IllegalArgumentException("no stay");
        }
        var map = node.map("mean_min", "deviation_min");
        double mean = map.number("mean_min");
        double deviation = map.number("deviation_min", 0);
        return node.build(() -> new Stay(false, mean, deviation));
    }

    private static int clockMin(YamlNode node) {
        String text = node.text(CLOCK);
        if (text.equals("24:00")) {
            return DAY_MIN;
        }
        try {
            return LocalTime.parse(text).toSecondOfDay() / 60;
        } catch (DateTimeParseException e) {
            throw node.wrong(CLOCK);
        }
    }
}
