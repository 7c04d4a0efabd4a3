package org.evenflow.model.scenario;

import java.util.Collections;
import java.util.List;
import org.evenflow.model.Check;

/**
 * How load that is not charging goes over a day: the factor on the nominal power of the loads that
 * follow it ({@link org.evenflow.model.ConnectedLoad}).
 *
 * @param weekday 24 hourly factors of the nominal load, at least 0; linear between the hours'
 *     middles
 * @param weekend likewise
 * @param scale factor on the nominal loads, 0 or more
 * @param noise standard deviation of a slow random factor around 1 (one per day), 0 to 0.5
 */
public record BaseLoad(List<Double> weekday, List<Double> weekend, double scale, double noise) {
    /** No base load at all. */
    public static final BaseLoad NONE = new BaseLoad(flat(0), flat(0), 0, 0);

    public BaseLoad {
        weekday = List.copyOf(weekday);
        weekend = List.copyOf(weekend);
        Check.that(
                weekday.size() == 24 && weekend.size() == 24,
                "base_load profile",
                weekday.size() + " and " + weekend.size() + " values",
                "24 hourly factors each");
        weekday.forEach(factor -> Check.notNegative(factor, "base_load weekday factor"));
        weekend.forEach(factor -> Check.notNegative(factor, "base_load weekend factor"));
        Check.notNegative(scale, "base_load scale");
        Check.within(noise, 0, 0.5, "base_load noise");
    }

    /** The same factor in every hour. */
    public static List<Double> flat(double factor) {
        return Collections.nCopies(24, factor);
    }
}
