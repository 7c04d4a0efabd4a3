package org.evenflow.app.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.evenflow.control.EconomicMethod;
import org.evenflow.control.EconomicMethodProvider;
import org.evenflow.model.ChargerGroups;
import org.evenflow.model.InputException;

/** The methods of economic dispatch that this installation has, by id. */
final class EconomicMethodList {
    private final Map<String, EconomicMethodProvider> byId = new LinkedHashMap<>();

    /** Finds all providers on the class path. */
    EconomicMethodList() {
        for (EconomicMethodProvider provider : ServiceLoader.load(EconomicMethodProvider.class)) {
            for (String id : provider.ids()) {
                byId.put(id, provider);
            }
        }
    }

    List<String> ids() {
        return List.copyOf(byId.keySet());
    }

    /** Those that can decide for a world. */
    List<String> idsFor(ChargerGroups world) {
        return ids().stream().filter(id -> provider(id).canDecide(id, world)).toList();
    }

    String describe(String id) {
        return provider(id).describe(id);
    }

    /** What each method does, by id. */
    Map<String, String> described() {
        var texts = new LinkedHashMap<String, String>();
        byId.forEach((id, provider) -> texts.put(id, provider.describe(id)));
        return texts;
    }

    EconomicMethod create(String id, ChargerGroups world) {
        return provider(id).create(id, world);
    }

    /** Refuses ids that do not exist. */
    void check(List<String> ids) {
        ids.forEach(this::provider);
    }

    private EconomicMethodProvider provider(String id) {
        EconomicMethodProvider provider = byId.get(id);
        if (provider == null) {
            throw InputException.unknown("method", id, byId.keySet());
        }
        return provider;
    }
}
