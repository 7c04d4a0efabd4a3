package org.evenflow.report.training;

import static org.evenflow.report.JsonNumbers.JSON;
import static org.evenflow.report.JsonNumbers.exact;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import org.evenflow.report.JsonNumbers;
import org.evenflow.report.training.TrainingResult.Course;
import org.evenflow.report.training.TrainingResult.Point;

/** A training for machines, and the data that its page draws. */
final class TrainingJson {
    /** More points of one curve than a chart can show are thinned for the page. */
    private static final int MOST_POINTS = 1500;

    private TrainingJson() {}

    /** Names of all figures in their order. */
    static List<String> figures(TrainingResult result) {
        var names = new LinkedHashSet<String>();
        result.courses().forEach(c -> c.points().forEach(p -> names.addAll(p.figures().keySet())));
        return List.copyOf(names);
    }

    /** {@code training.json}: what was found. */
    static String text(TrainingResult result) {
        ObjectNode root = head(result);
        root.put("running", result.isRunning());
        root.set("verdict", JsonNumbers.texts(result.verdict()));
        root.set("wall_seconds", exact(result.wallSeconds()));
        ArrayNode seeds = root.putArray("seeds");
        for (Course course : result.courses()) {
            ObjectNode node = seeds.addObject();
            node.put("seed", course.seed());
            node.put("state", course.state());
            node.put("iterations", course.points().size());
            if (!course.points().isEmpty()) {
                Point last = course.points().getLast();
                node.put("agent_steps", last.agentSteps());
                node.set("mean_return", exact(last.meanReturn()));
            }
            node.set("best_validation", exact(best(course)));
        }
        root.set("facts", JsonNumbers.texts(result.facts()));
        root.set("provenance", JsonNumbers.texts(result.provenance()));
        return root.toPrettyString() + "\n";
    }

    /** The validation of the policy that a course keeps; NaN where there is none. */
    static double best(Course course) {
        return course.best().map(Point::validation).orElse(Double.NaN);
    }

    /** What the page draws. */
    static String chart(TrainingResult result) {
        ObjectNode root = head(result);
        List<String> names = figures(result);
        root.set("figures", JsonNumbers.texts(names));
        root.putArray("episodes");
        ArrayNode courses = root.putArray("courses");
        for (Course course : result.courses()) {
            ObjectNode node = courses.addObject();
            node.put("seed", course.seed());
            ArrayNode points = node.putArray("points");
            int stride = Math.max(1, course.points().size() / MOST_POINTS);
            for (int i = 0; i < course.points().size(); i++) {
                Point point = course.points().get(i);
                if (i % stride == 0
                        || !Double.isNaN(point.validation())
                        || i == course.points().size() - 1) {
                    points.add(point(point, names));
                }
            }
        }
        return root.toString();
    }

    private static ObjectNode point(Point point, List<String> names) {
        ObjectNode node = JSON.objectNode();
        node.put("steps", point.agentSteps());
        node.set("return", exact(point.meanReturn()));
        node.set("validation", exact(point.validation()));
        ArrayNode figures = node.putArray("figures");
        names.forEach(name -> figures.add(exact(point.figures().getOrDefault(name, Double.NaN))));
        return node;
    }

    private static ObjectNode head(TrainingResult result) {
        ObjectNode root = JSON.objectNode();
        root.put("study", result.study());
        root.put("algorithm", result.algorithm());
        root.put("measure", result.measure());
        root.put("unit", result.unit());
        ObjectNode references = root.putObject("references");
        result.references().forEach((id, value) -> references.set(id, exact(value)));
        return root;
    }
}
