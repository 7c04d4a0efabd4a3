package org.evenflow.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorTest {
    @TempDir private Path folder;

    @Test
    void theModelIsTheFirstThatTheSystemTells() throws IOException {
        Path told =
                Files.writeString(
                        folder.resolve("cpuinfo"),
                        "processor\t: 0\nmodel\t\t: 85\nmodel name\t: Some CPU @ 2.00GHz\nmodel name\t: Other\n");
        assertThat(Processor.kind("amd64", told)).isEqualTo("amd64, Some CPU @ 2.00GHz");
    }

    @Test
    void whereNothingIsToldThereIsTheArchitecture() throws IOException {
        assertThat(Processor.kind("aarch64", folder.resolve("none"))).isEqualTo("aarch64");
        Path silent = Files.writeString(folder.resolve("cpuinfo"), "processor: 0\n");
        assertThat(Processor.kind("aarch64", silent)).isEqualTo("aarch64");
    }
}
