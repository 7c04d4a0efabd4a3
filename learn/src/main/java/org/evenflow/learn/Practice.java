package org.evenflow.learn;

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
    private final int episodes;
    private final int batch;
    private final long untilLearning;
    private final long perUpdate;
    private int iteration;
    private long steps;
    private long agentSteps;
    private double returns;
    private double playedS;
    private double learnedS;

    /**
     * A world that nothing was played in.
     *
     * @param name of the streams of chance
     * @param settings {@code memory}, {@code episodes}, {@code batch} and {@code steps_per_update}
     * @param untilLearning steps that are played before any learning
     */
    public Practice(String name, Task task, World world, Settings settings, long untilLearning) {
        this.name = name;
        this.task = task;
        this.world = world;
        WorldShape shape = world.shape();
        frame = new Frame(shape);
        actions = new float[shape.agents() * shape.actions().parts()];
        replay = new Replay(shape, (int) settings.get("memory"));
        episodes = (int) settings.get("episodes");
        batch = (int) settings.get("batch");
        this.untilLearning = untilLearning;
        perUpdate = (long) settings.get("steps_per_update");
    }

    /** Steps that the world was played. */
    public long steps() {
        return steps;
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
        for (int episode = 0; episode < episodes; episode++) {
            long number = iteration * (long) episodes + episode;
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
            if (steps % perUpdate == 0 && steps > untilLearning && replay.size() >= batch) {
                long begin = task.nanoClock().getAsLong();
                learn.accept(replay.draw(batch, random));
                learnedS += (task.nanoClock().getAsLong() - begin) * 1e-9;
            }
        }
    }

    /** What the last iteration brought. */
    public TrainingStep step(Map<String, Double> figures) {
        return new TrainingStep(
                iteration, agentSteps, episodes, returns / episodes, figures, playedS, learnedS);
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
