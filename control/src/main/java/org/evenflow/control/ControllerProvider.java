package org.evenflow.control;

import java.util.List;

/** Makes controllers by id; found by {@link java.util.ServiceLoader}. */
public interface ControllerProvider {
    /** The ids that it makes, in the order of tables. */
    List<String> ids();

    /** One sentence for lists and reports: what the controller does. */
    String describe(String id);

    /** A new controller of one of its ids with its usual settings. */
    Controller create(String id);

    /**
     * Whether a study that names no controllers plays one of its ids.
     *
     * @param scenario id of the study's scenario
     */
    default boolean isUsual(String id, String scenario) {
        return true;
    }

    /** What a user may set on one of its ids. */
    default List<Setting> settings(String id) {
        return List.of();
    }

    /** A new controller with settings made from {@link #settings}. */
    default Controller create(String id, Settings settings) {
        return create(id);
    }
}
