package org.evenflow.control.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.evenflow.control.Controller;
import org.evenflow.control.ControllerContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RulesContractTest {
    private static Controller rule(String id) {
        return new Rules().create(id);
    }

    @Test
    void everyRuleHasItsIdAndADescription() {
        var rules = new Rules();
        for (String id : rules.ids()) {
            assertThat(rules.create(id).id()).isEqualTo(id);
            assertThat(rules.describe(id)).endsWith(".");
            assertThat(rules.create(id).isDispatched()).isEqualTo(!id.equals("uncontrolled_raw"));
        }
        assertThat(rules.ids()).hasSize(10).doesNotHaveDuplicates();
        assertThatThrownBy(() -> rules.create("none")).hasMessageContaining("none");
    }

    @Nested
    class UncontrolledRawRule extends ControllerContract {
        @Override
        protected Controller create() {
            return rule("uncontrolled_raw");
        }
    }

    @Nested
    class UncontrolledRule extends ControllerContract {
        @Override
        protected Controller create() {
            return rule("uncontrolled");
        }
    }

    @Nested
    class AsLateAsPossibleRule extends ControllerContract {
        @Override
        protected Controller create() {
            return rule("as_late_as_possible");
        }
    }

    @Nested
    class EqualShareRule extends ControllerContract {
        @Override
        protected Controller create() {
            return rule("equal_share");
        }
    }

    @Nested
    class RoundRobinRule extends ControllerContract {
        @Override
        protected Controller create() {
            return rule("round_robin");
        }
    }

    @Nested
    class FirstComeFirstServedRule extends ControllerContract {
        @Override
        protected Controller create() {
            return rule("first_come_first_served");
        }
    }

    @Nested
    class EarliestDeadlineFirstRule extends ControllerContract {
        @Override
        protected Controller create() {
            return rule("earliest_deadline_first");
        }
    }

    @Nested
    class LeastLaxityFirstRule extends ControllerContract {
        @Override
        protected Controller create() {
            return rule("least_laxity_first");
        }
    }

    @Nested
    class TimeOfUseRule extends ControllerContract {
        @Override
        protected Controller create() {
            return rule("time_of_use");
        }
    }

    @Nested
    class PvSurplusRule extends ControllerContract {
        @Override
        protected Controller create() {
            return rule("pv_surplus");
        }
    }
}
