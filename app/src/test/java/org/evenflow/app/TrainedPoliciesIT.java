package org.evenflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.evenflow.learn.Policies;
import org.evenflow.learn.TensorFile;
import org.evenflow.learn.charging.PolicyControllers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The policies that come with Evenflow still fit the worlds they were trained for. */
final class TrainedPoliciesIT {
    @TempDir Path folder;

    @Test
    void everyPolicyHasItsRecipeAndItsScenario() {
        var policies = new PolicyControllers();
        assertThat(policies.ids()).isNotEmpty();
        for (String id : policies.ids()) {
            TensorFile file = policies.file(id);
            assertThat(policies.create(id).id()).as(id).startsWith(id);
            assertThat(policies.isUsual(id, file.word("evenflow.scenario"))).as(id).isTrue();
            assertThat(policies.isUsual(id, "nowhere")).as(id).isFalse();
            assertThat(new Policies().algorithms())
                    .as(id)
                    .containsKey(file.word(Policies.ALGORITHM));
            assertThat(file.word("recipe.validation")).as(id).startsWith("total cost ");
        }
    }

    /** What is trained here can be played in its study, and is asked for nothing else. */
    @Test
    void aPolicyOfDispatchIsAMethodOfItsStudy() throws IOException {
        Path trained = folder.resolve("trained");
        run(
                "train heterogeneous-stations --algorithm tvc --levels 20 --tune hidden=8 --tune"
                        + " ordered=1 --steps 1000000 --out",
                trained);
        String file = trained.resolve("policy.safetensors").toString();
        Path judged = folder.resolve("judged");
        run(
                "policy evaluate " + file + " --controllers exact,proportional --seeds 1 --out",
                judged);
        assertThat(Files.readString(judged.resolve("results.csv")))
                .contains(",policy:" + file + ",")
                .doesNotContain("non_convex");
        var refused =
                Program.run(
                        "study",
                        "heterogeneous-stations",
                        "--variants=non_convex",
                        "--controllers=exact,policy:" + file,
                        "--out=" + folder.resolve("none"));
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.complaint())
                .isEqualTo(
                        "evenflow: method 'policy:"
                                + file
                                + "': was trained for variant convex, cannot decide non_convex;"
                                + " choose with --variants");
        assertThat(folder.resolve("none")).doesNotExist();
    }

    private static void run(String line, Path out) {
        var answer = Program.run((line + " " + out).split(" "));
        assertThat(answer.status()).as(answer.err()).isZero();
    }
}
