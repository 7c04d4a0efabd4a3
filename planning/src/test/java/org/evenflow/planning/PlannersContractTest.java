package org.evenflow.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.evenflow.control.Controller;
import org.evenflow.dispatch.ControllerContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PlannersContractTest {
    private static Controller planner(String id) {
        return new Planners().create(id);
    }

    @Test
    void everyPlannerHasItsIdADescriptionAndSettings() {
        var planners = new Planners();
        for (String id : planners.ids()) {
            assertThat(planners.create(id).id()).isEqualTo(id);
            assertThat(planners.describe(id)).endsWith(".");
            assertThat(planners.settings(id)).extracting("name").contains("deadline_s");
            assertThat(planners.create(id).isDispatched()).isTrue();
        }
        assertThat(planners.ids()).doesNotHaveDuplicates();
        assertThatThrownBy(() -> planners.create("none")).hasMessageContaining("none");
    }

    @Test
    void onlyThoseWhoSayItLookIntoTheFuture() {
        assertThat(new Planners().ids().stream().filter(id -> planner(id).isClairvoyant()))
                .containsExactlyInAnyOrder("mpc_perfect", "clairvoyant");
    }

    /** Planners solve programs by the thousand: a few worlds must do. */
    private abstract static class PlannerContract extends ControllerContract {
        @Override
        protected int worlds() {
            return 5;
        }
    }

    @Nested
    class PredictiveControl extends PlannerContract {
        @Override
        protected Controller create() {
            return planner("mpc");
        }
    }

    @Nested
    class WithSeasonalNaiveForecasts extends PlannerContract {
        @Override
        protected Controller create() {
            return planner("mpc_seasonal_naive");
        }
    }

    @Nested
    class WithPersistence extends PlannerContract {
        @Override
        protected Controller create() {
            return planner("mpc_persistence");
        }
    }

    @Nested
    class WithForesight extends PlannerContract {
        @Override
        protected Controller create() {
            return planner("mpc_perfect");
        }
    }

    @Nested
    class WithTenEqualSteps extends PlannerContract {
        @Override
        protected Controller create() {
            return planner("mpc_short");
        }
    }

    @Nested
    class CentralisedBenchmark extends PlannerContract {
        @Override
        protected Controller create() {
            return planner("centralised_v2g");
        }
    }

    @Nested
    class WholeRunKnown extends PlannerContract {
        @Override
        protected Controller create() {
            return planner("clairvoyant");
        }
    }
}
