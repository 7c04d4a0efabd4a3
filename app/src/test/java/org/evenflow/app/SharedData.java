package org.evenflow.app;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Real files that are not part of the project; tests that need one are skipped without it. */
final class SharedData {
    private SharedData() {}

    /** The file below {@code shared/data}; skips the calling test where it is absent. */
    static Path file(String name) {
        Path root = root();
        assumeTrue(root != null, "no shared/data folder beside the project: " + name);
        Path file = Objects.requireNonNull(root).resolve("data").resolve(name);
        assumeTrue(Files.exists(file), () -> file + " is absent");
        return file;
    }

    private static @Nullable Path root() {
        String named = System.getProperty("evenflow.shared", System.getenv("EVENFLOW_SHARED"));
        if (named != null) {
            return Path.of(named);
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("shared/data"))) {
                return at.resolve("shared");
            }
        }
        return null;
    }
}
