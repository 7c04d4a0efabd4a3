package org.evenflow.learn.value;

import java.util.Map;
import java.util.function.Supplier;
import org.evenflow.learn.TrainerContract;
import org.evenflow.learn.TrainerProvider;
import org.evenflow.learn.World;

final class ValueContractTest extends TrainerContract {
    @Override
    protected TrainerProvider provider() {
        return new ValueTrainers();
    }

    @Override
    protected Supplier<World> worlds(String id) {
        return () -> MatrixGame.CLIMBING;
    }

    @Override
    protected Map<String, Double> given(String id) {
        return id.equals(IndependentQ.ID)
                ? Map.of("hidden", 8.0, "batch", 8.0, "memory", 50.0, "episodes", 20.0)
                : Map.of("hidden", 8.0, "batch", 8.0);
    }
}
