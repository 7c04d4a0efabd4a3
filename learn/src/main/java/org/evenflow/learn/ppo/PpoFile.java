package org.evenflow.learn.ppo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.evenflow.learn.AdamMemory;
import org.evenflow.learn.Checkpoints;
import org.evenflow.learn.Normaliser;
import org.evenflow.learn.PrivateState;
import org.evenflow.learn.SharedWeights;
import org.evenflow.learn.TensorFile;
import org.evenflow.learn.WorldShape;
import org.evenflow.model.InputException;
import org.evenflow.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** What files of PPO hold: a policy's part, and behind it all that a resumed training needs. */
final class PpoFile {
    /** Metadata: the kind of actions, e.g. {@code continuous 1} or {@code discrete 5}. */
    static final String ACTIONS = "ppo.actions";

    /** Metadata: whether agents share parameters, else how many have their own. */
    static final String SHARED = "ppo.groups";

    private static final String STATE = "ppo.state_features";

    static final String OBSERVATION = "observation";
    static final String NODES = "nodes";
    private static final String CENTRAL_STATE = "state";
    private static final String VALUE = "value";
    private static final String COUNTERS = "counters";
    private static final String GRAPH = "graph";
    private static final String ACTOR_ADAM = "actor_adam";
    private static final String CRITIC_ADAM = "critic_adam";

    private PpoFile() {}

    /** Everything that a training has in mind. */
    static TensorFile write(Ppo ppo) {
        var file = new TensorFile();
        Checkpoints.put(file, ppo.id, ppo.task.seed());
        var words = file.metadata();
        words.put(ACTIONS, word(ppo.shape.actions()));
        words.put(SHARED, Integer.toString(ppo.groups.size()));
        words.put(STATE, Integer.toString(ppo.shape.stateFeatures()));
        ppo.input.write(file, OBSERVATION);
        ppo.state.write(file, CENTRAL_STATE);
        ppo.nodes.write(file, NODES);
        ppo.value.write(file, VALUE);
        file.put(COUNTERS, new long[] {ppo.iteration, ppo.agentSteps, ppo.episodes});
        if (ppo.actor.isGraph()) {
            write(file, ppo.shape.graph());
        }
        ppo.shared.put(file);
        int groups = ppo.groups.size();
        for (int g = 0; g < groups; g++) {
            Group group = ppo.groups.get(g);
            AdamMemory.put(group.actorAdam(), file, name(ACTOR_ADAM, g, groups));
            AdamMemory.put(group.criticAdam(), file, name(CRITIC_ADAM, g, groups));
        }
        return file;
    }

    /** Moves a training to where it was when it wrote a file. */
    static void restore(TensorFile file, Ppo ppo) {
        Checkpoints.check(file, ppo.id, ppo.task.seed());
        mustBe("length of the central state", file.word(STATE), "" + ppo.shape.stateFeatures());
        mustBe("groups of agents", file.word(SHARED), "" + ppo.groups.size());
        input(file, ppo);
        ppo.shared.read(file);
        ppo.state = Normaliser.read(file, CENTRAL_STATE);
        ppo.nodes = Normaliser.read(file, NODES);
        ppo.value = Normaliser.read(file, VALUE);
        long[] counters = file.longs(COUNTERS);
        ppo.iteration = Math.toIntExact(counters[0]);
        ppo.agentSteps = counters[1];
        ppo.episodes = counters[2];
        int groups = ppo.groups.size();
        for (int g = 0; g < groups; g++) {
            Group group = ppo.groups.get(g);
            AdamMemory.restore(group.actorAdam(), file, name(ACTOR_ADAM, g, groups));
            AdamMemory.restore(group.criticAdam(), file, name(CRITIC_ADAM, g, groups));
        }
    }

    /** What may be averaged of a training. */
    static SharedWeights shared(Ppo ppo) {
        var shared = new SharedWeights(ppo.id);
        int groups = ppo.groups.size();
        for (int g = 0; g < groups; g++) {
            Group group = ppo.groups.get(g);
            add(shared, ppo.actor.names(name("actor", g, groups)), group.actor());
            add(shared, ppo.critic.names(name("critic", g, groups)), group.critic());
            if (group.logSpread().size() > 0) {
                shared.add(spread(g, groups), group.logSpread());
            }
        }
        return shared;
    }

    private static void add(SharedWeights shared, List<String> names, List<Tensor> parameters) {
        for (int p = 0; p < names.size(); p++) {
            shared.add(names.get(p), parameters.get(p));
        }
    }

    /** What of a checkpoint is never averaged. */
    static Map<String, PrivateState> privateState() {
        return Map.of(
                OBSERVATION, PrivateState.NORMALISER,
                CENTRAL_STATE, PrivateState.NORMALISER,
                NODES, PrivateState.NORMALISER,
                VALUE, PrivateState.NORMALISER,
                ACTOR_ADAM, PrivateState.OPTIMISER,
                CRITIC_ADAM, PrivateState.OPTIMISER,
                COUNTERS, PrivateState.PROGRESS,
                GRAPH, PrivateState.GRID);
    }

    /** Gives a training the policy of a file to begin with. */
    static void begin(TensorFile file, Ppo ppo) {
        input(file, ppo);
        List<String> names = actors(file);
        mustBe("groups of agents", names.size(), ppo.groups.size());
        for (int g = 0; g < names.size(); g++) {
            Group group = ppo.groups.get(g);
            put(group.actor(), ppo.actor.read(file, names.get(g)));
            String spread = spread(g, names.size());
            if (file.has(spread)) {
                group.logSpread().write(file.floats(spread));
            }
        }
    }

    /** Looks with the eyes of a file's policy, which must see and do the same. */
    private static void input(TensorFile file, Ppo ppo) {
        mustBe("actions", actions(file), ppo.shape.actions());
        Normaliser input = Normaliser.read(file, OBSERVATION);
        mustBe("observations' length", input.features(), ppo.shape.features());
        mustBe("look at the grid", graph(file) != null, ppo.actor.isGraph());
        ppo.input = input;
        if (ppo.actor.isGraph()) {
            Normaliser nodes = Normaliser.read(file, NODES);
            mustBe("nodes' features", nodes.features(), ppo.nodes.features());
            ppo.nodes = nodes;
        }
    }

    /** The kind of actions that a file's policy chooses. */
    static WorldShape.Actions actions(TensorFile file) {
        String word = file.word(ACTIONS);
        if (word.matches("continuous \\d{1,4}")) {
            return new WorldShape.Continuous(Integer.parseInt(word.substring(11)));
        }
        if (word.matches("discrete \\d{1,4}")) {
            return new WorldShape.Discrete(Integer.parseInt(word.substring(9)));
        }
        throw new InputException(
                "policy file: "
                        + ACTIONS
                        + " must be 'continuous' or 'discrete' and a number, is '"
                        + word
                        + "'");
    }

    /** Names of the actors of a file. */
    static List<String> actors(TensorFile file) {
        String word = file.word(SHARED);
        if (!word.matches("[1-9]\\d{0,5}")) {
            throw new InputException(
                    "policy file: " + SHARED + " must be a number above 0, is '" + word + "'");
        }
        int groups = Integer.parseInt(word);
        var names = new ArrayList<String>();
        for (int g = 0; g < groups; g++) {
            names.add(name("actor", g, groups));
        }
        return names;
    }

    /** The name of a group's spreads. */
    static String spread(int g, int groups) {
        return name("log_std", g, groups);
    }

    /** The network that a file's policy was trained on. */
    static WorldShape.@Nullable Graph graph(TensorFile file) {
        if (!file.has(GRAPH + ".from")) {
            return null;
        }
        long[] size = file.longs(GRAPH + ".size");
        return new WorldShape.Graph(
                Math.toIntExact(size[0]),
                Math.toIntExact(size[1]),
                ints(file.longs(GRAPH + ".from")),
                ints(file.longs(GRAPH + ".to")),
                file.floats(GRAPH + ".weight"),
                ints(file.longs(GRAPH + ".node_of")));
    }

    /** Puts a network into a file. */
    static void write(TensorFile file, WorldShape.@Nullable Graph graph) {
        if (graph != null) {
            file.put(GRAPH + ".size", new long[] {graph.nodes(), graph.nodeFeatures()});
            file.put(GRAPH + ".from", longs(graph.from()));
            file.put(GRAPH + ".to", longs(graph.to()));
            file.put(GRAPH + ".weight", graph.weight());
            file.put(GRAPH + ".node_of", longs(graph.nodeOf()));
        }
    }

    /** Refuses a file or a policy that differs. */
    static void mustBe(String what, Object is, Object must) {
        if (!is.equals(must)) {
            throw new InputException(
                    "policy: its " + what + " must be " + said(must) + ", is " + said(is));
        }
    }

    private static String said(Object value) {
        return value instanceof WorldShape.Actions actions ? word(actions) : value.toString();
    }

    private static String word(WorldShape.Actions actions) {
        return switch (actions) {
            case WorldShape.Continuous(int parts) -> "continuous " + parts;
            case WorldShape.Discrete(int levels) -> "discrete " + levels;
        };
    }

    private static String name(String what, int g, int groups) {
        return groups == 1 ? what : what + g;
    }

    private static void put(List<Tensor> parameters, float[][] values) {
        for (int p = 0; p < values.length; p++) {
            parameters.get(p).write(values[p]);
        }
    }

    private static long[] longs(int[] values) {
        var longs = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            longs[i] = values[i];
        }
        return longs;
    }

    private static int[] ints(long[] values) {
        var ints = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            ints[i] = Math.toIntExact(values[i]);
        }
        return ints;
    }
}
