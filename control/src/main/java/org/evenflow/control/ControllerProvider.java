package org.evenflow.control;

import java.util.List;

/** Makes controllers by id; found by {@link java.util.ServiceLoader}. */
public interface ControllerProvider {
    /** Ids in the order that tables show them. */
    List<String> ids();

    /** One sentence on what a controller does. */
    String describe(String id);

    /** A new controller. */
    Controller create(String id);
}
