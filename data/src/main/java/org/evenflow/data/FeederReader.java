package org.evenflow.data;

import java.nio.file.Path;

/**
 * Reads feeders of one file format; found by {@link java.util.ServiceLoader}. Implementations have
 * no state and no side effects, and every fault of a file is an {@link
 * org.evenflow.model.InputException} that names the file.
 */
public interface FeederReader {
    /** Name of the format, for messages. */
    String format();

    /** Whether the file is of this format, judged by its name; never throws. */
    boolean reads(Path file);

    /**
     * The feeder that a text describes, with an audit of what was read.
     *
     * @param name of the file it stood in, for messages and ids
     */
    FeederImport parse(String name, String text);

    /** The feeder of the file or folder, with an audit of what was read. */
    default FeederImport read(Path file) {
        return parse(String.valueOf(file.getFileName()), TextFile.text(file));
    }
}
