package org.evenflow.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rules of CONVENTIONS.md that only the sources show. */
final class SourceRulesTest {
    private static final int FILE_LINES = 400;
    private static final int METHOD_LINES = 50;
    private static final int PACKAGE_FILES = 34;

    /** Modules between the site and its controllers. */
    private static final Set<String> MIDDLE =
            Set.of("control", "dispatch", "planning", "economic", "sim");

    /** Modules where the next parts arrive, and how many files a package of theirs has. */
    private static final Set<String> ROOMY =
            Set.of("control", "dispatch", "planning", "economic", "sim", "experiment");

    private static final int ROOMY_FILES = 30;

    private static final Pattern UNFINISHED =
            Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b|@Disa" + "bled|@auth" + "or\\b");
    private static final Pattern SWALLOWING =
            Pattern.compile("catch \\((final )?(Exception|Throwable|RuntimeException) ");

    private final Path root = projectRoot();
    private final List<Path> sources = sources();

    @Test
    void filesStayBelow400Lines() throws IOException {
        var tooLong = new ArrayList<String>();
        for (Path file : sources) {
            int lines = Files.readAllLines(file).size();
            if (lines >= FILE_LINES) {
                tooLong.add(root.relativize(file) + ": " + lines + " lines");
            }
        }
        assertThat(tooLong).isEmpty();
    }

    @Test
    void methodsStayBelow50Lines() throws IOException {
        assertThat(methods(sources).filter(method -> method.lines() >= METHOD_LINES)).isEmpty();
    }

    /** Half of the methods that move a step on are half a dozen lines, and nine of ten a page. */
    @Test
    void methodsOfTheMiddleAreShort() throws IOException {
        var files = sources.stream().filter(this::isOfTheMiddle).toList();
        long[] lines = methods(files).mapToLong(MethodLines::lines).sorted().toArray();
        assertThat(lines[lines.length / 2]).as("median of %d", lines.length).isLessThanOrEqualTo(6);
        assertThat(lines[lines.length * 9 / 10]).as("nine of ten").isLessThanOrEqualTo(20);
    }

    @Test
    void packagesWhereNextPartsArriveHoldAtMost30Files() {
        assertThat(packageSizes(sources.stream().filter(file -> isCode(file) && isOf(ROOMY, file))))
                .isNotEmpty()
                .allSatisfy((_, files) -> assertThat(files).isLessThanOrEqualTo(ROOMY_FILES));
    }

    private boolean isOfTheMiddle(Path file) {
        return isCode(file) && isOf(MIDDLE, file);
    }

    private boolean isOf(Set<String> modules, Path file) {
        return modules.contains(root.relativize(file).getName(0).toString());
    }

    private static Stream<MethodLines> methods(List<Path> of) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    files,
                                    null,
                                    List.of("-proc:none"),
                                    null,
                                    files.getJavaFileObjectsFromPaths(of));
            var found = new ArrayList<MethodLines>();
            var positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                new Methods(unit, positions, found).scan(unit, null);
            }
            return found.stream();
        }
    }

    @Test
    void packagesHoldAtMost34Files() {
        Map<Path, Long> sizes = packageSizes(sources.stream().filter(SourceRulesTest::isCode));
        sizes.values().removeIf(count -> count <= PACKAGE_FILES);
        assertThat(sizes).isEmpty();
    }

    private Map<Path, Long> packageSizes(Stream<Path> files) {
        return files.collect(
                Collectors.groupingBy(
                        file -> root.relativize(file.getParent()),
                        TreeMap::new,
                        Collectors.counting()));
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        assertThat(
                        sources.stream()
                                .filter(SourceRulesTest::isCode)
                                .map(Path::getParent)
                                .distinct()
                                .filter(
                                        folder ->
                                                !Files.exists(folder.resolve("package-info.java")))
                                .map(root::relativize))
                .isEmpty();
    }

    @Test
    void nothingIsLeftUnfinishedOrSwitchedOff() throws IOException {
        assertThat(linesWith(UNFINISHED, sources)).isEmpty();
    }

    @Test
    void noFailureOfAnyKindIsCaughtToGoOn() throws IOException {
        assertThat(linesWith(SWALLOWING, sources.stream().filter(SourceRulesTest::isCode).toList()))
                .isEmpty();
    }

    private List<String> linesWith(Pattern pattern, List<Path> files) throws IOException {
        var found = new ArrayList<String>();
        for (Path file : files) {
            var lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (pattern.matcher(lines.get(i)).find()) {
                    found.add(root.relativize(file) + ":" + (i + 1) + ": " + lines.get(i).strip());
                }
            }
        }
        return found;
    }

    private static boolean isCode(Path file) {
        return file.toString().contains("/src/main/");
    }

    private static Path projectRoot() {
        return Stream.iterate(Path.of("").toAbsolutePath(), p -> p != null, Path::getParent)
                .filter(folder -> Files.exists(folder.resolve("ARCHITECTURE.md")))
                .findFirst()
                .orElseThrow();
    }

    private List<Path> sources() {
        try (var files = Files.walk(root, 16)) {
            var found =
                    files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> root.relativize(file).toString().contains("/src/"))
                            .filter(file -> !root.relativize(file).toString().contains("target/"))
                            .sorted()
                            .toList();
            assertThat(found).as("sources under " + root).isNotEmpty();
            return found;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** How long the body of a method is. */
    private record MethodLines(String file, String name, long lines) {}

    /** Collects the methods of one file. */
    private static final class Methods extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<MethodLines> found;

        Methods(CompilationUnitTree unit, SourcePositions positions, List<MethodLines> found) {
            this.unit = unit;
            this.positions = positions;
            this.found = found;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            LineMap lines = unit.getLineMap();
            var body = method.getBody();
            long end = positions.getEndPosition(unit, method);
            if (body != null && end >= 0) {
                long first = lines.getLineNumber(positions.getStartPosition(unit, body));
                found.add(
                        new MethodLines(
                                unit.getSourceFile().getName(),
                                method.getName().toString(),
                                lines.getLineNumber(end) - first + 1));
            }
            return super.visitMethod(method, nothing);
        }
    }
}
