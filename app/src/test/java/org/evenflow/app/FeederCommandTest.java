package org.evenflow.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.evenflow.data.Feeders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code feeder} and {@code powerflow} say about files, from the command line. */
class FeederCommandTest {
    private static final String UNBALANCED =
            """
            id: lateral
            source_bus: a b
            base_kv: 0.4
            min_pu: 0.9
            max_pu: 1.1
            buses:
              - {id: a b}
              - {id: end, phases: ac}
            lines:
              - {from: a b, to: end, phases: ac, r_ohm: [[0.3], [0.1, 0.3]], x_ohm: [[0.3], [0.1, 0.3]], length_km: 0.4, rating_a: 20}
            loads:
              - {id: one, bus: end, phases: c, kw: 4, profile: day}
            profiles:
              - {id: day, step_min: 60, factors: [1, 0]}
            """;

    @TempDir Path folder;

    private Path lateral() throws IOException {
        return Files.writeString(folder.resolve("lateral.yaml"), UNBALANCED);
    }

    private static JsonNode json(String... args) throws IOException {
        var answer = Program.run(args);
        assertThat(answer.err()).isEmpty();
        return new ObjectMapper().readTree(answer.out());
    }

    @Test
    void powerflowGivesOneValueWhereBalanced() throws IOException {
        var root = json("powerflow", "ieee33", "--json");
        // Baran and Wu (1989): 202.7 kW of losses, lowest voltage 0.9131 pu at bus 18.
        assertThat(root.get("loss_kw").asDouble()).isCloseTo(202.7, within(0.05));
        var bus = root.get("buses").get(17);
        assertThat(bus.get("id").asText()).isEqualTo("18");
        assertThat(bus.get("v_pu")).hasSize(1);
        assertThat(bus.get("v_pu").get(0).asDouble()).isCloseTo(0.9131, within(5e-5));
        assertThat(bus.get("angle_deg")).hasSize(1);
        assertThat(root.get("load_kw").asDouble()).isCloseTo(3715, within(1e-6));
    }

    @Test
    void powerflowGivesThreePhasesElsewhereAndNullForAMissingOne() throws IOException {
        var root = json("powerflow", lateral().toString(), "--json");
        var source = root.get("buses").get(0);
        assertThat(source.get("id").asText()).isEqualTo("a b");
        assertThat(source.get("v_pu").get(1).asDouble()).isCloseTo(1, within(1e-12));
        assertThat(source.get("angle_deg").get(1).asDouble()).isCloseTo(-120, within(1e-9));
        var end = root.get("buses").get(1);
        assertThat(end.get("v_pu")).hasSize(3);
        assertThat(end.get("v_pu").get(1).isNull()).isTrue();
        assertThat(end.get("angle_deg").get(1).isNull()).isTrue();
        // R = X = 0.0225 pu on 4 kW at 230.94 V: u = |V|² solves u² - (1 - 2 R) u + R² + X² = 0.
        assertThat(end.get("v_pu").get(2).asDouble()).isCloseTo(0.9766978, within(1e-6));
        assertThat(root.get("load_kw").asDouble()).isCloseTo(4, within(1e-9));
    }

    @Test
    void powerflowTakesAMinuteOfTheProfilesAndAScale() throws IOException {
        String file = lateral().toString();
        assertThat(json("powerflow", file, "--at=90", "--json").get("load_kw").asDouble())
                .isCloseTo(0, within(1e-9));
        var doubled = json("powerflow", file, "--at=30", "--scale=0.5", "--json");
        assertThat(doubled.get("load_kw").asDouble()).isCloseTo(2, within(1e-9));
        assertThat(Program.run("powerflow", "ieee33", "--at=3").complaint())
                .isEqualTo("evenflow: --at: feeder ieee33 has no load profiles");
        assertThat(Program.run("powerflow", file, "--at=-1").status()).isEqualTo(2);
    }

    @Test
    void powerflowTellsTheWorstBranchWithItsPhase() throws IOException {
        var answer = Program.run("powerflow", lateral().toString());
        // 4 kW at 0.9767 pu of 230.94 V.
        assertThat(answer.out())
                .contains("branch a b-end carries 17.7 A in phase c, 89 % of its rating")
                .contains("losses");
        assertThat(answer.status()).isZero();
    }

    @Test
    void whatIsNoFeederIsRefused() {
        assertThat(Program.run("powerflow", "nowhere.yaml").complaint())
                .isEqualTo(
                        "evenflow: feeder 'nowhere.yaml' is neither a file or folder nor one of"
                                + " the built-in feeders "
                                + String.join(", ", Feeders.builtInIds()));
        assertThat(Program.run("feeder", "audit", folder.toString()).status()).isEqualTo(2);
    }

    @Test
    void theAuditCountsAndSumsUp() throws IOException {
        var root = json("feeder", "audit", lateral().toString(), "--json");
        assertThat(root.get("load_kw").asDouble()).isEqualTo(4);
        assertThat(root.get("line_km").asDouble()).isEqualTo(0.4);
        assertThat(root.get("buses").get("0.4 kV abc").asInt()).isEqualTo(1);
        assertThat(root.get("buses").get("0.4 kV ca").asInt()).isEqualTo(1);
        assertThat(root.get("results").isNull()).isTrue();
        assertThat(Program.run("feeder", "audit", lateral().toString()).out())
                .contains("infeed  bus a b at 1.00000 pu")
                .contains("load    4.000 kW, 0.000 kvar")
                .contains("lines   1, 0.400 km");
    }

    @Test
    void theAuditHoldsStoredVoltagesAgainstOurs() throws IOException {
        var file = Files.writeString(folder.resolve("two.m"), TWO);
        var results = json("feeder", "audit", file.toString(), "--json").get("results");
        assertThat(results.get("voltages").asInt()).isEqualTo(2);
        assertThat(results.get("at").asText()).isEqualTo("2");
        // x = 0.1, q = 0.9: v² - v + 0.09 = 0 has the root 0.9; the file says 0.91.
        assertThat(results.get("largest_difference_pu").asDouble()).isCloseTo(0.01, within(1e-9));
    }

    private static final String TWO =
            """
            mpc.version = '2';
            mpc.baseMVA = 1;
            mpc.bus = [
              1 3 0 0 0 0 1 1 0 10 1 1.1 0.9;
              2 1 0 0.9 0 0 1 0.91 0 10 1 1.1 0.9
            ];
            mpc.gen = [1 0 0 10 -10 1 100 1 10 0];
            mpc.branch = [1 2 0 0.1 0 0 0 0 0 0 1 -360 360];
            """;

    @Test
    void conversionWritesTheSameFeederOnceAndWhole() throws IOException {
        var from = Files.writeString(folder.resolve("two.m"), TWO);
        var to = folder.resolve("two.yaml");
        assertThat(Program.run("feeder", "convert", from.toString(), "-o", to.toString()).status())
                .isZero();
        assertThat(Feeders.read(to)).isEqualTo(Feeders.read(from));
        Files.writeString(to, "mine");
        var again = Program.run("feeder", "convert", from.toString(), "-o", to.toString());
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.complaint()).contains("exists", "--force");
        assertThat(to).hasContent("mine");
        Program.run("feeder", "convert", from.toString(), "-o", to.toString(), "--force");
        assertThat(Feeders.read(to)).isEqualTo(Feeders.read(from));
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(from, to);
        }
    }

    @Test
    void conversionPrintsWithoutATargetAndRefusesAWrongOne() throws IOException {
        var from = Files.writeString(folder.resolve("two.m"), TWO).toString();
        assertThat(Program.run("feeder", "convert", from).out()).startsWith("id: two");
        assertThat(Program.run("feeder", "convert", from, "-o", folder.toString()).complaint())
                .contains("--out must be a file");
        String nowhere = folder.resolve("no/where.yaml").toString();
        assertThat(Program.run("feeder", "convert", from, "-o", nowhere).complaint())
                .contains("does not exist");
    }
}
