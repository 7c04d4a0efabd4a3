package org.evenflow.learn.value;

import java.util.Map;
import org.evenflow.learn.WorldContract;

final class ValueWorldsContractTest extends WorldContract {
    @Override
    protected Map<String, Kind> kinds() {
        return Map.of(
                "penalty", Kind.certain(() -> MatrixGame.PENALTY, 1),
                "climbing", Kind.certain(() -> MatrixGame.CLIMBING, 1),
                "easy", Kind.certain(() -> MatrixGame.EASY, 1),
                "forbidden", new Kind(IndependentQTest.Forbidden::new, 1, 2, true, null));
    }
}
