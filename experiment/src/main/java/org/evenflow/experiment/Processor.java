package org.evenflow.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What kind of processor this is. Sums of single precision are rounded by the vector instructions
 * that a processor has, so weights are the same to the last bit on one kind of it only.
 */
public final class Processor {
    private static final Path TOLD_BY_LINUX = Path.of("/proc/cpuinfo");
    private static final String MODEL = "model name";

    private Processor() {}

    /** Architecture, and the model where the system tells it. */
    public static String kind() {
        return kind(System.getProperty("os.arch"), TOLD_BY_LINUX);
    }

    static String kind(String architecture, Path told) {
        try (var lines = Files.lines(told)) {
            return lines.filter(line -> line.startsWith(MODEL))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .map(model -> architecture + ", " + model)
                    .orElse(architecture);
        } catch (IOException e) {
            // Other systems have no such file.
            return architecture;
        }
    }
}
