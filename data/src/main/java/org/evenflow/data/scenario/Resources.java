package org.evenflow.data.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.evenflow.data.YamlFile;
import org.evenflow.data.YamlNode;

/** YAML documents that come with the program. */
final class Resources {
    private Resources() {}

    /** The document {@code folder/id.yaml}; it must exist. */
    static YamlNode yaml(String folder, String id) {
        return YamlFile.parse(
                id + ".yaml", null, new String(bytes(folder, id), StandardCharsets.UTF_8));
    }

    /** The bytes of {@code folder/id.yaml}; it must exist. */
    static byte[] bytes(String folder, String id) {
        String name = "/org/evenflow/data/" + folder + "/" + id + ".yaml";
        try (var in = Resources.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no built-in document " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
