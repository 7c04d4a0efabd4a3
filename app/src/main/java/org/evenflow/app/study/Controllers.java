package org.evenflow.app.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.evenflow.control.Controller;
import org.evenflow.control.ControllerProvider;
import org.evenflow.model.InputException;

/** The controllers that this installation has, by id. */
public final class Controllers {
    private final Map<String, ControllerProvider> byId = new LinkedHashMap<>();

    /** Finds all providers on the class path. */
    public Controllers() {
        for (ControllerProvider provider : ServiceLoader.load(ControllerProvider.class)) {
            for (String id : provider.ids()) {
                byId.put(id, provider);
            }
        }
    }

    /** Ids in the order of tables. */
    public List<String> ids() {
        return new ArrayList<>(byId.keySet());
    }

    /** One sentence on a controller. */
    public String describe(String id) {
        return provider(id).describe(id);
    }

    /**
     * A new controller.
     *
     * @throws InputException where there is none of that id
     */
    public Controller create(String id) {
        return provider(id).create(id);
    }

    private ControllerProvider provider(String id) {
        ControllerProvider provider = byId.get(id);
        if (provider == null) {
            throw new InputException(
                    "controller '"
                            + id
                            + "' does not exist; there are "
                            + String.join(", ", byId.keySet()));
        }
        return provider;
    }
}
