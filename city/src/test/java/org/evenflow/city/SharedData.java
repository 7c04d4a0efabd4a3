package org.evenflow.city;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/** Finds the public data beside the clone; tests on it are skipped where it is absent. */
final class SharedData {
    private SharedData() {}

    static Optional<Path> find(String file) {
        var given = System.getProperty("evenflow.shared", System.getenv("EVENFLOW_SHARED"));
        if (given != null) {
            return Optional.of(Path.of(given, "data", file)).filter(Files::exists);
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            var candidate = at.resolve("shared").resolve("data").resolve(file);
            if (Files.exists(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    static List<String> linesOrSkip(String file) throws IOException {
        var path = find(file);
        Assumptions.assumeTrue(path.isPresent(), "shared/data/" + file + " is not here");
        return lines(path.orElseThrow());
    }

    static List<String> lines(Path gzip) throws IOException {
        try (var reader =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(gzip)),
                                StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }
}
