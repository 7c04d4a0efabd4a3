package org.evenflow.data.feeder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGeneratorFactory;
import org.evenflow.model.Switch;
import org.junit.jupiter.api.Test;

class FeederYamlProperties {
    private static final int DRAWS = 100;

    @Test
    void whatIsWrittenReadsEqualWhateverTheFeederHolds() {
        var reader = new FeederYaml();
        for (long seed = 0; seed < DRAWS; seed++) {
            var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            var feeder = RandomFeeder.of(random);
            String text = FeederYaml.write(feeder);
            var copy = reader.parse("copy.yaml", text);
            assertThat(copy.feeder()).as("seed %d:%n%s", seed, text).isEqualTo(feeder);
            assertThat(copy.audit().warnings()).isEmpty();
            assertThat(copy.audit().kinds())
                    .allMatch(kind -> kind.read() == kind.mapped() && kind.ignored().isEmpty());
            assertThat(FeederYaml.write(copy.feeder())).isEqualTo(text);
        }
    }

    @Test
    void theAuditCountsEachKind() {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        var feeder = RandomFeeder.of(random);
        var audit = new FeederYaml().parse("copy.yaml", FeederYaml.write(feeder)).audit();
        assertThat(audit.kinds())
                .extracting("name")
                .containsExactly(
                        "infeed",
                        "bus",
                        "line",
                        "transformer",
                        "regulator",
                        "switch",
                        "load",
                        "capacitor",
                        "machine",
                        "profile");
        assertThat(audit.kinds())
                .filteredOn("name", "switch")
                .singleElement()
                .extracting("mapped")
                .isEqualTo(
                        (int) feeder.branches().stream().filter(Switch.class::isInstance).count());
    }
}
