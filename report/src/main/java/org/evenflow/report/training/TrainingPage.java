package org.evenflow.report.training;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.evenflow.report.Html;
import org.evenflow.report.Numbers;
import org.evenflow.report.PageFrame;
import org.evenflow.report.training.TrainingResult.Course;
import org.evenflow.report.training.TrainingResult.Point;

/** {@code training.html}: one page that holds all it needs and never asks the network. */
final class TrainingPage {
    private static final List<String> SCRIPTS = List.of("training/training");

    private TrainingPage() {}

    static String html(TrainingResult result) {
        Map<String, String> slots =
                Map.ofEntries(
                        Map.entry(
                                "title",
                                Html.escape(
                                        result.algorithm().replace('_', ' ')
                                                + " on "
                                                + result.study())),
                        Map.entry("counts", counts(result)),
                        Map.entry("kind", "training"),
                        Map.entry("kicker", "training"),
                        Map.entry("verdict", Html.verdict(result.verdict())),
                        Map.entry("facts", Html.facts(result.facts())),
                        Map.entry("measure", Html.escape(result.measure())),
                        Map.entry("seeds", seeds(result)),
                        Map.entry("references", references(result)),
                        Map.entry("time", time(result)),
                        Map.entry("provenance", Html.facts(result.provenance())));
        return PageFrame.html("training/training.html", slots, TrainingJson.chart(result), SCRIPTS);
    }

    private static String counts(TrainingResult result) {
        long steps =
                result.courses().stream()
                        .filter(c -> !c.points().isEmpty())
                        .mapToLong(c -> c.points().getLast().agentSteps())
                        .sum();
        return "%s %d %s, %s agent-steps in %s s"
                .formatted(
                        result.isRunning() ? "Still running:" : "",
                        result.courses().size(),
                        result.courses().size() == 1 ? "seed" : "seeds",
                        Numbers.text(steps, 0),
                        Numbers.text(result.wallSeconds(), 0))
                .strip();
    }

    private static String seeds(TrainingResult result) {
        String rows =
                result.courses().stream()
                        .map(course -> row(course))
                        .collect(Collectors.joining("\n"));
        return """
        <div class="scroll" tabindex="0"><table class="plain"><caption>Seeds</caption>
        <thead><tr><th scope="col">Seed</th><th scope="col">Iterations</th><th scope="col">Agent-steps</th><th scope="col">Best on validation days (%s)</th><th scope="col">Last return</th><th scope="col" class="text">State</th></tr></thead>
        <tbody>
        %s
        </tbody></table></div>
        """
                .formatted(Html.escape(result.unit()), rows);
    }

    private static String row(Course course) {
        boolean isEmpty = course.points().isEmpty();
        return "<tr><th scope=\"row\">%d</th><td>%d</td><td>%s</td><td>%s</td><td>%s</td><td class=\"text\">%s</td></tr>"
                .formatted(
                        course.seed(),
                        course.points().size(),
                        isEmpty ? "–" : Numbers.text(course.points().getLast().agentSteps(), 0),
                        Numbers.text(TrainingJson.best(course), 3),
                        isEmpty ? "–" : Numbers.text(course.points().getLast().meanReturn(), 3),
                        Html.escape(course.state()));
    }

    /** Others on the same days, the best first. */
    private static String references(TrainingResult result) {
        if (result.references().isEmpty()) {
            return "";
        }
        String rows =
                result.references().entrySet().stream()
                        .sorted(Comparator.comparingDouble(Map.Entry::getValue))
                        .map(
                                entry ->
                                        "<tr><th scope=\"row\">%s</th><td>%s</td></tr>"
                                                .formatted(
                                                        Html.escape(
                                                                entry.getKey().replace('_', ' ')),
                                                        Numbers.text(entry.getValue(), 3)))
                        .collect(Collectors.joining("\n"));
        return """
        <div class="scroll" tabindex="0"><table class="plain"><caption>Others on the same days</caption>
        <thead><tr><th scope="col">Controller</th><th scope="col">%s (%s)</th></tr></thead>
        <tbody>
        %s
        </tbody></table></div>
        """
                .formatted(Html.escape(result.measure()), Html.escape(result.unit()), rows);
    }

    private static String time(TrainingResult result) {
        double playing = sum(result, true);
        double learning = sum(result, false);
        long steps =
                result.courses().stream()
                        .filter(c -> !c.points().isEmpty())
                        .mapToLong(c -> c.points().getLast().agentSteps())
                        .sum();
        double all = playing + learning;
        return """
        <div class="scroll" tabindex="0"><table class="plain"><caption>Where the time goes, all seeds together</caption>
        <thead><tr><th scope="col">Part</th><th scope="col">s</th><th scope="col">Share (%%)</th><th scope="col">µs per agent-step</th></tr></thead>
        <tbody>
        %s
        %s
        </tbody></table></div>
        """
                .formatted(
                        timeRow("Playing: worlds and inference", playing, all, steps),
                        timeRow("Learning: gradients", learning, all, steps));
    }

    private static String timeRow(String part, double seconds, double all, long steps) {
        return "<tr><th scope=\"row\">%s</th><td>%s</td><td>%s</td><td>%s</td></tr>"
                .formatted(
                        part,
                        Numbers.text(seconds, 1),
                        Numbers.text(100 * seconds / all, 1),
                        Numbers.text(1e6 * seconds / steps, 2));
    }

    private static double sum(TrainingResult result, boolean isPlaying) {
        return result.courses().stream()
                .flatMap(course -> course.points().stream())
                .mapToDouble(isPlaying ? Point::secondsPlaying : Point::secondsLearning)
                .sum();
    }
}
