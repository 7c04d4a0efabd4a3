package org.evenflow.app.train;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.evenflow.experiment.training.Course;
import org.evenflow.experiment.training.TrainingListener;

/**
 * Training on a terminal: a line per seed that rewrites itself, with the curve of its validations;
 * plain lines, one per validation, otherwise. Not safe for threads.
 */
final class LiveTraining implements TrainingListener {
    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final int MOST_BARS = 30;
    private static final long PAINT_NANOS = 200_000_000L;

    private final PrintStream out;
    private final boolean isTerminal;
    private final String unit;
    private final LongSupplier nanoClock;
    private final long begin;
    private int linesShown;
    private long painted;
    private long told;

    LiveTraining(PrintStream out, boolean isTerminal, String unit, LongSupplier nanoClock) {
        this.out = out;
        this.isTerminal = isTerminal;
        this.unit = unit;
        this.nanoClock = nanoClock;
        begin = nanoClock.getAsLong();
    }

    @Override
    public void tells(String sentence) {
        out.println(sentence);
    }

    @Override
    public void iterated(List<Course> all, Course changed) {
        long now = nanoClock.getAsLong();
        if (isTerminal) {
            if (now - painted > PAINT_NANOS) {
                painted = now;
                paint(all);
            }
            return;
        }
        long validations = 0;
        for (Course course : all) {
            validations += course.validations().length;
        }
        if (validations > told) {
            told = validations;
            out.println(line(changed));
        }
    }

    @Override
    public void ended(List<Course> all) {
        if (isTerminal) {
            paint(all);
        }
    }

    private void paint(List<Course> all) {
        var text = new StringBuilder();
        if (linesShown > 0) {
            text.append("\u001b[").append(linesShown).append('A');
        }
        for (Course course : all) {
            text.append("\u001b[2K").append(line(course)).append('\n');
        }
        linesShown = all.size();
        out.print(text);
        out.flush();
    }

    /** One course in one line. */
    String line(Course course) {
        var points = course.shown().points();
        if (points.isEmpty()) {
            return "seed " + course.seed() + "  waiting";
        }
        var last = points.getLast();
        Double imitation = last.figures().get("cloning_loss");
        double seconds = (nanoClock.getAsLong() - begin) / 1e9;
        double[] validations = course.validations();
        return String.format(
                Locale.ROOT,
                "seed %d  iteration %d  %,d agent-steps  return %.3f%s  best %.3f %s  %s  %.0f s%s",
                course.seed(),
                last.iteration(),
                last.agentSteps(),
                last.meanReturn(),
                imitation == null
                        ? ""
                        : String.format(Locale.ROOT, "  cloning loss %.4f", imitation),
                course.best(),
                unit,
                bars(validations),
                seconds,
                course.state().equals("running") ? "" : "  " + course.state());
    }

    /** Validations as bars, the newest on the right; the least value is the lowest bar. */
    static String bars(double[] values) {
        int from = Math.max(0, values.length - MOST_BARS);
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = from; i < values.length; i++) {
            low = Math.min(low, values[i]);
            high = Math.max(high, values[i]);
        }
        var text = new StringBuilder();
        for (int i = from; i < values.length; i++) {
            double share = high > low ? (values[i] - low) / (high - low) : 0;
            text.append(BARS.charAt((int) Math.min(BARS.length() - 1.0, share * BARS.length())));
        }
        return text.toString();
    }
}
