package org.evenflow.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NativeLibrariesTest {
    private static final String HERE =
            NativeLibraries.platform(System.getProperty("os.name"), System.getProperty("os.arch"));

    @TempDir private Path cache;

    @ParameterizedTest
    @CsvSource({
        "Linux,amd64,linux-x86-64",
        "Linux,aarch64,linux-aarch64",
        "Mac OS X,x86_64,darwin-x86-64",
        "Mac OS X,aarch64,darwin-aarch64",
        "Windows 11,amd64,win32-x86-64",
        "FreeBSD,riscv64,freebsd-riscv64",
    })
    void platformsAreNamedAsTheJarsAre(String os, String arch, String expected) {
        assertThat(NativeLibraries.platform(os, arch)).isEqualTo(expected);
    }

    @Test
    void aPlatformWithoutLibrarySaysWhatThereIs() {
        for (String platform : List.of("freebsd-riscv64", "linux-s390x")) {
            assertThatExceptionOfType(MissingSolverException.class)
                    .isThrownBy(() -> NativeLibraries.unpacked("HiGHS", platform, "highs", cache))
                    .withMessageStartingWith(
                            "HiGHS has no library for this platform on the class path: " + platform)
                    .withMessageContaining("linux-aarch64");
        }
    }

    @Test
    void unpackingHappensOncePerContent() throws IOException {
        List<Path> first = NativeLibraries.unpacked("HiGHS", HERE, "highs", cache);
        var written = Files.getLastModifiedTime(first.getLast());
        List<Path> second = NativeLibraries.unpacked("HiGHS", HERE, "highs", cache);
        assertThat(second).isEqualTo(first);
        assertThat(Files.getLastModifiedTime(second.getLast())).isEqualTo(written);
        assertThat(cache.relativize(first.getLast()).toString())
                .matches("native.[0-9a-f]{8}.[a-z.0-9]+");
    }

    @Test
    void aDamagedCopyIsReplaced() throws IOException {
        Path library = NativeLibraries.unpacked("HiGHS", HERE, "highs", cache).getLast();
        byte[] good = Files.readAllBytes(library);
        byte[] bad = good.clone();
        bad[1000]++;
        Files.write(library, bad);
        NativeLibraries.unpacked("HiGHS", HERE, "highs", cache);
        assertThat(library).hasBinaryContent(good);
    }

    @Test
    void manyAtOnceLeaveOneWholeCopyAndNothingElse()
            throws IOException, InterruptedException, ExecutionException {
        var tasks = new ArrayList<Callable<List<Path>>>();
        for (int k = 0; k < 8; k++) {
            tasks.add(() -> NativeLibraries.unpacked("SCIP", HERE, "scip", cache));
        }
        try (var pool = Executors.newFixedThreadPool(8)) {
            for (var done : pool.invokeAll(tasks)) {
                assertThat(done.get()).allMatch(Files::isRegularFile);
            }
        }
        try (var files = Files.walk(cache)) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(2);
        }
    }

    @Test
    void aCacheThatCannotBeWrittenIsNotNeeded() throws IOException {
        Path blocked = Files.writeString(cache.resolve("file"), "not a folder");
        Path library = NativeLibraries.unpacked("HiGHS", HERE, "highs", blocked).getLast();
        assertThat(library)
                .isRegularFile()
                .satisfies(p -> assertThat(p.startsWith(cache)).isFalse());
    }
}
