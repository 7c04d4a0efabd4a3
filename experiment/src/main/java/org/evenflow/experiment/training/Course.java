package org.evenflow.experiment.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.evenflow.learn.TensorFile;
import org.evenflow.learn.TrainingStep;
import org.evenflow.report.training.TrainingResult;

/**
 * What one seed's training has brought so far: its points, and which policy was the best. Kept
 * within the checkpoint, so that curves and weights are always of the same moment. Safe for
 * threads.
 */
public final class Course {
    private static final String COLUMNS = "course.columns";
    private static final String VALUES = "course.values";
    private static final String FIXED =
            "iteration,agent_steps,episodes,mean_return,validation,seconds_playing,seconds_learning";
    private static final int FIXED_COLUMNS = FIXED.split(",").length;

    private final long seed;
    private final List<TrainingResult.Point> points = new ArrayList<>();
    private String state = "running";

    public Course(long seed) {
        this.seed = seed;
    }

    public synchronized void add(TrainingStep step, double validation) {
        points.add(
                new TrainingResult.Point(
                        step.iteration(),
                        step.agentSteps(),
                        step.episodes(),
                        step.meanReturn(),
                        validation,
                        step.figures(),
                        step.secondsPlaying(),
                        step.secondsLearning()));
    }

    synchronized void end(String how) {
        state = how;
    }

    public synchronized String state() {
        return state;
    }

    public synchronized TrainingResult.Course shown() {
        return new TrainingResult.Course(seed, List.copyOf(points), state);
    }

    public long seed() {
        return seed;
    }

    synchronized boolean isEmpty() {
        return points.isEmpty();
    }

    /** Agent-steps played so far. */
    synchronized long agentSteps() {
        return points.isEmpty() ? 0 : points.getLast().agentSteps();
    }

    /** Validations in their order. */
    public synchronized double[] validations() {
        return points.stream()
                .mapToDouble(TrainingResult.Point::validation)
                .filter(value -> !Double.isNaN(value))
                .toArray();
    }

    /** How many validations there were since the best one; 0 for the best itself. */
    int sinceBest() {
        var judged =
                shown().points().stream()
                        .filter(point -> !Double.isNaN(point.validation()))
                        .toList();
        return judged.size() - 1 - shown().best().map(judged::indexOf).orElse(0);
    }

    /** The validation of the policy that is kept; infinite where there is none. */
    public double best() {
        return shown().best()
                .map(TrainingResult.Point::validation)
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** Whether the policy that is kept serves less than it takes to be chosen over others. */
    boolean isUnderserving() {
        return shown().best().map(TrainingResult.Point::isUnderserving).orElse(true);
    }

    /** Into a checkpoint. */
    synchronized void write(TensorFile file) {
        // Figures come and go, as where a controller is imitated first.
        var names = new LinkedHashSet<String>();
        points.forEach(point -> names.addAll(point.figures().keySet()));
        double[] values = new double[points.size() * (FIXED_COLUMNS + names.size())];
        int at = 0;
        for (TrainingResult.Point p : points) {
            values[at++] = p.iteration();
            values[at++] = p.agentSteps();
            values[at++] = p.episodes();
            values[at++] = p.meanReturn();
            values[at++] = p.validation();
            values[at++] = p.secondsPlaying();
            values[at++] = p.secondsLearning();
            for (String name : names) {
                values[at++] = p.figures().getOrDefault(name, Double.NaN);
            }
        }
        file.metadata()
                .put(COLUMNS, FIXED + (names.isEmpty() ? "" : "," + String.join(",", names)));
        file.put(VALUES, values);
    }

    /** Out of a checkpoint. */
    static Course read(long seed, TensorFile file) {
        var course = new Course(seed);
        String[] columns = file.word(COLUMNS).split(",");
        double[] values = file.doubles(VALUES);
        for (int at = 0; at + columns.length <= values.length; at += columns.length) {
            Map<String, Double> figures = new LinkedHashMap<>();
            for (int i = FIXED_COLUMNS; i < columns.length; i++) {
                if (!Double.isNaN(values[at + i])) {
                    figures.put(columns[i], values[at + i]);
                }
            }
            course.points.add(
                    new TrainingResult.Point(
                            (int) values[at],
                            (long) values[at + 1],
                            (int) values[at + 2],
                            values[at + 3],
                            values[at + 4],
                            figures,
                            values[at + 5],
                            values[at + 6]));
        }
        return course;
    }
}
