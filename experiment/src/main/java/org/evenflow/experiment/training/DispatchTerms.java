package org.evenflow.experiment.training;

import java.util.Arrays;
import org.evenflow.data.scenario.EconomicStudy;
import org.evenflow.learn.economic.DispatchDesign;
import org.evenflow.model.ChargerGroups.Variant;
import org.evenflow.model.InputException;

/**
 * How groups of an economic dispatch learn, as a user says it.
 *
 * @param variant label of the variant
 * @param isOwnRegion whether groups see the total and their own region alone
 * @param waves frequencies at which totals are shown besides
 */
public record DispatchTerms(String variant, boolean isOwnRegion, int waves) {
    private static final int MOST_WAVES = 12;

    DispatchDesign design(EconomicStudy study, int levels) {
        if (waves < 0 || waves > MOST_WAVES) {
            throw new InputException("--waves must be 0 to " + MOST_WAVES + ", is " + waves);
        }
        Variant meant =
                Arrays.stream(Variant.values())
                        .filter(one -> one.label().equals(variant))
                        .findFirst()
                        .orElseThrow(this::unknown);
        return new DispatchDesign(
                study.world(), study.ranges(), meant, levels, !isOwnRegion, waves);
    }

    private InputException unknown() {
        return InputException.unknown(
                "variant", variant, Arrays.stream(Variant.values()).map(Variant::label).toList());
    }
}
