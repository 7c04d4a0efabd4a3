package org.evenflow.report;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who serves less than others. Nobody saves by not serving: whoever gives more than {@value
 * #ALLOWED_POINTS} percentage points less of the asked energy, over all seeds, than the best of
 * those that are ranked is not ranked.
 */
public final class ServedEnergy {
    static final String ASKED = "asked_energy";
    static final String SERVED = "served_energy";

    /** Percentage points that a ranked controller may stay behind the best. */
    static final double ALLOWED_POINTS = 0.5;

    private ServedEnergy() {}

    /**
     * Those of a study's controllers that serve less than it takes to be ranked.
     *
     * @param yardstick who is not ranked for other reasons
     */
    public static List<String> underserving(List<StudyResult.Run> runs, Yardstick yardstick) {
        var percent = percent(runs, yardstick);
        double best = percent.values().stream().max(Comparator.naturalOrder()).orElse(Double.NaN);
        return runs.stream()
                .map(StudyResult.Run::controller)
                .distinct()
                .filter(id -> isBehind(percent, id, best))
                .toList();
    }

    /**
     * Energy given of what was asked over all seeds, %, by controller: of those that are ranked and
     * were asked for any.
     *
     * @param yardstick who is not ranked
     */
    public static Map<String, Double> percent(List<StudyResult.Run> runs, Yardstick yardstick) {
        var asked = new HashMap<String, Double>();
        var given = new HashMap<String, Double>();
        for (StudyResult.Run run : runs) {
            double kwh = run.values().getOrDefault(ASKED, Double.NaN);
            double percent = run.values().getOrDefault(SERVED, Double.NaN);
            if (yardstick.isRanked(run.controller()) && kwh > 0 && percent >= 0) {
                asked.merge(run.controller(), kwh, Double::sum);
                given.merge(run.controller(), kwh * percent / 100, Double::sum);
            }
        }
        var percent = new HashMap<String, Double>();
        asked.forEach((id, kwh) -> percent.put(id, 100 * given.getOrDefault(id, 0.0) / kwh));
        return percent;
    }

    private static boolean isBehind(Map<String, Double> percent, String id, double best) {
        return percent.getOrDefault(id, best) < best - ALLOWED_POINTS;
    }
}
