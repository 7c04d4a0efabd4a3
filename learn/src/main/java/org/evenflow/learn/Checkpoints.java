package org.evenflow.learn;

import org.evenflow.model.InputException;

/** What checkpoints say about the training that left them, and its check. */
public final class Checkpoints {
    private static final String SEED = "evenflow.seed";

    private Checkpoints() {}

    /** Notes version, algorithm and seed. */
    public static void put(TensorFile file, String algorithm, long seed) {
        file.metadata().put(Policies.VERSION, Policies.PRESENT_VERSION);
        file.metadata().put(Policies.ALGORITHM, algorithm);
        file.metadata().put(SEED, Long.toString(seed));
    }

    /**
     * Refuses what another training has left.
     *
     * @throws InputException naming what is wanted and what the file holds
     */
    public static void check(TensorFile file, String algorithm, long seed) {
        check(file, Policies.VERSION, Policies.PRESENT_VERSION);
        check(file, Policies.ALGORITHM, algorithm);
        check(file, SEED, Long.toString(seed));
    }

    private static void check(TensorFile file, String key, String wanted) {
        if (!file.word(key).equals(wanted)) {
            throw new InputException(
                    "checkpoint: " + key + " must be " + wanted + ", is " + file.word(key));
        }
    }
}
