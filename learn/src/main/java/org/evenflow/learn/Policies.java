package org.evenflow.learn;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.evenflow.model.InputException;

/**
 * The algorithms that this installation has, and the policies that they leave. Every file of a
 * policy or a checkpoint says in its metadata which version of the format and which algorithm it is
 * of.
 */
public final class Policies {
    /** Metadata: the id of the algorithm, e.g. {@code ppo}. */
    public static final String ALGORITHM = "evenflow.algorithm";

    /** Metadata: the version of the files' content. */
    public static final String VERSION = "evenflow.version";

    /** The version that is written and read. */
    public static final String PRESENT_VERSION = "1";

    private final Map<String, TrainerProvider> byId = new LinkedHashMap<>();

    /** Finds all providers on the class path. */
    public Policies() {
        for (TrainerProvider provider : ServiceLoader.load(TrainerProvider.class)) {
            provider.ids().forEach(id -> byId.put(id, provider));
        }
    }

    /** The algorithms in the order of lists, with what each does. */
    public Map<String, String> algorithms() {
        var described = new LinkedHashMap<String, String>();
        byId.forEach((id, provider) -> described.put(id, provider.describe(id)));
        return described;
    }

    /**
     * Who makes an algorithm's trainers.
     *
     * @throws InputException where there is no such algorithm: the message lists those that exist
     */
    public TrainerProvider provider(String algorithm) {
        TrainerProvider provider = byId.get(algorithm);
        if (provider == null) {
            throw InputException.unknown("algorithm", algorithm, byId.keySet());
        }
        return provider;
    }

    /**
     * Reads a policy, or the policy within a checkpoint.
     *
     * @throws InputException where it is of another version or an unknown algorithm
     */
    public Policy read(TensorFile file) {
        file.mustSay(VERSION, PRESENT_VERSION);
        return provider(file.word(ALGORITHM)).policy(file);
    }
}
