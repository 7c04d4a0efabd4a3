package org.evenflow.app.study;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --threads} of commands that play runs. */
final class Workers {
    private static final int MOST_THREADS = 1024;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Worker threads; default: one per core. Results do not depend on it.")
    private @Nullable Integer threads;

    /** Worker threads, one per core where nothing is said. */
    int count() {
        return threads == null
                ? Runtime.getRuntime().availableProcessors()
                : StudyCommand.atLeastOne("--threads", threads, MOST_THREADS);
    }
}
