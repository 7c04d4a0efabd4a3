package org.evenflow.learn.charging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.evenflow.control.Controller;
import org.evenflow.dispatch.ControllerContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

class PoliciesContractTest {
    @Test
    void everyPolicyHasItsIdAndADescription() {
        var policies = new PolicyControllers();
        assertThat(policies.ids()).doesNotHaveDuplicates();
        for (String id : policies.ids()) {
            // One that is refined names its planner too.
            assertThat(policies.create(id).id()).isIn(id, id + "+mpc");
            assertThat(policies.describe(id)).endsWith(".");
        }
    }

    @Nested
    @ParameterizedClass
    @MethodSource("ids")
    class EveryPolicy extends ControllerContract {
        private final String id;

        EveryPolicy(String id) {
            this.id = id;
        }

        static List<String> ids() {
            return new PolicyControllers().ids();
        }

        @Override
        protected Controller create() {
            return new PolicyControllers().create(id);
        }

        @Override
        protected int worlds() {
            return 15;
        }

        @Override
        protected boolean servesEveryone() {
            return false; // what is learnt weighs unserved energy against its price
        }
    }
}
