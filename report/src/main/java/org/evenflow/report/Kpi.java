package org.evenflow.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What an indicator is: one entry of the catalogue that {@code results.csv}, the report and {@code
 * docs/indicators.md} share.
 *
 * @param group heading it stands under
 * @param id as in {@code results.csv}
 * @param unit unit, {@code –} for none; {@code currency} stands for the study's ISO code
 * @param better which direction is the better one
 * @param decimals digits behind the point for people
 * @param label name for people
 * @param meaning one line
 */
public record Kpi(
        String group,
        String id,
        String unit,
        Better better,
        int decimals,
        String label,
        String meaning) {

    /** The direction that an operator wishes for. */
    public enum Better {
        LOWER,
        HIGHER,
        NEITHER
    }

    private static final String OTHER = "Other";
    private static final List<Kpi> CATALOGUE = read();

    /** The catalogue in its order. */
    public static List<Kpi> all() {
        return CATALOGUE;
    }

    /**
     * The entry of that id; one without unit and meaning for an id that is not in the catalogue.
     */
    public static Kpi of(String id) {
        return CATALOGUE.stream()
                .filter(kpi -> kpi.id.equals(id))
                .findFirst()
                .orElse(new Kpi(OTHER, id, "–", Better.NEITHER, 3, id.replace('_', ' '), ""));
    }

    /** Unit with the currency's code in place of the word. */
    public String unitIn(String currency) {
        return unit.equals("currency") ? currency : unit;
    }

    private static List<Kpi> read() {
        return Resources.text("indicators.tsv").lines().skip(1).map(Kpi::parse).toList();
    }

    private static Kpi parse(String line) {
        List<String> cells = Arrays.asList(line.split("\t", -1));
        return new Kpi(
                cells.get(0),
                cells.get(1),
                cells.get(2),
                Better.valueOf(cells.get(3).toUpperCase(Locale.ROOT)),
                Integer.parseInt(cells.get(4)),
                cells.get(5),
                cells.get(6));
    }
}
