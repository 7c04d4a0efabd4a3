package org.evenflow.verification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.evenflow.model.InputException;

/** Finds reference cases under a folder by the names of their files, and runs them. */
public final class CaseFinder {
    private static final int DEPTH = 12;

    private CaseFinder() {}

    /** Reports of all cases, in the order of their paths. */
    public static List<CaseReport> run(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InputException("folder " + folder + " does not exist");
        }
        var reports = new ArrayList<CaseReport>();
        for (Path file : filesUnder(folder)) {
            runCaseOf(file, reports);
        }
        if (reports.isEmpty()) {
            throw new InputException(
                    "folder "
                            + folder
                            + " holds no reference case; recognised are "
                            + VehicleCases.FILE
                            + ", "
                            + AcnCases.FILE
                            + ", folders with "
                            + EpisodeCase.INPUT
                            + " and "
                            + EpisodeCase.ROWS
                            + " or "
                            + AcnEpisode.PILOTS
                            + ", *"
                            + FlowCase.BRANCHES
                            + " with _bus.csv and "
                            + FlowCase.SOLUTION
                            + ", *"
                            + FlowCase.VOLTAGES
                            + " with a MATPOWER .m");
        }
        return reports;
    }

    private static void runCaseOf(Path file, List<CaseReport> reports) {
        String name = String.valueOf(file.getFileName());
        Path folder = file.toAbsolutePath().getParent();
        boolean hasInput = folder != null && Files.exists(folder.resolve(EpisodeCase.INPUT));
        if (name.equals(VehicleCases.FILE)) {
            reports.addAll(VehicleCases.run(file));
        } else if (name.equals(AcnCases.FILE)) {
            reports.addAll(AcnCases.run(file));
        } else if (name.equals(EpisodeCase.ROWS) && folder != null && hasInput) {
            reports.add(EpisodeCase.run(folder));
        } else if (name.equals(AcnEpisode.PILOTS) && folder != null && hasInput) {
            reports.add(AcnEpisode.run(folder));
        } else if (name.endsWith(FlowCase.BRANCHES)) {
            reports.add(FlowCase.ofTables(file));
        } else if (name.endsWith(FlowCase.VOLTAGES)) {
            String stem = name.substring(0, name.length() - FlowCase.VOLTAGES.length());
            reports.add(FlowCase.ofMatpower(named(stem + ".m", file), file));
        }
    }

    /**
     * The file of that name (the folders of {@code path} do not matter) beside {@code from}, or in
     * a folder near it: at most two levels below the folder above.
     */
    static Path named(String path, Path from) {
        String name = path.substring(path.replace('\\', '/').lastIndexOf('/') + 1);
        Path folder = from.toAbsolutePath().normalize().getParent();
        Path above = folder == null ? null : folder.getParent();
        Optional<Path> found = folder == null ? Optional.empty() : firstUnder(folder, name, 0);
        if (found.isEmpty() && above != null) {
            found = firstUnder(above, name, 2);
        }
        if (found.isPresent()) {
            return found.get();
        }
        throw new InputException(
                "file " + name + " does not exist in or near the folder of " + from);
    }

    private static Optional<Path> firstUnder(Path folder, String name, int depth) {
        if (Files.isRegularFile(folder.resolve(name))) {
            return Optional.of(folder.resolve(name));
        }
        if (depth == 0 || !Files.isReadable(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(Files::isDirectory)
                    .sorted()
                    .flatMap(below -> firstUnder(below, name, depth - 1).stream())
                    .findFirst();
        } catch (IOException failure) {
            throw unreadable(folder, failure);
        }
    }

    private static List<Path> filesUnder(Path folder) {
        try (Stream<Path> files = Files.walk(folder, DEPTH)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (UncheckedIOException failure) {
            throw unreadable(folder, failure);
        } catch (IOException failure) {
            throw unreadable(folder, failure);
        }
    }

    private static InputException unreadable(Path folder, Exception failure) {
        return new InputException(
                "folder " + folder + " cannot be read: " + failure.getMessage(), failure);
    }
}
