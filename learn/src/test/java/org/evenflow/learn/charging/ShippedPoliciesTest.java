package org.evenflow.learn.charging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.evenflow.data.scenario.ScenarioReader;
import org.evenflow.sim.ChargingEnv;
import org.evenflow.sim.Episode;
import org.junit.jupiter.api.Test;

/** Actions keep their meaning for policies that were trained long ago. */
class ShippedPoliciesTest {
    /**
     * The total cost of this run with the policy that is shipped. The bits of a run do not depend
     * on threads or machine; the tolerance is that of the platform's hyperbolic tangent.
     */
    @Test
    void quickstartPolicyDoesWhatItAlwaysDid() {
        var controller = new PolicyControllers().create("ppo_quickstart");
        var env = new ChargingEnv(ScenarioReader.builtIn("quickstart"));
        double cost = new Episode(env, () -> 0L).play(controller, 1).totalCost();
        assertThat(cost).isCloseTo(9559.286536664831, within(1e-6));
    }
}
