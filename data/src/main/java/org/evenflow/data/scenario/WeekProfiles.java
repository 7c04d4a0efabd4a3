package org.evenflow.data.scenario;

import java.util.ArrayList;
import java.util.List;
import org.evenflow.data.YamlMap;
import org.evenflow.data.YamlNode;
import org.evenflow.model.Load;

/** The built-in daily profiles of base load as a week of quarter hours that begins on a Monday. */
public final class WeekProfiles {
    private static final double STEP_MIN = 15;

    private WeekProfiles() {}

    /** Names of the built-in profiles. */
    public static List<String> names() {
        return List.copyOf(Resources.yaml("profiles", "base_load").names().keys());
    }

    /** A week of a built-in profile, linear between the middles of the hours. */
    public static Load.Profile of(String name) {
        YamlNode table = Resources.yaml("profiles", "base_load").names().need(name, "a profile");
        YamlMap map = table.map("weekday", "weekend");
        var weekday = map.need("weekday", "24 factors").numbers("24 factors");
        YamlNode own = map.find("weekend");
        var weekend = own == null ? weekday : own.numbers("24 factors");
        var hours = new ArrayList<Double>();
        for (int day = 0; day < 7; day++) {
            hours.addAll(day < 5 ? weekday : weekend);
        }
        var factors = new ArrayList<Double>();
        for (int step = 0; step < hours.size() * 4; step++) {
            double x = (step + 0.5) / 4 - 0.5;
            int before = (int) Math.floor(x);
            double share = x - before;
            double low = hours.get(Math.floorMod(before, hours.size()));
            double high = hours.get(Math.floorMod(before + 1, hours.size()));
            factors.add((1 - share) * low + share * high);
        }
        return new Load.Profile(name, STEP_MIN, factors);
    }
}
