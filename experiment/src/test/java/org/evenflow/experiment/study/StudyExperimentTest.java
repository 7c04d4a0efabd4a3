package org.evenflow.experiment.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.evenflow.data.scenario.Study;
import org.evenflow.data.scenario.StudyReader;
import org.evenflow.experiment.Controllers;
import org.evenflow.experiment.Experiment;
import org.evenflow.experiment.Portable;
import org.evenflow.experiment.Result;
import org.evenflow.experiment.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyExperimentTest {
    private static final String SITE =
            """
            scenario: site
            time: {start: 2019-06-03T00:00, zone: Europe/Zurich}
            stations: [{id: A, connectors: 2, charger: {kind: slow_ac, phases: 3, max_a: 16}}]
            sessions: {file: log.csv, to: 2019-06-03}
            tariff: {kind: flat, currency: CHF, price_per_kwh: 0.2}
            """;
    private static final String LOG =
            """
            session_id,station_id,arrival_local,departure_local,energy_kwh
            s1,A,2019-06-03T08:00:00,2019-06-03T16:00:00,12
            s2,A,2019-06-03T09:00:00,2019-06-03T12:00:00,8
            """;

    @TempDir private Path folder;

    private static StudyExperiment experiment(Study study) {
        return new StudyExperiment(study, new References(study, new Controllers()), () -> 0);
    }

    @Test
    void tasksAreControllersAndThenWhatMeasuresThem() {
        var study =
                StudyReader.builtIn("quickstart")
                        .withControllers(List.of("time_of_use", "uncontrolled"))
                        .withSeeds(2);
        var experiment = experiment(study);
        assertThat(experiment.tasks())
                .extracting(task -> task.subject() + " " + task.seed())
                .containsExactly(
                        "time_of_use 1", "time_of_use 2", "uncontrolled 1", "uncontrolled 2");
        var references = new ReferenceExperiment(experiment, new TreeMap<>(), () -> 0);
        assertThat(references.tasks())
                .extracting(task -> task.subject() + " " + task.seed())
                .containsExactly("clairvoyant 1", "clairvoyant 2", "relaxation 1", "relaxation 2");
    }

    @Test
    void aStudyOfFilesPlaysTheSameWhereItsFilesAreNot() throws Exception {
        Path log = Files.writeString(folder.resolve("log.csv"), LOG);
        Path site = Files.writeString(folder.resolve("site.yaml"), SITE);
        var study = StudyReader.read(site).withControllers(List.of("time_of_use")).withSeeds(1);
        var here = experiment(study);
        var bytes = bytes(here.portable());
        List<String> lines = lines(here, here.tasks());
        Files.delete(log);
        Path there = Files.createDirectory(folder.resolve("there"));
        assertThat(lines(portable(bytes).rebuild(there, () -> 0), here.tasks())).isEqualTo(lines);
    }

    private static <R> List<String> lines(Experiment<R> experiment, List<Task> tasks) {
        var worker = experiment.worker();
        return tasks.stream()
                .map(task -> experiment.encode(new Result<>(task, worker.run(task))))
                .toList();
    }

    private static byte[] bytes(Portable portable) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(portable);
        }
        return bytes.toByteArray();
    }

    private static Portable portable(byte[] bytes) throws Exception {
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return (Portable) in.readObject();
        }
    }
}
