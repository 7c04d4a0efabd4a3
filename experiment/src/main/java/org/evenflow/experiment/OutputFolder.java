package org.evenflow.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.evenflow.model.InputException;
import org.evenflow.report.StudyWriter;
import org.evenflow.report.trace.StepsWriter;
import org.jspecify.annotations.Nullable;

/**
 * The folder of long work: the resolved configuration that makes it repeatable ({@code study.yaml}
 * for a study), and {@code runs.jsonl}, one line per finished task, from which interrupted work
 * goes on. One process at a time holds its lock.
 */
public final class OutputFolder implements AutoCloseable {
    private static final String CONFIGURATION = "study.yaml";
    private static final String RUNS = "runs.jsonl";

    private final Path folder;
    private final ObjectMapper json = new ObjectMapper();
    private final FileChannel lockFile;
    private final FileLock lock;
    private final FileChannel runs;
    private final List<String> kept = new ArrayList<>();

    private OutputFolder(Path folder, FileChannel lockFile, FileLock lock, boolean resumes)
            throws IOException {
        this.folder = folder;
        this.lockFile = lockFile;
        this.lock = lock;
        if (resumes) {
            readKept();
        }
        var how = resumes ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
        runs =
                FileChannel.open(
                        folder.resolve(RUNS),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        how);
    }

    /**
     * Opens the folder of a study for writing.
     *
     * @param folder created where missing
     * @param configuration resolved configuration, with the version of the program in its first
     *     line
     * @param overwrite whether results of another configuration may be replaced
     * @throws InputException where the folder holds something else, or cannot be written
     */
    public static OutputFolder open(Path folder, String configuration, boolean overwrite) {
        var results = new ArrayList<>(StudyWriter.FILES);
        results.addAll(StepsWriter.FILES);
        results.addAll(pagesOfSites(folder));
        return open(folder, CONFIGURATION, configuration, overwrite, results);
    }

    /** Their names follow from the sites that a study had. */
    private static List<String> pagesOfSites(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(StudyWriter::isPageOfSite)
                    .toList();
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    /**
     * Opens the folder of any long work.
     *
     * @param folder created where missing
     * @param name of the file that holds the configuration
     * @param configuration resolved configuration, with the version of the program in its first
     *     line
     * @param overwrite whether results of another configuration may be replaced
     * @param results names of the files that another configuration may have left
     * @throws InputException where the folder holds something else, or cannot be written
     */
    public static OutputFolder open(
            Path folder,
            String name,
            String configuration,
            boolean overwrite,
            List<String> results) {
        try {
            String before = before(folder, name, configuration, overwrite);
            FileChannel lockFile =
                    FileChannel.open(
                            folder.resolve(".lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            FileLock lock = tryLock(lockFile);
            if (lock == null) {
                lockFile.close();
                throw new InputException(
                        "output folder " + folder + " is in use by another run of evenflow");
            }
            boolean resumes = before.equals(configuration);
            if (!resumes) {
                removeResults(folder, results);
            }
            writeWhole(folder.resolve(name), configuration);
            return new OutputFolder(folder, lockFile, lock, resumes);
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    /** The configuration that the folder has, empty where it is new. */
    private static String before(Path folder, String name, String configuration, boolean overwrite)
            throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new InputException(
                    "output folder " + folder + " is a file; name another with --out");
        }
        Files.createDirectories(folder);
        boolean isOurs = Files.exists(folder.resolve(name));
        if (!isOurs && !isEmpty(folder)) {
            throw new InputException(
                    "output folder "
                            + folder
                            + " holds files that are no study's results; name another with"
                            + " --out");
        }
        String before = isOurs ? Files.readString(folder.resolve(name)) : "";
        if (isOurs && !body(before).equals(body(configuration)) && !overwrite) {
            throw new InputException(
                    "output folder "
                            + folder
                            + " holds results of another configuration (see its "
                            + name
                            + "); name another with --out, or replace them with --overwrite");
        }
        return before;
    }

    /** Lines that an earlier, interrupted start of the same work has kept. */
    public List<String> lines() {
        return List.copyOf(kept);
    }

    /** Keeps a finished result's line; it is there whole or not at all. */
    public synchronized void add(String line) {
        try {
            var buffer = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
            while (buffer.hasRemaining()) {
                runs.write(buffer);
            }
        } catch (IOException e) {
            throw unwritable(folder.resolve(RUNS), e);
        }
    }

    /** Where the results go. */
    public Path folder() {
        return folder;
    }

    @Override
    public void close() {
        try {
            runs.close();
            lock.release();
            lockFile.close();
            Files.deleteIfExists(folder.resolve(".lock"));
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    private void readKept() throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(folder.resolve(RUNS));
        } catch (NoSuchFileException e) {
            return;
        }
        for (String line : lines) {
            if (!isWhole(line)) {
                // The last line of a killed process may be cut short: that task runs again, and the
                // line goes.
                writeWhole(folder.resolve(RUNS), text(kept));
                return;
            }
            kept.add(line);
        }
    }

    private boolean isWhole(String line) {
        try {
            json.readTree(line);
            return true;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static String text(List<String> lines) {
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    /** Results of another configuration, or another version of the program, go before it begins. */
    private static void removeResults(Path folder, List<String> results) throws IOException {
        for (String name : results) {
            Files.deleteIfExists(folder.resolve(name));
        }
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** The configuration without its first line, which names the program's version. */
    private static String body(String configuration) {
        return configuration.substring(configuration.indexOf('\n') + 1);
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.allMatch(file -> file.getFileName().toString().equals(".lock"));
        }
    }

    private static void writeWhole(Path file, String text) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        Files.writeString(temporary, text);
        Files.move(
                temporary,
                file,
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
    }

    public static InputException unwritable(Path path, IOException e) {
        return new InputException("cannot write " + path + ": " + reason(e), e);
    }

    /** Why in words; some exceptions say only which file. */
    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException _ -> "its folder does not exist and cannot be made";
            case FileSystemException file when file.getReason() != null -> file.getReason();
            case IOException other when other.getMessage() != null -> other.getMessage();
            default -> e.toString();
        };
    }
}
