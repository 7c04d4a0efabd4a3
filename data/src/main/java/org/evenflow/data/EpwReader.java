package org.evenflow.data;

import org.evenflow.model.Weather;

/** Signature. */
public final class EpwReader {
    private EpwReader() {}

    /** Reads the file. */
    public static Weather.Measured read(java.nio.file.Path file) {
        throw new UnsupportedOperationException(file.toString());
    }
}
