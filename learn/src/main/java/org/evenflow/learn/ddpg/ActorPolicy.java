package org.evenflow.learn.ddpg;

import org.evenflow.learn.Frame;
import org.evenflow.learn.FrozenNetworks;
import org.evenflow.learn.OnnxModel;
import org.evenflow.learn.Policies;
import org.evenflow.learn.Policy;
import org.evenflow.learn.TensorFile;
import org.evenflow.model.InputException;

/** Every agent does what its actor says, without noise. */
final class ActorPolicy implements Policy {
    static final String NETWORKS = "actor";

    private final String algorithm;
    private final FrozenNetworks actors;
    private final float[] answer;

    ActorPolicy(String algorithm, FrozenNetworks actors) {
        this.algorithm = algorithm;
        this.actors = actors;
        answer = new float[actors.outputs()];
    }

    /** Reads a policy. */
    static ActorPolicy of(TensorFile file) {
        int[] first = file.shape(NETWORKS + ".0");
        int[] last = file.shape(NETWORKS + ".5");
        if (first.length != 3 || last.length != 3) {
            throw new InputException(
                    "policy file: array 'actor.0' must have 3 dimensions, has " + first.length);
        }
        return new ActorPolicy(
                file.word(Policies.ALGORITHM),
                FrozenNetworks.of(file, NETWORKS, first[0], first[1], last[2]));
    }

    @Override
    public void act(Frame frame, float[] actions) {
        for (int agent = 0; agent < actors.agents(); agent++) {
            if (frame.present[agent]) {
                actors.answer(agent, frame.observation, agent * actors.inputs(), answer);
                for (int part = 0; part < answer.length; part++) {
                    actions[agent * answer.length + part] = (float) Math.tanh(answer[part]);
                }
            }
        }
    }

    /**
     * {@inheritDoc} Input {@code observation}, {@code [agent][feature]} of all agents; output
     * {@code action}, {@code [agent][part]}.
     */
    @Override
    public OnnxModel toOnnx() {
        var model = new OnnxModel();
        model.input("observation", "agents", actors.inputs());
        model.operator("Tanh", "action", actors.toOnnx(model, "observation"));
        model.output("action", "agents", actors.outputs());
        return model;
    }

    @Override
    public TensorFile toFile() {
        var file = new TensorFile();
        file.metadata().put(Policies.VERSION, Policies.PRESENT_VERSION);
        file.metadata().put(Policies.ALGORITHM, algorithm);
        actors.put(file, NETWORKS);
        return file;
    }
}
