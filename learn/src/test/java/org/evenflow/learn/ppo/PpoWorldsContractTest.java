package org.evenflow.learn.ppo;

import java.util.Map;
import org.evenflow.learn.WorldContract;

final class PpoWorldsContractTest extends WorldContract {
    @Override
    protected Map<String, Kind> kinds() {
        return Map.of(
                "continuous", Kind.random(() -> Relay.continuous(4), 12),
                "two parts", Kind.random(() -> Relay.ofTwoParts(4), 12),
                "discrete", Kind.random(() -> Relay.discrete(4), 12),
                "ring", Kind.random(() -> Relay.ringOf(5), 12),
                "script", Kind.certain(PpoTest.Script::new, 3),
                "taught", new Kind(CloningTest.Taught::new, 8, 500, true, null));
    }
}
