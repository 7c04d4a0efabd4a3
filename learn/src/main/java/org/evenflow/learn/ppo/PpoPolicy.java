package org.evenflow.learn.ppo;

import java.util.List;
import org.evenflow.learn.Frame;
import org.evenflow.learn.Normaliser;
import org.evenflow.learn.OnnxModel;
import org.evenflow.learn.Policies;
import org.evenflow.learn.Policy;
import org.evenflow.learn.TensorFile;
import org.evenflow.learn.WorldShape;
import org.evenflow.model.InputException;
import org.jspecify.annotations.Nullable;

/**
 * What PPO leaves: the likeliest action, with normalisers frozen. Where agents share parameters it
 * serves any number of them; where they look at a network, any network.
 */
final class PpoPolicy implements Policy {
    private final TensorFile file;
    private final WorldShape.Actions kind;
    private final Choice choice;
    private final int features;
    private final Normaliser input;
    private final @Nullable Normaliser nodes;
    private final Approximator[] shapes;
    private final float[][][] parameters;
    private final Approximator.Plain[] actors;

    private float[] rows = new float[0];
    private float[] outputs = new float[0];
    private float[] raw = new float[0];
    private float[] shown = new float[0];
    private int[] who = new int[0];

    /** Zeros: all agents look at the one moment. */
    private int[] now = new int[0];

    private PpoPolicy(TensorFile file, WorldShape.@Nullable Graph graph) {
        this.file = file;
        kind = PpoFile.actions(file);
        choice = Choice.of(kind);
        input = Normaliser.read(file, PpoFile.OBSERVATION);
        features = input.features();
        nodes = graph == null ? null : Normaliser.read(file, PpoFile.NODES);
        List<String> names = PpoFile.actors(file);
        shapes = new Approximator[names.size()];
        parameters = new float[names.size()][][];
        actors = new Approximator.Plain[names.size()];
        for (int g = 0; g < actors.length; g++) {
            shapes[g] = Approximator.in(file, names.get(g), graph);
            if (shapes[g].inputs() != features || shapes[g].outputs() != kind.outputs()) {
                throw new InputException(
                        "policy file: '"
                                + names.get(g)
                                + "' must turn "
                                + features
                                + " numbers into "
                                + kind.outputs()
                                + ", turns "
                                + shapes[g].inputs()
                                + " into "
                                + shapes[g].outputs());
            }
            parameters[g] = shapes[g].read(file, names.get(g));
            actors[g] = shapes[g].new Plain(parameters[g]);
        }
    }

    /** The policy of a file, on the network that the file holds. */
    static PpoPolicy read(TensorFile file) {
        return new PpoPolicy(file, PpoFile.graph(file));
    }

    @Override
    public Policy in(WorldShape shape) {
        PpoFile.mustBe("observations' length", features, shape.features());
        PpoFile.mustBe("actions", kind, shape.actions());
        if (actors.length > 1) {
            PpoFile.mustBe("number of agents", actors.length, shape.agents());
        }
        if (nodes == null) {
            return new PpoPolicy(file, null);
        }
        var graph = shape.graph();
        if (graph == null) {
            throw new InputException("policy: looks at the grid, but the world shows none");
        }
        PpoFile.mustBe("nodes' features", nodes.features(), graph.nodeFeatures());
        return new PpoPolicy(file, graph);
    }

    @Override
    public void act(Frame frame, float[] actions) {
        int agents = frame.present.length;
        reserve(agents, frame.nodes.length);
        if (nodes != null) {
            int width = nodes.features();
            for (int at = 0; at < frame.nodes.length; at += width) {
                nodes.normalise(frame.nodes, at, shown, at);
            }
            actors[0].see(shown, 1);
        }
        int present = 0;
        for (int agent = 0; agent < agents; agent++) {
            if (frame.present[agent]) {
                input.normalise(frame.observation, agent * features, rows, present * features);
                who[present++] = agent;
                if (actors.length > 1) {
                    choose(actors[agent], 1, frame, actions);
                    present = 0;
                }
            }
        }
        choose(actors[0], present, frame, actions);
    }

    private void choose(Approximator.Plain actor, int present, Frame frame, float[] actions) {
        int outs = shapes[0].outputs();
        int parts = kind.parts();
        int levels = frame.allowed.length / frame.present.length;
        actor.forward(rows, present, who, now, outputs);
        for (int i = 0; i < present; i++) {
            choice.best(outputs, i * outs, frame.allowed, who[i] * levels, raw, 0);
            choice.act(raw, 0, actions, who[i] * parts);
        }
    }

    private void reserve(int agents, int nodeNumbers) {
        if (who.length < agents || shown.length < nodeNumbers) {
            who = new int[agents];
            now = new int[agents];
            rows = new float[agents * features];
            outputs = new float[agents * shapes[0].outputs()];
            raw = new float[kind.parts()];
            shown = new float[nodeNumbers];
        }
    }

    /**
     * {@inheritDoc} Input {@code observation}, {@code [agent][feature]} as the world shows them;
     * where actions are levels also {@code allowed}, 1 or 0, {@code [agent][level]}; where it looks
     * at the grid also {@code nodes}, {@code [node][feature]}, with agents in the order of the
     * network that it is for. Output {@code action}, {@code [agent][part]}.
     */
    @Override
    public OnnxModel toOnnx() {
        if (actors.length > 1) {
            throw new InputException(
                    "policy: has "
                            + actors.length
                            + " networks, one per agent; only one that all share can be exported");
        }
        var model = new OnnxModel();
        model.input("observation", "agents", features);
        String at = input.toOnnx(model, "observation");
        if (nodes != null) {
            model.input("nodes", "nodes", nodes.features());
            at = shapes[0].describeOnnx(model, at, nodes.toOnnx(model, "nodes"), parameters[0]);
        }
        choice.toOnnx(model, shapes[0].headOnnx(model, at, parameters[0]));
        return model;
    }

    @Override
    public TensorFile toFile() {
        var out = new TensorFile();
        for (String word :
                List.of(Policies.ALGORITHM, Policies.VERSION, PpoFile.ACTIONS, PpoFile.SHARED)) {
            out.metadata().put(word, file.word(word));
        }
        input.write(out, PpoFile.OBSERVATION);
        if (nodes != null) {
            nodes.write(out, PpoFile.NODES);
            PpoFile.write(out, PpoFile.graph(file));
        }
        List<String> names = PpoFile.actors(file);
        for (int g = 0; g < names.size(); g++) {
            shapes[g].write(out, names.get(g), parameters[g]);
            String spread = PpoFile.spread(g, names.size());
            if (file.has(spread)) {
                out.put(spread, file.floats(spread));
            }
        }
        return out;
    }
}
