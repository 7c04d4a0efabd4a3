package org.evenflow.experiment.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.evenflow.data.scenario.Gauntlet;
import org.evenflow.experiment.Controllers;
import org.junit.jupiter.api.Test;

final class GauntletRunnerTest {
    @Test
    void onlyAllWorldsWithAllSeedsAreTheGauntlet() {
        var whole = Gauntlet.study(Gauntlet.worlds(), Gauntlet.seeds(), List.of());
        assertThat(GauntletRunner.deviations(whole)).isEmpty();
        var look = Gauntlet.study(List.of("lv-street"), Gauntlet.seeds(3), List.of());
        assertThat(GauntletRunner.deviations(look))
                .containsExactly("1 of 12 worlds", "3 of 10 seeds");
    }

    @Test
    void theUsualFieldIsKnownAndSeesNoFuture() {
        var known = new Controllers();
        assertThat(GauntletRunner.USUAL)
                .allSatisfy(id -> assertThat(known.create(id).isClairvoyant()).isFalse());
    }
}
