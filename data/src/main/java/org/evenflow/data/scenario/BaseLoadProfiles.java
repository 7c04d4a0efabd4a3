package org.evenflow.data.scenario;

import java.util.List;

/** The daily profiles of base load that come with Evenflow. */
public final class BaseLoadProfiles {
    private BaseLoadProfiles() {}

    /**
     * The 24 hourly factors of a weekday, 1 at the peak.
     *
     * @param name such as {@code residential}
     * @throws org.evenflow.model.InputException where there is none of that name
     */
    public static List<Double> weekday(String name) {
        var profiles = Resources.yaml("profiles", "base_load").names();
        var profile = profiles.need(name, "a profile, one of " + profiles.keys());
        return List.copyOf(
                profile.map("weekday", "weekend")
                        .need("weekday", "24 hourly factors")
                        .numbers("24 hourly factors"));
    }
}
