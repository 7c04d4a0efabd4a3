package org.evenflow.report.flow;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a run of power flows over time amounts to.
 *
 * @param steps steps solved
 * @param failures steps without a solution
 * @param sourceKwh energy from the source
 * @param lossKwh energy lost
 * @param lowest lowest voltage
 * @param highest highest voltage
 * @param hoursOutside hours in which a bus is outside its limits or a rating is exceeded
 * @param lineLoading largest loading of a line, share of its rating
 * @param transformerLoading the same of a transformer
 * @param unbalance largest voltage unbalance of a bus, negative over positive sequence
 * @param tapSteps positions that each regulator's units moved through, by its id, in the feeder's
 *     order
 */
public record SeriesTotals(
        int steps,
        int failures,
        double sourceKwh,
        double lossKwh,
        Extreme lowest,
        Extreme highest,
        double hoursOutside,
        double lineLoading,
        double transformerLoading,
        double unbalance,
        Map<String, Integer> tapSteps) {

    public SeriesTotals {
        tapSteps = Collections.unmodifiableMap(new LinkedHashMap<>(tapSteps));
    }

    /**
     * A voltage with its place and time.
     *
     * @param pu magnitude
     * @param node bus and phase
     * @param step of the run
     */
    public record Extreme(double pu, String node, int step) {}
}
