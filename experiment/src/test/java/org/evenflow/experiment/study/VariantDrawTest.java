package org.evenflow.experiment.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.evenflow.control.Setting;
import org.evenflow.experiment.Controllers;
import org.evenflow.model.InputException;
import org.junit.jupiter.api.Test;

final class VariantDrawTest {
    private final Controllers controllers = new Controllers();

    @Test
    void whereThereAreFewAllAreDrawnTheNamedOneFirst() {
        var values = new LinkedHashMap<String, List<String>>();
        values.put("blocks", List.of("10", "20", "20.0"));
        values.put("wear_segments", List.of("0", "2"));
        assertThat(draw("mpc[carbon_price=0.1]", values).ids(200))
                .containsExactly(
                        "mpc[carbon_price=0.1]",
                        "mpc[wear_segments=2;carbon_price=0.1]",
                        "mpc[blocks=20;carbon_price=0.1]",
                        "mpc[blocks=20;wear_segments=2;carbon_price=0.1]");
    }

    @Test
    void whereThereAreManySomeAreDrawnOnceEachAndAlwaysTheSame() {
        var ids = draw("mpc", Map.of()).ids(200);
        assertThat(ids).hasSize(200).doesNotHaveDuplicates().startsWith("mpc");
        assertThat(draw("mpc", Map.of()).ids(200)).isEqualTo(ids);
        assertThat(draw("mpc", Map.of()).ids(5)).isEqualTo(ids.subList(0, 5));
        // 750 combinations: a quarter of them names every value of every setting.
        var draw = draw("mpc", Map.of());
        draw.tried()
                .forEach(
                        (name, values) -> {
                            var seen = new HashSet<String>();
                            ids.forEach(
                                    id -> seen.add(controllers.values(id).getOrDefault(name, "")));
                            assertThat(seen).as(name).containsExactlyInAnyOrderElementsOf(values);
                        });
    }

    @Test
    void everyTrialOfEveryControllerIsAllowedAndTheUsualValueIsOneOfThem() {
        for (String id : controllers.ids()) {
            for (Setting setting : controllers.settings(id)) {
                setting.trials().forEach(value -> controllers.create(with(id, setting, value)));
                if (!setting.trials().isEmpty() && !id.equals("pv_surplus")) {
                    assertThat(setting.trials())
                            .as(id + " " + setting.name())
                            .contains(setting.kind().usualText());
                }
            }
        }
    }

    private static String with(String id, Setting setting, String value) {
        return "%s[%s=%s]".formatted(id, setting.name(), value);
    }

    @Test
    void settingsThatAreGivenAreNotTried() {
        assertThat(draw("mpc[blocks=20]", Map.of()).tried())
                .doesNotContainKey("blocks")
                .containsKey("wear_segments");
        assertThatThrownBy(() -> draw("mpc[blocks=20]", Map.of("blocks", List.of("6"))))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "setting 'blocks' must be either given with the controller or tried, is both");
    }

    @Test
    void whatIsNotKnownIsRefused() {
        assertRefused("mpc", Map.of("bloks", List.of("6")), "setting 'bloks' does not exist");
        assertRefused("mpc", Map.of("blocks", List.of("0")), "blocks must be between 1");
        assertRefused("mcp", Map.of(), "controller 'mcp' does not exist");
        assertRefused("equal_share", Map.of(), "has no settings that are usually tried");
        assertRefused("time_of_use+mpc", Map.of(), "must be one with settings of its own");
        assertRefused("policy:some.safetensors", Map.of(), "must be one with settings of its own");
    }

    private void assertRefused(String id, Map<String, List<String>> values, String words) {
        assertThatThrownBy(() -> draw(id, values))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(words);
    }

    private VariantDraw draw(String id, Map<String, List<String>> values) {
        return new VariantDraw(controllers, id, values);
    }
}
