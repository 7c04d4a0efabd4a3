package org.evenflow.data.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.evenflow.data.YamlMap;
import org.evenflow.data.YamlNode;
import org.evenflow.model.InputException;

/** Files that a scenario names: existence, identity. */
final class InputFile {
    private InputFile() {}

    /**
     * The file behind the key {@code file} of a map. Its SHA-256 goes into the resolved
     * configuration; where the map already gives one, the file must still have it.
     */
    static Path of(YamlMap map, String allowed) {
        YamlNode node = map.need("file", allowed);
        Path path = node.path(allowed);
        String actual = sha256(path);
        YamlNode given = map.find("sha256");
        if (given != null && !given.text("a SHA-256 in hexadecimal").equals(actual)) {
            throw new InputException(
                            given.path()
                                    + ": file '"
                                    + path.getFileName()
                                    + "' has changed since this was written; its SHA-256 is "
                                    + actual)
                    .at(given.place());
        }
        map.keep("sha256", actual);
        return path;
    }

    private static String sha256(Path path) {
        try (var in = Files.newInputStream(path)) {
            var digest = MessageDigest.getInstance("SHA-256");
            var buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new InputException("file '" + path + "' cannot be read: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
