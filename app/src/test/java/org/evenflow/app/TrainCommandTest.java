package org.evenflow.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands around algorithms: files, resumption, refusals; with an algorithm of the tests. */
final class TrainCommandTest {
    @TempDir Path folder;
    private Path site = Path.of("");
    private Path out = Path.of("");

    @BeforeEach
    void write() throws IOException {
        site = SmallSite.in(folder);
        out = folder.resolve("out");
    }

    @Test
    void aTrainingLeavesPolicyCurvesAndPage() throws IOException {
        var answer = train("--seeds", "2");
        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(answer.out())
                .contains("The best policy is that of seed")
                .contains("On the same days the best of the others is")
                .contains(out.resolve("training.html").toString());
        assertThat(out)
                .isDirectoryContaining("glob:**policy.safetensors")
                .isDirectoryContaining("glob:**seed-1.checkpoint.safetensors")
                .isDirectoryContaining("glob:**seed-2.best.safetensors");
        List<String> curves = Files.readAllLines(out.resolve("curves.csv"));
        assertThat(curves.getFirst())
                .isEqualTo(
                        "seed,iteration,agent_steps,episodes,mean_return,validation,seconds_playing,seconds_learning,served_energy,fraction");
        assertThat(curves).anyMatch(line -> line.startsWith("2,1,"));
        assertThat(Files.readString(out.resolve("training.html"))).contains("stepwise on ");
    }

    @Test
    void theBestPolicyIsAControllerThatAnyStudyCanName() throws IOException {
        assertThat(train().status()).isZero();
        String id = "policy:" + out.resolve("policy.safetensors");
        Path study = folder.resolve("study");
        var answer =
                Program.run(
                        "study",
                        site.toString(),
                        "--controllers",
                        id + ",uncontrolled",
                        "--seeds",
                        "1",
                        "--no-bound",
                        "--out",
                        study.toString());
        assertThat(answer.status()).as(answer.err()).isZero();
        // The untrained policy draws all that it may, as uncontrolled charging does.
        var results = Program.results(study);
        assertThat(results.value(id, 1, "energy_charged"))
                .isCloseTo(results.value("uncontrolled", 1, "energy_charged"), within(1e-12));
    }

    @Test
    void anInterruptedTrainingGoesOnAndEndsTheSame() throws IOException {
        assertThat(train("--steps", "400").status()).isZero();
        byte[] whole = Files.readAllBytes(out.resolve("seed-1.checkpoint.safetensors"));
        Path other = folder.resolve("other");
        // Diverging at iteration 3 is an interruption that leaves the checkpoint before it.
        var stopped = train(other, "--steps", "400", "--tune", "diverge_at=3");
        assertThat(stopped.out() + stopped.err()).contains("the fraction is NaN in iteration 3");
        assertThat(curves(other)).isLessThan(curves(out));
        String configuration = Files.readString(other.resolve("train.yaml"));
        Files.writeString(
                other.resolve("train.yaml"),
                configuration.replace("diverge_at: 3", "diverge_at: 0"));
        assertThat(train(other, "--steps", "400").status()).isZero();
        assertThat(Files.readAllBytes(other.resolve("seed-1.checkpoint.safetensors")))
                .isEqualTo(whole);
    }

    private static int curves(Path where) throws IOException {
        return Files.readAllLines(where.resolve("curves.csv")).size();
    }

    @Test
    void aDivergedTrainingSaysWhatHappenedAndKeepsItsCheckpoint() {
        var answer = train("--steps", "400", "--tune", "diverge_at=2");
        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.out())
                .contains("Seed 1 diverged: the fraction is NaN in iteration 2")
                .contains("the last good checkpoint is " + out);
        assertThat(out.resolve("seed-1.checkpoint.safetensors")).exists();
        assertThat(out.resolve("policy.safetensors")).exists();
    }

    @Test
    void patienceEndsASeedThatGetsNoBetter() throws IOException {
        var answer = train("--steps", "100000", "--patience", "2");
        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(Files.readString(out.resolve("training.json")))
                .contains("ended early: no better policy in 2 validations");
    }

    @Test
    void anUnknownAlgorithmListsThoseThatExist() {
        var answer = Program.run("train", site.toString(), "--algorithm", "magic");
        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.complaint())
                .startsWith("evenflow: algorithm 'magic' does not exist; there are ")
                .contains("stepwise");
    }

    @Test
    void anUnknownSettingListsThoseThatExist() {
        var answer = train("--tune", "speed=3");
        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.complaint())
                .isEqualTo(
                        "evenflow: algorithm stepwise: setting 'speed' does not exist; there are total_steps, gamma, diverge_at");
        assertThat(out).doesNotExist();
    }

    @Test
    void aCutPolicyIsRefusedWithItsName() throws IOException {
        assertThat(train().status()).isZero();
        Path policy = out.resolve("policy.safetensors");
        byte[] whole = Files.readAllBytes(policy);
        Files.write(policy, Arrays.copyOf(whole, whole.length - 2));
        var answer = Program.run("policy", "show", policy.toString());
        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.complaint()).contains(policy + ": is cut short");
    }

    @Test
    void aPolicyOfAnotherVersionIsRefusedWithBoth() throws IOException {
        assertThat(train().status()).isZero();
        Path policy = out.resolve("policy.safetensors");
        String text = Files.readString(policy, StandardCharsets.ISO_8859_1);
        Files.writeString(
                policy,
                text.replace("\"evenflow.version\":\"1\"", "\"evenflow.version\":\"9\""),
                StandardCharsets.ISO_8859_1);
        var answer = Program.run("policy", "show", policy.toString());
        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.complaint())
                .isEqualTo("evenflow: policy file: evenflow.version must be 1, is 9");
    }

    @Test
    void aFullDiskLosesNoEarlierCheckpoint() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "this system has no /dev/full");
        assertThat(train("--steps", "200").status()).isZero();
        byte[] former = Files.readAllBytes(out.resolve("policy.safetensors"));
        Files.createSymbolicLink(out.resolve(".policy.safetensors.tmp"), full);
        var answer = train("--steps", "200");
        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.complaint()).contains("No space left on device");
        assertThat(Files.readAllBytes(out.resolve("policy.safetensors"))).isEqualTo(former);
    }

    @Test
    void aPolicyIsShownWithItsRecipe() {
        assertThat(train().status()).isZero();
        String policy = out.resolve("policy.safetensors").toString();
        var answer = Program.run("policy", "show", policy);
        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(answer.out())
                .contains("recipe.total_steps")
                .contains("evenflow.features")
                .contains("recipe.validation")
                .contains("fraction");
        assertThat(Program.run("policy", "show", policy, "--json").out())
                .contains("\"evenflow.algorithm\" : \"stepwise\"");
    }

    @Test
    void aSignalIsPartOfTheConfigurationAndOfThePolicy() throws IOException {
        assertThat(train("--signal", "price", "--agents", "station").status()).isZero();
        assertThat(Files.readString(out.resolve("train.yaml"))).contains("signal: price");
        var shown = Program.run("policy", "show", out.resolve("policy.safetensors").toString());
        assertThat(shown.out()).containsPattern("evenflow\\.signal +price");
        var other = train("--signal", "power", "--agents", "station");
        assertThat(other.status()).isEqualTo(2);
        assertThat(other.complaint()).contains(out.toString());
    }

    @Test
    void aPolicyFromBeforeThereWereSignalsIsShownToSignalPower() {
        var answer = Program.run("policy", "show", "ppo_quickstart");
        assertThat(answer.out()).containsPattern("evenflow\\.signal +power");
    }

    @Test
    void signalsThatCannotBeAreRefused() {
        assertThat(train("--signal", "wish").complaint())
                .isEqualTo("evenflow: signal must be power, price or feedback, is wish");
        // None of the site's connectors gives back.
        assertThat(train("--signal", "feedback").complaint())
                .startsWith("evenflow: signal feedback needs a connector that can give back");
        assertThat(train("--signal", "feedback", "--levels", "5").complaint())
                .startsWith("evenflow: levels must be 0 with signal feedback");
        assertThat(train("--signal", "price", "--refine", "0.1").complaint())
                .startsWith("evenflow: proposal_price must be 0 with signal price");
        var dispatch =
                Program.run(
                        "train",
                        "heterogeneous-stations",
                        "--algorithm",
                        "tvc",
                        "--signal",
                        "price");
        assertThat(dispatch.complaint())
                .isEqualTo(
                        "evenflow: heterogeneous-stations is no charging world: signal must be"
                                + " power, is price");
        assertThat(out).doesNotExist();
    }

    @Test
    void correctionsThatCannotBeAreRefused() {
        assertThat(train("--correct", "time_of_use", "--agents", "station").complaint())
                .startsWith("evenflow: a rule is corrected by connectors that name any power");
        assertThat(train("--correct", "mpc").complaint()).contains("rule").contains("mpc");
        var dispatch =
                Program.run(
                        "train",
                        "heterogeneous-stations",
                        "--algorithm",
                        "tvc",
                        "--correct",
                        "time_of_use");
        assertThat(dispatch.complaint())
                .isEqualTo(
                        "evenflow: heterogeneous-stations is no charging world: there is no rule"
                                + " to correct, is time_of_use");
        assertThat(out).doesNotExist();
    }

    private Program.Answer train(String... options) {
        return train(out, options);
    }

    private Program.Answer train(Path where, String... options) {
        var line = new ArrayList<String>();
        line.addAll(
                List.of(
                        "train",
                        site.toString(),
                        "--algorithm",
                        "stepwise",
                        "--out",
                        where.toString()));
        line.addAll(List.of(options));
        return Program.run(line.toArray(String[]::new));
    }
}
