package org.evenflow.learn;

import java.util.Map;

final class SmallWorldsContractTest extends WorldContract {
    @Override
    protected Map<String, Kind> kinds() {
        return Map.of(
                "halves",
                Kind.certain(PracticeTest.Halves::new, 5),
                // Nobody holds the pole by pushing at random for long.
                "cart pole",
                new Kind(CartPole::new, 8, 500, true, null));
    }
}
