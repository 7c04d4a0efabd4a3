package org.evenflow.data.opendss;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.evenflow.model.InputException;
import org.jspecify.annotations.Nullable;

/** Files that a script names: case does not matter, {@code \} is {@code /}. */
final class ScriptFiles {
    private ScriptFiles() {}

    /**
     * The file of a name that stands in a script.
     *
     * @param folder of the script, or null where the script has none
     */
    static Path find(@Nullable Path folder, String name, String place) {
        if (folder == null) {
            throw new InputException(
                    "'"
                            + name
                            + "' is a file beside the script; read the script by its path ("
                            + place
                            + ")");
        }
        String path = name.strip().replace('\\', '/');
        Path at = path.startsWith("/") ? Path.of("/") : folder;
        for (String part : path.split("/")) {
            at = child(at, part);
        }
        if (!Files.isRegularFile(at)) {
            throw new InputException(
                    "file '" + name + "' does not exist in " + folder + " (" + place + ")");
        }
        return at.normalize();
    }

    private static Path child(Path folder, String part) {
        var plain = folder.resolve(part);
        if (part.isEmpty() || part.equals("..") || part.equals(".") || Files.exists(plain)) {
            return plain;
        }
        for (Path file : list(folder)) {
            if (String.valueOf(file.getFileName()).equalsIgnoreCase(part)) {
                return file;
            }
        }
        return plain;
    }

    private static List<Path> list(Path folder) {
        var files = new ArrayList<Path>();
        if (Files.isDirectory(folder)) {
            try (var entries = Files.newDirectoryStream(folder)) {
                entries.forEach(files::add);
            } catch (IOException e) {
                throw new InputException("folder " + folder + " cannot be read", e);
            }
        }
        files.sort(null);
        return files;
    }
}
