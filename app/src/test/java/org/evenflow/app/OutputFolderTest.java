package org.evenflow.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a folder that is there already, and of a study that was interrupted. */
class OutputFolderTest {
    @TempDir Path folder;
    private Path out = Path.of("");

    @BeforeEach
    void write() throws IOException {
        SmallSite.in(folder);
        out = folder.resolve("out");
    }

    @Test
    void aFolderWithOtherFilesStaysAsItIs() throws IOException {
        Files.createDirectories(out);
        Files.writeString(out.resolve("letters.txt"), "mine");
        assertRefused(study(1), "holds files that are no study's results");
        assertRefused(study(1, "--overwrite"), "holds files that are no study's results");
        try (var files = Files.list(out)) {
            assertThat(files).containsExactly(out.resolve("letters.txt"));
        }
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        Files.writeString(out, "mine");
        assertRefused(study(1), "is a file");
        assertThat(out).hasContent("mine");
        out = out.resolve("deeper");
        assertRefused(study(1), "cannot write", "Not a directory");
    }

    @Test
    void resultsOfAnotherConfigurationAreKeptUnlessToldOtherwise() throws IOException {
        assertThat(study(1).status()).isZero();
        String before = Files.readString(out.resolve("results.csv"));
        assertRefused(study(2), "another configuration", "--overwrite");
        assertThat(out.resolve("results.csv")).hasContent(before);
        assertThat(study(2, "--overwrite").status()).isZero();
        assertThat(Program.results(out).value("uncontrolled", 2, "sessions")).isPositive();
    }

    @Test
    void aFolderInUseIsLeftAlone() throws IOException {
        assertThat(study(1).status()).isZero();
        Path lock = out.resolve(".lock");
        try (var channel =
                        FileChannel.open(
                                lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = channel.lock()) {
            assertThat(held.isValid()).isTrue();
            assertRefused(study(1), "is in use");
        }
    }

    @Test
    void aFullDiskIsToldAndLeavesNoResults() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "this system has no /dev/full");
        assertThat(study(1).status()).isZero();
        Files.delete(out.resolve("runs.jsonl"));
        Files.createSymbolicLink(out.resolve("runs.jsonl"), full);
        var answer = study(2, "--overwrite");
        assertRefused(answer, "cannot write", "runs.jsonl", "No space left on device");
        try (var files = Files.list(out)) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder("study.yaml", "runs.jsonl");
        }
    }

    @Test
    void anInterruptedStudyGoesOnToTheSameResults() throws IOException {
        assertThat(study(4).status()).isZero();
        List<String> whole = Program.repeatable(out);
        for (int kept : new int[] {0, 1, 3, 7}) {
            interruptAfter(kept);
            assertThat(study(4).status()).isZero();
            assertThat(Program.repeatable(out)).as("%d runs kept", kept).isEqualTo(whole);
            // Two controllers, the clairvoyant plan and the relaxation, four seeds.
            assertThat(Files.readAllLines(out.resolve("runs.jsonl"))).hasSize(16);
        }
    }

    @Test
    void threadsDoNotChangeABit() throws IOException {
        assertThat(study(6, "--threads=1").status()).isZero();
        List<String> one = Program.repeatable(out);
        out = folder.resolve("other");
        assertThat(study(6, "--threads=4").status()).isZero();
        assertThat(Program.repeatable(out)).isEqualTo(one);
    }

    /** As a process leaves it that is killed while it writes the line after. */
    private void interruptAfter(int runs) throws IOException {
        List<String> lines = Files.readAllLines(out.resolve("runs.jsonl"));
        String begun = lines.get(runs).substring(0, lines.get(runs).length() / 2);
        String kept = String.join("\n", lines.subList(0, runs));
        Files.writeString(out.resolve("runs.jsonl"), kept + (runs == 0 ? "" : "\n") + begun);
        for (String name : List.of("results.csv", "summary.json", "report.html")) {
            Files.delete(out.resolve(name));
        }
    }

    private static void assertRefused(Program.Answer answer, String... words) {
        assertThat(answer.complaint())
                .startsWith("evenflow: ")
                .contains(words)
                .doesNotContain("\n");
        assertThat(answer.status()).isEqualTo(2);
    }

    private Program.Answer study(int seeds, String... more) {
        var args =
                new ArrayList<>(
                        List.of(
                                "study",
                                folder.resolve("site.yaml").toString(),
                                "--out=" + out,
                                "--seeds=" + seeds,
                                "--controllers=uncontrolled,equal_share"));
        args.addAll(List.of(more));
        return Program.run(args.toArray(String[]::new));
    }
}
