package org.evenflow.learn;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.evenflow.control.Settings;
import org.evenflow.learn.TrainerProvider.Task;
import org.evenflow.numeric.RandomStream;

/**
 * Episodes of one world for learners that remember: every step goes into a {@link Replay}, from
 * which is learned as the episode goes on. Mutable, for one thread.
 */
public final class Practice {
    /** The moment of the world that agents act in. */
    public final Frame frame;

    /** What agents do next, {@code [agent][part]} row after row. */
    public final float[] actions;

    private final String name;
    private final Task task;
    private final World world;
    private final Replay replay;
    private final Tuning tuning;
    private int iteration;
    private long steps;
    private long agentSteps;
    private double returns;
    private double playedS;
    private double learnedS;

    /**
     * How is played and learned.
     *
     * @param memory transitions that are remembered
     * @param episodes in an iteration
     * @param batch transitions to learn from at once
     * @param stepsPerUpdate steps between updates
     * @param untilLearning steps that are played before any learning
     */
    public record Tuning(
            int memory, int episodes, int batch, long stepsPerUpdate, long untilLearning) {
        /** Of the settings {@code memory, episodes, batch} and {@code steps_per_update}. */
        public static Tuning of(Settings settings, long untilLearning) {
            return new Tuning(
                    (int) settings.number("memory"),
                    (int) settings.number("episodes"),
                    (int) settings.number("batch"),
                    (long) settings.number("steps_per_update"),
                    untilLearning);
        }
    }

    /**
     * A world that nothing was played in.
     *
     * @param name of the streams of chance
     */
    public Practice(String name, Task task, World world, Tuning tuning) {
        this.name = name;
        this.task = task;
        this.world = world;
        this.tuning = tuning;
        WorldShape shape = world.shape();
        frame = new Frame(shape);
        actions = new float[shape.agents() * shape.actions().parts()];
        replay = new Replay(shape, tuning.memory());
    }

    /** Steps that the world was played. */
    public long steps() {
        return steps;
    }

    /** Actions of present agents that were played. */
    public long agentSteps() {
        return agentSteps;
    }

    /** Iterations that were played. */
    public int iteration() {
        return iteration;
    }

    /**
     * Plays an iteration's episodes.
     *
     * @param act writes {@link #actions} for {@link #frame}
     * @param learn learns from transitions
     */
    public void iterate(Consumer<RandomStream> act, Consumer<Replay.Batch> learn) {
        long begin = task.nanoClock().getAsLong();
        returns = 0;
        learnedS = 0;
        for (int episode = 0; episode < tuning.episodes(); episode++) {
            long number = iteration * (long) tuning.episodes() + episode;
            play(new RandomStream(name + ": episode " + number, task.seed()), act, learn);
        }
        iteration++;
        playedS = (task.nanoClock().getAsLong() - begin) * 1e-9 - learnedS;
    }

    private void play(
            RandomStream random, Consumer<RandomStream> act, Consumer<Replay.Batch> learn) {
        // Below zero: no study's seed.
        world.reset(random.nextLong() | Long.MIN_VALUE, frame);
        while (!frame.isOver) {
            act.accept(random);
            replay.before(frame, actions);
            for (boolean isPresent : frame.present) {
                agentSteps += isPresent ? 1 : 0;
            }
            world.step(actions, frame);
            replay.after(frame);
            for (float reward : frame.reward) {
                returns += reward;
            }
            steps++;
            if (isTimeToLearn()) {
                long begin = task.nanoClock().getAsLong();
                learn.accept(replay.draw(tuning.batch(), random));
                learnedS += (task.nanoClock().getAsLong() - begin) * 1e-9;
            }
        }
    }

    private boolean isTimeToLearn() {
        return steps % tuning.stepsPerUpdate() == 0
                && steps > tuning.untilLearning()
                && replay.size() >= tuning.batch();
    }

    /** What the last iteration brought. */
    public TrainingStep step(Map<String, Double> figures) {
        return new TrainingStep(
                iteration,
                agentSteps,
                tuning.episodes(),
                returns / tuning.episodes(),
                figures,
                playedS,
                learnedS);
    }

    /** How the names of what {@link #put} adds begin, and what it is; and optimisers' of a name. */
    public static Map<String, PrivateState> privateState(String... optimisers) {
        var kinds = new LinkedHashMap<String, PrivateState>();
        for (String optimiser : optimisers) {
            kinds.put(optimiser, PrivateState.OPTIMISER);
        }
        kinds.put("replay", PrivateState.MEMORY);
        kinds.put("iteration", PrivateState.PROGRESS);
        kinds.put("steps", PrivateState.PROGRESS);
        kinds.put("agent_steps", PrivateState.PROGRESS);
        return kinds;
    }

    /** Adds all of it to a file. */
    public void put(TensorFile file) {
        replay.put(file);
        file.put("iteration", new long[] {iteration});
        file.put("steps", new long[] {steps});
        file.put("agent_steps", new long[] {agentSteps});
    }

    /** Restores what {@link #put} has kept. */
    public void restore(TensorFile file) {
        replay.restore(file);
        iteration = (int) file.longs("iteration")[0];
        steps = file.longs("steps")[0];
        agentSteps = file.longs("agent_steps")[0];
    }
}
