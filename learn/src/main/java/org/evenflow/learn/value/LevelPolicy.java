package org.evenflow.learn.value;

import org.evenflow.learn.Frame;
import org.evenflow.learn.FrozenNetworks;
import org.evenflow.learn.OnnxModel;
import org.evenflow.learn.Policies;
import org.evenflow.learn.Policy;
import org.evenflow.learn.TensorFile;
import org.evenflow.model.InputException;

/** Every agent takes the level of greatest value; nobody waits for another. */
final class LevelPolicy implements Policy {
    static final String NETWORKS = "value";
    private static final String LEVELS = "evenflow.levels";
    private static final String IS_ORDERED = "evenflow.ordered";

    private final String algorithm;
    private final LevelHead head;
    private final FrozenNetworks networks;
    private final float[] answer;

    LevelPolicy(String algorithm, LevelHead head, FrozenNetworks networks) {
        this.algorithm = algorithm;
        this.head = head;
        this.networks = networks;
        answer = new float[networks.outputs()];
    }

    /** Reads a policy. */
    static LevelPolicy of(TensorFile file) {
        int[] shape = file.shape(NETWORKS + ".0");
        if (shape.length != 3) {
            throw new InputException(
                    "policy file: array 'value.0' must have 3 dimensions, has " + shape.length);
        }
        var head = head(file);
        var networks = FrozenNetworks.of(file, NETWORKS, shape[0], shape[1], head.outputs());
        return new LevelPolicy(file.word(Policies.ALGORITHM), head, networks);
    }

    private static LevelHead head(TensorFile file) {
        try {
            return new LevelHead(
                    Integer.parseInt(file.word(LEVELS)),
                    Boolean.parseBoolean(file.word(IS_ORDERED)));
        } catch (NumberFormatException e) {
            throw new InputException(
                    "policy file: " + LEVELS + " must be a number, is " + file.word(LEVELS), e);
        }
    }

    /** Notes a head in a file. */
    static void put(TensorFile file, String algorithm, LevelHead head) {
        file.metadata().put(Policies.VERSION, Policies.PRESENT_VERSION);
        file.metadata().put(Policies.ALGORITHM, algorithm);
        file.metadata().put(LEVELS, Integer.toString(head.levels()));
        file.metadata().put(IS_ORDERED, Boolean.toString(head.isOrdered()));
    }

    @Override
    public void act(Frame frame, float[] actions) {
        for (int agent = 0; agent < networks.agents(); agent++) {
            if (frame.present[agent]) {
                networks.answer(agent, frame.observation, agent * networks.inputs(), answer);
                int kind = head.bestKind(answer, 0, frame.allowed, agent * head.levels());
                actions[agent] = head.level(kind, head.peak(answer, 0));
            }
        }
    }

    /**
     * {@inheritDoc} Inputs {@code observation}, {@code [agent][feature]}, and {@code allowed}, 1 or
     * 0, {@code [agent][level]}, of all agents; output {@code action}, the level of each.
     */
    @Override
    public OnnxModel toOnnx() {
        var model = new OnnxModel();
        model.input("observation", "agents", networks.inputs());
        model.input("allowed", "agents", head.levels());
        head.toOnnx(model, networks.toOnnx(model, "observation"), "allowed");
        model.output("action", "agents", 1);
        return model;
    }

    @Override
    public TensorFile toFile() {
        var file = new TensorFile();
        put(file, algorithm, head);
        networks.put(file, NETWORKS);
        return file;
    }
}
