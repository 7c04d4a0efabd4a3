package org.evenflow.data;

import java.nio.file.Path;

/** Signature. */
public final class SessionLogReader {
    private SessionLogReader() {}

    /** Reads the file. */
    public static SessionLog read(Path file, SessionColumns columns, SessionDefaults defaults) {
        throw new UnsupportedOperationException(file.toString());
    }

    /** The layout of a file by its header. */
    public static SessionColumns detect(Path file) {
        throw new UnsupportedOperationException(file.toString());
    }
}
