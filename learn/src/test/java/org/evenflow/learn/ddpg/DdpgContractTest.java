package org.evenflow.learn.ddpg;

import java.util.Map;
import java.util.function.Supplier;
import org.evenflow.learn.TrainerContract;
import org.evenflow.learn.TrainerProvider;
import org.evenflow.learn.World;
import org.evenflow.learn.ppo.Relay;

final class DdpgContractTest extends TrainerContract {
    @Override
    protected TrainerProvider provider() {
        return new DdpgTrainers();
    }

    @Override
    protected Supplier<World> worlds(String id) {
        return id.equals(Maddpg.ID) ? () -> Relay.continuous(3) : Pendulum::new;
    }

    @Override
    protected Map<String, Double> given(String id) {
        // Several agents play 12 steps in an episode, one plays 200.
        return Map.of(
                "hidden", 8.0,
                "batch", 8.0,
                "memory", 100.0,
                "episodes", id.equals(Maddpg.ID) ? 8.0 : 1.0,
                "random_steps", 50.0,
                "steps_per_update", 10.0);
    }
}
