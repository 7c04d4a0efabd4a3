package org.evenflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gauntlet's command, on its quickest world and a seed of its own. */
final class GauntletCommandTest {
    private static final String SERVICES =
            "META-INF/services/org.evenflow.control.ControllerProvider";

    /** A provider as somebody else would write it: nobody is ever charged. */
    private static final String MISER =
            """
            package miser;
            import java.util.List;
            import org.evenflow.control.*;
            public final class Miser implements ControllerProvider {
                @Override public List<String> ids() { return List.of("%s"); }
                @Override public String describe(String id) { return "Nobody is charged."; }
                @Override public Controller create(String id) {
                    return new Controller() {
                        @Override public String id() { return id; }
                        @Override public void decide(Observation seen, Action action) {}
                    };
                }
            }
            """;

    @TempDir Path folder;

    @Test
    void aQuickLookRanksControllersAndSaysThatItIsNotTheGauntlet() throws IOException {
        var answer = play("--controllers=uncontrolled,equal_share");
        assertThat(answer.err()).isEmpty();
        assertThat(answer.status()).isZero();
        assertThat(answer.out())
                .contains("Not the gauntlet", "1 of 12 worlds, 1 of 10 seeds", "equal_share");
        var summary = new ObjectMapper().readTree(folder.resolve("out/summary.json").toFile());
        assertThat(summary.get("is_whole").asBoolean()).isFalse();
        assertThat(summary.get("seeds").get(0).asLong()).isEqualTo(9001);
        assertThat(summary.get("leaderboard")).hasSize(2);
        double plan = summary.at("/worlds/garage-phases/plan").asDouble();
        assertThat(summary.at("/worlds/garage-phases/lower_bound").asDouble())
                .isLessThanOrEqualTo(plan + 1e-6);
        assertThat(
                        summary.at("/worlds/garage-phases/controllers/uncontrolled/total_cost")
                                .asDouble())
                .isGreaterThanOrEqualTo(plan);
        assertThat(Files.readString(folder.resolve("out/report.html")))
                .contains("Not the gauntlet: a quick look", "garage-phases/report.html");
        assertThat(folder.resolve("out/garage-phases/report.html")).exists();
    }

    @Test
    void theSameCommandGoesOnFromWhatIsKept() throws IOException {
        assertThat(play("--controllers=uncontrolled").status()).isZero();
        Path runs = folder.resolve("out/garage-phases/runs.jsonl");
        var before = Files.readAllLines(runs);
        var answer = play("--controllers=uncontrolled", "--json");
        assertThat(answer.status()).isZero();
        assertThat(Files.readAllLines(runs)).isEqualTo(before);
        assertThat(new ObjectMapper().readTree(answer.out()).get("folder").asText())
                .isEqualTo(folder.resolve("out").toString());
        var other = play("--controllers=equal_share");
        assertThat(other.status()).isEqualTo(2);
        assertThat(other.complaint()).contains("another configuration", "--overwrite");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--controllers=no_such_rule | no_such_rule",
                "--controllers=time_of_use[sprad=1] | sprad",
                "--worlds=lv-stret | lv-stret",
                "--worlds=lv-street,lv-street | must differ",
                "--seeds=11 | --seeds must be 1 to 10",
                "--seeds=0 | --seeds must be 1 to 10",
                "--jar=absent.jar | --jar: file absent.jar does not exist",
                "--threads=0 | --threads must be"
            })
    void badInputIsOneSentenceAndStatus2(String option, String words) {
        assertRefused(Program.run("gauntlet", "--out=" + folder.resolve("out"), option), words);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void aJarsControllerIsEnteredBesideTheOthers() throws IOException {
        Path jar = jar("miser", true);
        var answer = play("--controllers=uncontrolled,miser", "--jar=" + jar);
        assertThat(answer.err()).isEmpty();
        assertThat(answer.status()).isZero();
        // Who charges nobody serves less than anybody and comes last.
        assertThat(answer.out()).contains("miser *", "miser serves less than the best");
        var summary = new ObjectMapper().readTree(folder.resolve("out/summary.json").toFile());
        assertThat(summary.at("/leaderboard/1/controller").asText()).isEqualTo("miser");
        assertThat(summary.at("/leaderboard/1/rank/mean").asDouble()).isEqualTo(2);
        assertThat(summary.at("/provenance/Entered").asText()).startsWith("miser.jar, SHA-256 ");
        assertThat(folder.resolve("out/garage-phases/study.yaml"))
                .content()
                .contains("# with miser.jar, SHA-256 ");
    }

    @Test
    void aJarThatTakesAKnownIdIsRefused() throws IOException {
        Path jar = jar("time_of_use", true);
        assertRefused(play("--jar=" + jar), "controller 'time_of_use' must have an id of its own");
    }

    @Test
    void brokenJarsAreRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text.jar"), "no jar");
        assertRefused(play("--jar=" + text), "text.jar cannot be read as a jar");
        assertRefused(
                play("--jar=" + jar("miser", false)), "must name its controllers in " + SERVICES);
        Path hollow = folder.resolve("hollow.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(hollow))) {
            entry(out, SERVICES, "miser.Absent".getBytes(StandardCharsets.UTF_8));
        }
        assertRefused(play("--jar=" + hollow), "hollow.jar cannot be loaded", "miser.Absent");
    }

    private Program.Answer play(String... more) {
        var args =
                new ArrayList<>(
                        List.of(
                                "gauntlet",
                                "--worlds=garage-phases",
                                "--seeds=1",
                                "--out=" + folder.resolve("out")));
        args.addAll(List.of(more));
        return Program.run(args.toArray(String[]::new));
    }

    private static void assertRefused(Program.Answer answer, String... words) {
        assertThat(answer.complaint())
                .startsWith("evenflow: ")
                .contains(words)
                .doesNotContain("\n");
        assertThat(answer.status()).isEqualTo(2);
    }

    /** Compiles the provider with an id into a jar, which may lack the file that names it. */
    private Path jar(String id, boolean isNamed) throws IOException {
        Path source = folder.resolve("Miser.java");
        Files.writeString(source, MISER.formatted(id));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        int status =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                OutputStream.nullOutputStream(),
                                OutputStream.nullOutputStream(),
                                "-proc:none",
                                "-d",
                                classes.toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                source.toString());
        assertThat(status).isZero();
        Path jar = folder.resolve("miser.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String name : List.of("miser/Miser.class", "miser/Miser$1.class")) {
                entry(out, name, Files.readAllBytes(classes.resolve(name)));
            }
            if (isNamed) {
                entry(out, SERVICES, "miser.Miser".getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }

    private static void entry(JarOutputStream out, String name, byte[] bytes) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(bytes);
        out.closeEntry();
    }
}
