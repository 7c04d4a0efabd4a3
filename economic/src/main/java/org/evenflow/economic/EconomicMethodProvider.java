package org.evenflow.economic;

import java.util.List;
import org.evenflow.model.ChargerGroups;

/** Makes methods of economic dispatch by id; found by {@link java.util.ServiceLoader}. */
public interface EconomicMethodProvider {
    /** Ids in the order that tables show them. */
    List<String> ids();

    /** One sentence on what a method does. */
    String describe(String id);

    /** Whether a method can decide for the groups of a world; one that was trained may not. */
    default boolean canDecide(String id, ChargerGroups world) {
        return true;
    }

    /** A new method for the groups of a world. */
    EconomicMethod create(String id, ChargerGroups world);
}
