package org.evenflow.report.training;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.evenflow.report.StudyWriter;
import org.evenflow.report.training.TrainingResult.Course;
import org.evenflow.report.training.TrainingResult.Point;

/** Writes {@code training.html}, {@code training.json} and {@code curves.csv}: all, or none. */
public final class TrainingWriter {
    /** Names of the files. */
    public static final List<String> FILES =
            List.of("curves.csv", "training.json", "training.html");

    private TrainingWriter() {}

    /**
     * Writes the files; files of these names are replaced.
     *
     * @throws org.evenflow.model.InputException if the folder cannot be written
     */
    public static void write(TrainingResult result, Path folder) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("curves.csv", curves(result));
        files.put("training.json", TrainingJson.text(result));
        files.put("training.html", TrainingPage.html(result));
        StudyWriter.writeAll(files, folder);
    }

    /** One row per seed and iteration. */
    private static String curves(TrainingResult result) {
        List<String> names = TrainingJson.figures(result);
        var text =
                new StringBuilder(
                        "seed,iteration,agent_steps,episodes,mean_return,validation,seconds_playing,seconds_learning");
        names.forEach(name -> text.append(',').append(name));
        text.append('\n');
        for (Course course : result.courses()) {
            for (Point point : course.points()) {
                text.append(course.seed()).append(',').append(point.iteration());
                text.append(',').append(point.agentSteps()).append(',').append(point.episodes());
                number(text, point.meanReturn());
                number(text, point.validation());
                number(text, point.secondsPlaying());
                number(text, point.secondsLearning());
                names.forEach(name -> number(text, point.figures().getOrDefault(name, Double.NaN)));
                text.append('\n');
            }
        }
        return text.toString();
    }

    private static void number(StringBuilder text, double value) {
        text.append(',').append(Double.isNaN(value) ? "" : Double.toString(value));
    }
}
