package org.evenflow.learn;

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
     * @throws org.evenflow.model.InputException naming what is wanted and what the file holds
     */
    public static void check(TensorFile file, String algorithm, long seed) {
        file.mustSay(Policies.VERSION, Policies.PRESENT_VERSION);
        file.mustSay(Policies.ALGORITHM, algorithm);
        file.mustSay(SEED, Long.toString(seed));
    }
}
