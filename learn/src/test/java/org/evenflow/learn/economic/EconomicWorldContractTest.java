package org.evenflow.learn.economic;

import java.util.Map;
import org.evenflow.economic.PaperGroups;
import org.evenflow.learn.WorldContract;
import org.evenflow.model.ChargerGroups.Variant;

final class EconomicWorldContractTest extends WorldContract {
    @Override
    protected Map<String, Kind> kinds() {
        return Map.of(
                "levels", kind(Variant.CONVEX, 81, true),
                "choice of groups", kind(Variant.NON_CONVEX, 81, true),
                "any power", kind(Variant.CONVEX, 0, true),
                "own region", kind(Variant.NON_CONVEX, 5, false));
    }

    private static Kind kind(Variant variant, int levels, boolean isBroadcast) {
        return Kind.random(
                () ->
                        new EconomicWorld(
                                PaperGroups.WORLD,
                                EconomicWorldTest.RANGES,
                                variant,
                                levels,
                                isBroadcast,
                                5),
                1);
    }
}
