package org.evenflow.control.economic;

import org.evenflow.control.EconomicMethod;
import org.evenflow.control.EconomicMethodContract;
import org.evenflow.model.ChargerGroups;
import org.junit.jupiter.api.Nested;

/** The contract of methods for each of this package. */
class EveryMethodTest {

    @Nested
    class Exact extends EconomicMethodContract {
        @Override
        protected EconomicMethod create(ChargerGroups world) {
            return new EconomicMethods().create("exact", world);
        }
    }

    @Nested
    class Mip extends EconomicMethodContract {
        @Override
        protected EconomicMethod create(ChargerGroups world) {
            return new EconomicMethods().create("mip", world);
        }
    }

    @Nested
    class Local extends EconomicMethodContract {
        @Override
        protected EconomicMethod create(ChargerGroups world) {
            return new EconomicMethods().create("local", world);
        }
    }

    @Nested
    class Swarm extends EconomicMethodContract {
        @Override
        protected EconomicMethod create(ChargerGroups world) {
            return new EconomicMethods().create("pso", world);
        }
    }

    @Nested
    class Genetic extends EconomicMethodContract {
        @Override
        protected EconomicMethod create(ChargerGroups world) {
            return new EconomicMethods().create("ga", world);
        }
    }

    @Nested
    class IncrementalCost extends EconomicMethodContract {
        @Override
        protected EconomicMethod create(ChargerGroups world) {
            return new EconomicMethods().create("equal_incremental_cost", world);
        }
    }

    @Nested
    class PriorityList extends EconomicMethodContract {
        @Override
        protected EconomicMethod create(ChargerGroups world) {
            return new EconomicMethods().create("priority_list", world);
        }
    }

    @Nested
    class EqualShift extends EconomicMethodContract {
        @Override
        protected EconomicMethod create(ChargerGroups world) {
            return new EconomicMethods().create("equal_shift", world);
        }
    }

    @Nested
    class Proportional extends EconomicMethodContract {
        @Override
        protected EconomicMethod create(ChargerGroups world) {
            return new EconomicMethods().create("proportional", world);
        }
    }
}
