package org.evenflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.evenflow.learn.PolicyFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code evenflow train --warm-start}. */
final class WarmStartIT {
    @TempDir Path folder;
    private Path site = Path.of("");
    private Path out = Path.of("");

    @BeforeEach
    void write() throws IOException {
        site = SmallSite.in(folder);
        out = folder.resolve("out");
    }

    @Test
    void controllerIsImitatedFirstAndTheRecipeSaysSo() throws IOException {
        var answer =
                train(
                        out,
                        "ppo",
                        "--warm-start",
                        "least_laxity_first",
                        "--clone-episodes",
                        "2",
                        "--steps",
                        "600",
                        "--validation-days",
                        "1",
                        "--set",
                        "tariff.price_per_kwh=0.3",
                        "--tune",
                        "envs=1",
                        "--tune",
                        "steps_per_iteration=100",
                        "--tune",
                        "hidden=8");
        assertThat(answer.status()).as(answer.err()).isZero();
        List<String> curves = Files.readAllLines(out.resolve("curves.csv"));
        int column = List.of(curves.getFirst().split(",")).indexOf("cloning_loss");
        assertThat(Double.parseDouble(cell(curves.get(2), column))).isBetween(0.0, 1.0);
        assertThat(cell(curves.getLast(), column)).isEmpty();
        assertThat(Files.readString(out.resolve("train.yaml")))
                .contains("\nwarm_start: least_laxity_first\nclone_episodes: 2\n");
        String policy = out.resolve("policy.safetensors").toString();
        assertThat(Program.run("policy", "show", policy, "--json").out())
                .contains("\"recipe.warm_start\" : \"least_laxity_first\"")
                .contains("\"recipe.clone_episodes\" : \"2\"")
                .contains("\"recipe.set\" : \"tariff.price_per_kwh=0.3\"");
        assertThat(Files.readString(out.resolve("training.html"))).contains("Warm start");
    }

    private static String cell(String line, int column) {
        return line.split(",", -1)[column];
    }

    @Test
    void policyIsBegunWithAndTheRecipeNamesItsBytes() throws IOException {
        assertThat(train(out, "stepwise", "--steps", "200").status()).isZero();
        Path policy = out.resolve("seed-1.best.safetensors");
        float reached = fraction(policy);
        Path other = folder.resolve("other");
        var answer = train(other, "stepwise", "--steps", "1", "--warm-start", "policy:" + policy);
        assertThat(answer.status()).as(answer.err()).isZero();
        List<String> curves = Files.readAllLines(other.resolve("curves.csv"));
        // Each iteration takes a tenth off.
        assertThat(
                        Float.parseFloat(
                                curves.getLast().substring(curves.getLast().lastIndexOf(',') + 1)))
                .isEqualTo(reached - 0.1f);
        assertThat(Files.readString(other.resolve("train.yaml")))
                .contains("\nwarm_start: policy:seed-1.best.safetensors\n")
                .contains("\nwarm_start_sha256: " + sha256(policy) + "\n");
        assertThat(
                        Program.run(
                                        "policy",
                                        "show",
                                        other.resolve("policy.safetensors").toString(),
                                        "--json")
                                .out())
                .contains("\"recipe.warm_start_sha256\" : \"" + sha256(policy) + "\"")
                .contains("\"recipe.set\" : \"none\"");
    }

    private static float fraction(Path policy) {
        return PolicyFiles.read(policy).floats("fraction")[0];
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatCannotBeBegunWithIsRefusedBeforeAnythingIsWritten() {
        refuse(
                "stepwise",
                "algorithm stepwise: imitates no controller; ppo, mappo and graph_ppo do",
                "--warm-start",
                "least_laxity_first");
        refuse(
                "iql",
                "algorithm iql: imitates no controller; ppo, mappo and graph_ppo do",
                "--levels",
                "3",
                "--warm-start",
                "mpc");
        refuse(
                "ppo",
                "a world that mpc refines has no use for a controller to imitate",
                "--refine",
                "0.1",
                "--warm-start",
                "mpc");
        refuse(
                "ppo",
                "signal must be power where a controller is imitated, is price",
                "--signal",
                "price",
                "--warm-start",
                "mpc");
        refuse(
                "ppo",
                "controller 'mpc[deadline_s=1]': deadline_s cannot be set here: what is learnt may",
                "--warm-start",
                "mpc[deadline_s=1]");
        refuse("ppo", "controller 'magic' does not exist; there are ", "--warm-start", "magic");
    }

    @Test
    void numbersOutOfRangeAndMissingFilesAreRefused() {
        refuse(
                "ppo",
                "--clone-episodes needs a controller to imitate: --warm-start is not given",
                "--clone-episodes",
                "5");
        refuse(
                "ppo",
                "--clone-episodes must be 1 to 1000000, is 0",
                "--warm-start",
                "mpc",
                "--clone-episodes",
                "0");
        refuse(
                "ppo",
                "policy file missing.safetensors cannot be read: there is no such file",
                "--warm-start",
                "policy:missing.safetensors");
    }

    @Test
    void policyThatDoesNotFitIsRefusedWithTheDifference() {
        assertThat(train(out, "stepwise", "--steps", "1").status()).isZero();
        String policy = "policy:" + out.resolve("policy.safetensors");
        out = folder.resolve("none");
        refuse(
                "ppo",
                "policy file: evenflow.algorithm must be one of ppo, mappo, graph_ppo, is stepwise"
                        + " (policy:policy.safetensors)",
                "--warm-start",
                policy);
        refuse(
                "ppo",
                "policy file: evenflow.levels must be 3, is 0 (policy:policy.safetensors)",
                "--levels",
                "3",
                "--warm-start",
                policy);
        refuse(
                "ppo",
                "policy file: evenflow.agents must be station, is connector"
                        + " (policy:policy.safetensors)",
                "--agents",
                "station",
                "--warm-start",
                policy);
        refuse(
                "ddpg",
                "algorithm ddpg: begins with no other policy's weights; ppo, mappo, graph_ppo and"
                        + " tvc do",
                "--warm-start",
                policy);
        refuse(
                "graph_ppo",
                "policy: its look at the grid must be true, is false (ppo_quickstart)",
                "--warm-start",
                "ppo_quickstart");
    }

    @Test
    void economicDispatchBeginsWithPolicyFilesAlone() {
        var answer =
                Program.run(
                        "train",
                        "heterogeneous-stations",
                        "--algorithm",
                        "tvc",
                        "--levels",
                        "81",
                        "--warm-start",
                        "mpc",
                        "--out",
                        out.toString());
        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.complaint())
                .isEqualTo(
                        "evenflow: heterogeneous-stations has no controllers to imitate;"
                                + " --warm-start must be policy:FILE, is mpc");
    }

    private void refuse(String algorithm, String complaint, String... options) {
        var answer = train(out, algorithm, options);
        assertThat(answer.status()).as(answer.err()).isEqualTo(2);
        assertThat(answer.complaint()).contains(complaint);
        assertThat(out).doesNotExist();
    }

    private Program.Answer train(Path where, String algorithm, String... options) {
        var line = new ArrayList<String>();
        line.addAll(
                List.of(
                        "train",
                        site.toString(),
                        "--algorithm",
                        algorithm,
                        "--out",
                        where.toString(),
                        "--threads",
                        "1"));
        line.addAll(List.of(options));
        return Program.run(line.toArray(String[]::new));
    }
}
