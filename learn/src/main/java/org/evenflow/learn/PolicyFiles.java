package org.evenflow.learn;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.evenflow.model.InputException;

/** Policies and checkpoints on disk: a file is whole or as it was before. */
public final class PolicyFiles {
    private PolicyFiles() {}

    /**
     * Reads a file.
     *
     * @throws InputException where it is missing, cut short or no such file
     */
    public static TensorFile read(Path file) {
        return TensorFile.of(bytes(file), file.toString());
    }

    /**
     * The bytes of a file.
     *
     * @throws InputException where it cannot be read
     */
    public static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new InputException("policy file " + file + " cannot be read: " + reason(e), e);
        }
    }

    /**
     * Writes a file beside its place, forces it to disk, then moves it there: on a full disk the
     * former one stays.
     *
     * @throws InputException where it cannot be written
     */
    public static void write(TensorFile content, Path file) {
        write(content.toBytes(), file);
    }

    /** Writes bytes likewise. */
    public static void write(byte[] content, Path file) {
        Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
        try {
            try (var channel =
                    FileChannel.open(
                            temporary,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE)) {
                var bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(
                    temporary,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException second) {
                e.addSuppressed(second);
            }
            throw new InputException(
                    "cannot write " + file + ": " + reason(e) + "; the former file stays", e);
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "permission denied";
            case FileSystemException file when file.getReason() != null -> file.getReason();
            case IOException other when other.getMessage() != null -> other.getMessage();
            default -> e.toString();
        };
    }
}
