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
    private static final int PACKAGE_FILES = 40;

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
                                    files.getJavaFileObjectsFromPaths(sources));
            var tooLong = new ArrayList<String>();
            var positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                new LongMethods(unit, positions, tooLong).scan(unit, null);
            }
            assertThat(tooLong).isEmpty();
        }
    }

    @Test
    void packagesHoldAtMost40Files() {
        Map<Path, Long> sizes =
                sources.stream()
                        .filter(SourceRulesTest::isCode)
                        .filter(file -> !file.endsWith("package-info.java"))
                        .collect(
                                Collectors.groupingBy(
                                        file -> root.relativize(file.getParent()),
                                        TreeMap::new,
                                        Collectors.counting()));
        sizes.values().removeIf(count -> count <= PACKAGE_FILES);
        assertThat(sizes).isEmpty();
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

    /** Collects the methods of one file that are too long. */
    private static final class LongMethods extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> tooLong;

        LongMethods(CompilationUnitTree unit, SourcePositions positions, List<String> tooLong) {
            this.unit = unit;
            this.positions = positions;
            this.tooLong = tooLong;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            LineMap lines = unit.getLineMap();
            var body = method.getBody();
            long end = positions.getEndPosition(unit, method);
            if (body != null && end >= 0) {
                long length =
                        lines.getLineNumber(end)
                                - lines.getLineNumber(positions.getStartPosition(unit, body))
                                + 1;
                if (length >= METHOD_LINES) {
                    tooLong.add(
                            unit.getSourceFile().getName()
                                    + ": "
                                    + method.getName()
                                    + ": "
                                    + length
                                    + " lines");
                }
            }
            return super.visitMethod(method, nothing);
        }
    }
}
