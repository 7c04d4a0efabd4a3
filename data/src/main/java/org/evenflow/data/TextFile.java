package org.evenflow.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.evenflow.model.InputException;

/**
 * Text from a plain or gzip file in UTF-8, told apart by their first bytes; a byte-order mark is
 * skipped. Whatever goes wrong is an {@link InputException} that names the file.
 */
public final class TextFile {
    private TextFile() {}

    /** The whole text. */
    public static String text(Path file) {
        return read(file, BufferedReader::readAllAsString);
    }

    /** Its lines, without line ends. */
    public static List<String> lines(Path file) {
        return read(file, reader -> reader.lines().toList());
    }

    /** What is done with the open text. */
    interface Body<T> {
        T of(BufferedReader reader) throws IOException;
    }

    static <T> T read(Path file, Body<T> body) {
        try (var reader =
                new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8))) {
            reader.mark(1);
            if (reader.read() != '\uFEFF') {
                reader.reset();
            }
            return body.of(reader);
        } catch (NoSuchFileException e) {
            throw new InputException("file " + file + " does not exist", e);
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (UncheckedIOException e) {
            throw unreadable(file, e);
        }
    }

    private static InputException unreadable(Path file, Exception e) {
        String why = Files.isDirectory(file) ? "it is a folder" : String.valueOf(e.getMessage());
        return new InputException("file " + file + " cannot be read: " + why, e);
    }

    private static InputStream open(Path file) throws IOException {
        var bytes = new PushbackInputStream(Files.newInputStream(file), 2);
        byte[] first = bytes.readNBytes(2);
        bytes.unread(first);
        boolean isGzip =
                first.length == 2 && (first[0] & 0xff) == 0x1f && (first[1] & 0xff) == 0x8b;
        return isGzip ? new GZIPInputStream(bytes, 1 << 16) : bytes;
    }
}
