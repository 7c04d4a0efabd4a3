package org.evenflow.learn.ppo;

import java.util.Map;
import java.util.function.Supplier;
import org.evenflow.learn.TrainerContract;
import org.evenflow.learn.TrainerProvider;
import org.evenflow.learn.World;

final class PpoContractTest extends TrainerContract {
    @Override
    protected TrainerProvider provider() {
        return new PpoProvider();
    }

    @Override
    protected Supplier<World> worlds(String id) {
        return () -> Relay.ringOf(5);
    }

    @Override
    protected Map<String, Double> given(String id) {
        return Trainings.SMALL;
    }
}
