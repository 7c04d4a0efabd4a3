package org.evenflow.learn.ddpg;

import java.util.Map;
import org.evenflow.learn.WorldContract;

final class PendulumContractTest extends WorldContract {
    @Override
    protected Map<String, Kind> kinds() {
        return Map.of("pendulum", Kind.random(Pendulum::new, 200));
    }
}
