package org.evenflow.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private static final Task TASK = new Task("world", "mpc[horizon_h=12]", 7);

    @Test
    void everyBitComesBack() {
        var values = new LinkedHashMap<String, Double>();
        values.put("third", 1.0 / 3);
        values.put("least", Double.MIN_VALUE);
        values.put("unknown", Double.NaN);
        values.put("no limit", Double.POSITIVE_INFINITY);
        values.put("minus nothing", -0.0);
        var result = new Result<>(TASK, new Figures(values, List.of("says \"no\"\nand more")));
        var back = Figures.decode("world", Figures.encode(result));
        assertThat(back).isEqualTo(result);
        assertThat(back.value().values().keySet()).containsExactlyElementsOf(values.keySet());
    }

    @Test
    void sitesComeBackInTheirOrder() {
        var sites = new LinkedHashMap<String, Map<String, Double>>();
        sites.put("south", Map.of("total_cost", 0.1));
        sites.put("north", Map.of("total_cost", Double.NaN));
        var figures =
                new Figures(
                        Map.of("total_cost", 12.5), sites, List.of("north: late", "of everybody"));
        var back = Figures.decode("world", Figures.encode(new Result<>(TASK, figures))).value();
        assertThat(back).isEqualTo(figures);
        assertThat(back.sites().keySet()).containsExactly("south", "north");
        assertThat(back.at("north").values()).containsExactly(Map.entry("total_cost", Double.NaN));
        assertThat(back.at("north").remarks()).containsExactly("late");
        assertThat(back.at("south").remarks()).isEmpty();
    }

    @Test
    void theLineIsTheOneOfEarlierReleases() {
        var figures = new Figures(Map.of("total_cost", 12.5), List.of());
        assertThat(Figures.encode(new Result<>(TASK, figures)))
                .isEqualTo(
                        "{\"controller\":\"mpc[horizon_h=12]\",\"seed\":7,\"values\":{\"total_cost\":\"12.5\"}}");
    }
}
