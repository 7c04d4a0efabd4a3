package org.evenflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LinearFlowTest {
    @Test
    void powerflowTellsHowFarTheLinearModelIs() {
        for (String feeder : new String[] {"ieee33", "ieee13"}) {
            var answer = Program.run("powerflow", feeder, "--linear");
            assertThat(answer.err()).isEmpty();
            assertThat(answer.out())
                    .containsPattern("linear flow: voltages off by up to 0\\.0\\d+ pu \\(.+\\)");
        }
    }

    @Test
    void linearGoesWithNeitherJsonNorDays() {
        var answer = Program.run("powerflow", "ieee13", "--linear", "--json");
        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.complaint()).contains("--linear is for one state as text");
    }
}
