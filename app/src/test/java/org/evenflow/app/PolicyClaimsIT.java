package org.evenflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.evenflow.learn.charging.PolicyControllers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the page on learning claims of the policies that come with Evenflow. The page is the one
 * place that says who beats the best rule at equal service, in the last column of its table; here
 * some seeds of the study are played to see that it is so.
 */
class PolicyClaimsIT {
    private static final Path PAGE = Path.of("../docs/learning.md");
    private static final int SEEDS = 3;

    /** Study and policy in code, then more columns, at the end whether it beats the best rule. */
    private static final Pattern ROW =
            Pattern.compile("\\| `([^`]+)` \\| `(\\w*ppo\\w*)` \\|.*\\| (yes|no)\\b[^|]*\\|");

    @TempDir private Path folder;

    /**
     * A row of the table.
     *
     * @param study as on the command line, with its options
     */
    record Claim(String study, String policy, boolean beatsRule) {}

    private static List<Claim> all() throws IOException {
        return Files.readAllLines(PAGE).stream()
                .map(ROW::matcher)
                .filter(row -> row.matches())
                .map(row -> new Claim(row.group(1), row.group(2), row.group(3).equals("yes")))
                .toList();
    }

    static List<Claim> claims() throws IOException {
        return all().stream().filter(Claim::beatsRule).toList();
    }

    @Test
    void thePageSaysOfEveryShippedPolicyWhetherItBeatsTheBestRule() throws IOException {
        assertThat(all().stream().map(Claim::policy))
                .containsExactlyInAnyOrderElementsOf(new PolicyControllers().ids());
        assertThat(claims()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("claims")
    void aPolicyThatIsSaidToBeatsTheBestRuleAndServesAsMuch(Claim claim) throws IOException {
        var args = new ArrayList<String>();
        args.add("study");
        args.addAll(Arrays.asList(claim.study().split(" ")));
        args.addAll(
                List.of(
                        "--controllers=uncontrolled," + claim.policy(),
                        "--seeds=" + SEEDS,
                        "--no-bound",
                        "--out=" + folder));
        var answer = Program.run(args.toArray(String[]::new));
        assertThat(answer.status()).as(answer.err()).isZero();
        JsonNode against =
                new ObjectMapper()
                        .readTree(folder.resolve("summary.json").toFile())
                        .findValue("against_best_rule")
                        .get(claim.policy());
        assertThat(against.get("mean").asDouble()).as("%s", claim).isNegative();
        assertThat(against.get("ranked").asBoolean()).as("%s serves enough", claim).isTrue();
    }
}
