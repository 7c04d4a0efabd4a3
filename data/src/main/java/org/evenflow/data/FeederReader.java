package org.evenflow.data;

import java.nio.file.Path;
import org.evenflow.model.Feeder;

/**
 * Reads feeders of one file format; found by {@link java.util.ServiceLoader}. Implementations have
 * no state and no side effects, and every fault of a file is an {@link
 * org.evenflow.model.InputException} that names the file.
 */
public interface FeederReader {
    /** Name of the format, for messages. */
    String format();

    /** Whether the file is of this format, judged by its name or first bytes; never throws. */
    boolean reads(Path file);

    /** The feeder of the file. */
    Feeder read(Path file);
}
