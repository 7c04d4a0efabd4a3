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
    void theLineIsTheOneOfEarlierReleases() {
        var figures = new Figures(Map.of("total_cost", 12.5), List.of());
        assertThat(Figures.encode(new Result<>(TASK, figures)))
                .isEqualTo(
                        "{\"controller\":\"mpc[horizon_h=12]\",\"seed\":7,\"values\":{\"total_cost\":\"12.5\"}}");
    }
}
