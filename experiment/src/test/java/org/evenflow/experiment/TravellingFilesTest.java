package org.evenflow.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.evenflow.model.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TravellingFilesTest {
    @TempDir private Path folder;

    @Test
    void aConfigurationNamesItsFilesWhereTheyAreNow() throws IOException {
        Path log = Files.writeString(folder.resolve("log.csv"), "log");
        Path packed = Files.writeString(folder.resolve("log.csv.gz"), "packed");
        var tree =
                Map.of(
                        "sessions",
                        Map.of("file", log.toString(), "sha256", "1"),
                        "plants",
                        List.of(Map.of("file", packed.toString(), "sha256", "2")),
                        "tariff",
                        Map.of("file", "not hashed, so no file"));
        var there = Files.createDirectory(folder.resolve("there"));
        var files = TravellingFiles.of(tree, List.of("mpc"));
        Files.delete(log);
        Files.delete(packed);
        var unpacked = files.unpack(there);
        Path yaml = unpacked.configuration("a: " + log + "\nb: " + packed + "\n");
        List<String> lines = Files.readAllLines(yaml);
        assertThat(Path.of(lines.get(0).substring(3))).hasContent("log").hasParent(there);
        assertThat(Path.of(lines.get(1).substring(3))).hasContent("packed").hasParent(there);
    }

    @Test
    void aTrainedPolicyTravelsToo() throws IOException {
        Path policy = Files.writeString(folder.resolve("policy.safetensors"), "weights");
        var there = Files.createDirectory(folder.resolve("there"));
        var unpacked =
                TravellingFiles.of(Map.of(), List.of("policy:" + policy, "mpc")).unpack(there);
        assertThat(unpacked.located(policy)).hasContent("weights").hasParent(there);
        assertThat(unpacked.located(Path.of("other"))).isEqualTo(Path.of("other"));
    }

    @Test
    void aMissingFileIsRefusedBeforeItTravels() {
        var tree = Map.of("file", folder.resolve("gone").toString(), "sha256", "1");
        assertThatThrownBy(() -> TravellingFiles.of(tree, List.of()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("gone");
    }
}
