package org.evenflow.report;

import static org.evenflow.sim.Indicator.Better.HIGHER;
import static org.evenflow.sim.Indicator.Better.LOWER;
import static org.evenflow.sim.Indicator.Better.NEITHER;

import java.util.ArrayList;
import java.util.List;
import org.evenflow.sim.EpisodeTotals;
import org.evenflow.sim.Indicator;

/**
 * What a figure of the report is: the indicators of every run ({@link EpisodeTotals#catalogue}),
 * and those that compare runs with one another. {@code results.csv}, the report and {@code
 * docs/indicators.md} share the catalogue and its order.
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
        Indicator.Better better,
        int decimals,
        String label,
        String meaning) {

    private static final String OTHER = "Other";

    /** What a run is worth beside other runs of its seed. */
    private static final List<Kpi> COMPARED =
            List.of(
                    cost(
                            Regret.BOUND,
                            "currency",
                            NEITHER,
                            2,
                            "Lower bound",
                            "cost that no controller behind the dispatcher can be below: the clairvoyant relaxation of the run"),
                    cost(
                            Regret.REGRET,
                            "–",
                            LOWER,
                            3,
                            "Regret",
                            "(cost − plan) / (uncontrolled − plan) against the AC-feasible clairvoyant plan; empty where there is nothing to gain (below 0.5 %)"),
                    cost(
                            Regret.CAPTURED,
                            "–",
                            HIGHER,
                            3,
                            "Captured share",
                            "1 − regret; empty where there is nothing to gain (below 0.5 %)"));

    private static final List<Kpi> CATALOGUE = catalogue();

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
                .orElse(new Kpi(OTHER, id, "–", NEITHER, 3, id.replace('_', ' '), ""));
    }

    /** Unit with the currency's code in place of the word. */
    public String unitIn(String currency) {
        return unit.equals("currency") ? currency : unit;
    }

    private static List<Kpi> catalogue() {
        var all = new ArrayList<Kpi>();
        List<Indicator> ofRuns = EpisodeTotals.catalogue();
        for (Indicator.Group group : Indicator.Group.values()) {
            ofRuns.stream().filter(i -> i.group() == group).map(Kpi::of).forEach(all::add);
            COMPARED.stream().filter(kpi -> kpi.group.equals(group.heading())).forEach(all::add);
        }
        return List.copyOf(all);
    }

    private static Kpi of(Indicator indicator) {
        return new Kpi(
                indicator.group().heading(),
                indicator.id(),
                indicator.unit(),
                indicator.better(),
                indicator.decimals(),
                indicator.label(),
                indicator.meaning());
    }

    private static Kpi cost(
            String id,
            String unit,
            Indicator.Better better,
            int decimals,
            String label,
            String meaning) {
        return new Kpi(Indicator.Group.COST.heading(), id, unit, better, decimals, label, meaning);
    }
}
