package org.evenflow.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.evenflow.control.Settings;
import org.junit.jupiter.api.Test;

class HorizonTest {
    private static Settings settings(Map<String, ?> given) {
        return Settings.of("controller mpc", new Planners().settings("mpc"), given);
    }

    @Test
    void boundariesStayAboveANumberOfConnectorsWhereEachIsPlannedSingly() {
        var usual = settings(Map.of());
        assertThat(new Blocks.Horizon(usual, 600, true).isSteady).isFalse();
        assertThat(new Blocks.Horizon(usual, 601, true).isSteady).isTrue();
        assertThat(new Blocks.Horizon(usual, 601, false).isSteady).isFalse();
        assertThat(new Blocks.Horizon(settings(Map.of("steady_above", 5.0)), 6, true).isSteady)
                .isTrue();
        assertThat(new Blocks.Horizon(settings(Map.of("equal_blocks", true)), 601, true).isSteady)
                .isFalse();
    }
}
