package org.evenflow.experiment.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Base64;
import java.util.List;
import org.evenflow.experiment.Experiment;
import org.evenflow.experiment.Portable;
import org.evenflow.experiment.Result;
import org.evenflow.experiment.Task;
import org.evenflow.experiment.Worker;
import org.evenflow.learn.TensorFile;
import org.evenflow.model.InputException;

/**
 * The seeds of a training, a task each. Each seed goes on from a checkpoint of its own, which keeps
 * more than a line could, so no line is kept.
 */
final class TrainingExperiment implements Experiment<Course> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String world;
    private final List<SeedTraining> seeds;

    TrainingExperiment(String world, List<SeedTraining> seeds) {
        this.world = world;
        this.seeds = List.copyOf(seeds);
    }

    @Override
    public String unit() {
        return "seeds";
    }

    @Override
    public List<Task> tasks() {
        return seeds.stream().map(seed -> task(seed.course().seed())).toList();
    }

    private Task task(long seed) {
        return new Task(world, "training", seed);
    }

    @Override
    public Worker<Course> worker() {
        return task -> {
            SeedTraining training =
                    seeds.stream()
                            .filter(seed -> seed.course().seed() == task.seed())
                            .findFirst()
                            .orElseThrow();
            training.run();
            return training.course();
        };
    }

    @Override
    public boolean isKept(Course course) {
        return false;
    }

    @Override
    public String encode(Result<Course> result) {
        var file = new TensorFile();
        result.value().write(file);
        return JSON.createObjectNode()
                .put("seed", result.task().seed())
                .put("state", result.value().state())
                .put("course", Base64.getEncoder().encodeToString(file.toBytes()))
                .toString();
    }

    @Override
    public Result<Course> decode(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            byte[] bytes = Base64.getDecoder().decode(node.path("course").asText());
            long seed = node.path("seed").asLong();
            var course = Course.read(seed, TensorFile.of(bytes, "course"));
            course.end(node.path("state").asText());
            return new Result<>(task(seed), course);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a line of JSON: " + line, e);
        }
    }

    @Override
    public Portable portable() {
        throw new InputException("trainings stay on this machine, where their checkpoints are");
    }
}
