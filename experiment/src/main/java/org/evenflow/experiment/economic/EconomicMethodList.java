package org.evenflow.experiment.economic;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;
import org.evenflow.economic.EconomicMethod;
import org.evenflow.economic.EconomicMethodProvider;
import org.evenflow.learn.PolicyFiles;
import org.evenflow.learn.TensorFile;
import org.evenflow.learn.economic.LearnedMethods;
import org.evenflow.model.ChargerGroups;
import org.evenflow.model.ChargerGroups.Variant;
import org.evenflow.model.InputException;

/** The methods of economic dispatch that this installation has, by id. */
public final class EconomicMethodList {
    /** How ids of trained policies in files begin. */
    private static final String FILE = "policy:";

    private final UnaryOperator<Path> located;
    private final Map<String, EconomicMethodProvider> byId = new LinkedHashMap<>();

    /** Finds all providers on the class path. */
    public EconomicMethodList() {
        this(UnaryOperator.identity());
    }

    /**
     * The same with trained policies in other places.
     *
     * @param located gives the place of a policy's file by the one that ids name
     */
    EconomicMethodList(UnaryOperator<Path> located) {
        this.located = located;
        for (EconomicMethodProvider provider : ServiceLoader.load(EconomicMethodProvider.class)) {
            for (String id : provider.ids()) {
                byId.put(id, provider);
            }
        }
    }

    public List<String> ids() {
        return List.copyOf(byId.keySet());
    }

    /** Those that can decide for a world. */
    public List<String> idsFor(ChargerGroups world) {
        return ids().stream().filter(id -> provider(id).canDecide(id, world)).toList();
    }

    public String describe(String id) {
        if (id.startsWith(FILE)) {
            return "Trained before: the policy in a file.";
        }
        return provider(id).describe(id);
    }

    /** What each method does, by id. */
    public Map<String, String> described() {
        var texts = new LinkedHashMap<String, String>();
        byId.forEach((id, provider) -> texts.put(id, provider.describe(id)));
        return texts;
    }

    /** A new method; {@code policy:FILE} is a trained policy. */
    public EconomicMethod create(String id, ChargerGroups world) {
        return id.startsWith(FILE)
                ? LearnedMethods.of(id, file(id), world)
                : provider(id).create(id, world);
    }

    private TensorFile file(String id) {
        return PolicyFiles.read(located.apply(Path.of(id.substring(FILE.length()))));
    }

    /** Refuses ids that do not exist, and policies of another world or for other variants. */
    public void check(List<String> ids, ChargerGroups world, List<Variant> variants) {
        for (String id : ids) {
            if (id.startsWith(FILE)) {
                TensorFile file = file(id);
                LearnedMethods.of(id, file, world);
                variants.forEach(variant -> LearnedMethods.check(id, file, world, variant));
            } else {
                provider(id);
            }
        }
    }

    private EconomicMethodProvider provider(String id) {
        EconomicMethodProvider provider = byId.get(id);
        if (provider == null) {
            throw InputException.unknown("method", id, byId.keySet());
        }
        return provider;
    }
}
