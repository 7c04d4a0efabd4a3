package org.evenflow.experiment;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.evenflow.model.InputException;

/** Writes the file that {@code --out} names, whole or not at all. */
public final class NewFile {
    private NewFile() {}

    /**
     * Writes the text beside the target first and moves it there.
     *
     * @throws InputException where the target exists and is not to be replaced, or its folder
     *     cannot be written
     */
    public static void write(Path target, String text, boolean force) throws IOException {
        if (Files.isDirectory(target)) {
            throw new InputException("--out must be a file, is the folder " + target);
        }
        if (Files.exists(target) && !force) {
            throw new InputException(
                    "file " + target + " exists; give --force to replace it, or another --out");
        }
        Path folder = target.toAbsolutePath().normalize().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new InputException("--out: folder " + folder + " does not exist");
        }
        Path part =
                folder.resolve(
                        "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            Files.writeString(
                    part,
                    text,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            throw new InputException("file " + target + " cannot be written: " + e.getMessage(), e);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
