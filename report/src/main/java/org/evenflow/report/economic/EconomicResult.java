package org.evenflow.report.economic;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.evenflow.model.ChargerGroups;
import org.evenflow.model.ChargerGroups.State;

/**
 * What a study of economic dispatch found.
 *
 * @param study its id
 * @param title one line, for people
 * @param world the groups
 * @param methods ids in the order of tables, each with what it does
 * @param variants labels of the variants in which random states were decided
 * @param seeds of the random states
 * @param rows one per variant, state and method
 * @param claims what others published, in the order of tables
 * @param others what wrong choices of groups would cost
 * @param facts what was asked, label to text
 * @param notes what a reader must know
 * @param provenance what it takes to repeat it
 * @param wallSeconds how long it took
 */
public record EconomicResult(
        String study,
        String title,
        ChargerGroups world,
        Map<String, String> methods,
        List<String> variants,
        List<Long> seeds,
        List<Row> rows,
        List<Claim> claims,
        Others others,
        Map<String, String> facts,
        List<String> notes,
        Map<String, String> provenance,
        double wallSeconds) {
    public EconomicResult {
        variants = List.copyOf(variants);
        seeds = List.copyOf(seeds);
        rows = List.copyOf(rows);
        claims = List.copyOf(claims);
        notes = List.copyOf(notes);
    }

    /** From where a state comes. */
    public enum Source {
        /** The state that others published results of. */
        PUBLISHED,
        /** Drawn. */
        RANDOM,
        /** A step of a day. */
        DAY;

        /** One word for files. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One decision.
     *
     * @param variant its label
     * @param source of the state
     * @param seed of the state and of the decision's chance
     * @param number of the state in its source, from 0
     * @param state what was asked
     * @param method its id
     * @param cost of the plan
     * @param gapPercent by how much it is above the exact method's cost; NaN where not feasible
     * @param provenPercent by how much it is above its own proven bound; NaN without one
     * @param residualKw how far from the balance
     * @param shortfallKw by how much floors and limits are missed
     * @param isFeasible whether balance, rule and limits hold
     * @param isRepaired whether other groups ran than were wished
     * @param decisionMs how long it took
     * @param messages between neighbours; -1 for a method that has all data at one place
     * @param evaluations plans tried
     * @param kw power by group
     * @param on whether a group runs
     */
    public record Row(
            String variant,
            Source source,
            long seed,
            int number,
            State state,
            String method,
            double cost,
            double gapPercent,
            double provenPercent,
            double residualKw,
            double shortfallKw,
            boolean isFeasible,
            boolean isRepaired,
            double decisionMs,
            int messages,
            int evaluations,
            double[] kw,
            boolean[] on) {}

    /**
     * What a publication says of one method.
     *
     * @param name the publication's
     * @param method our id for the same
     * @param stateCost at the published state
     * @param hourCost mean per hour of its day; NaN for none
     * @param isReference whether it is what the publication measures gaps from
     */
    public record Claim(
            String name, String method, double stateCost, double hourCost, boolean isReference) {}

    /**
     * What other choices of running groups cost more than the best, over all random states.
     *
     * @param secondPercent the second best choice, by state
     * @param flipPercent one group turned over, where the others can serve then
     * @param infeasibleShare share of single turns after which they cannot; NaN without any
     */
    public record Others(double[] secondPercent, double[] flipPercent, double infeasibleShare) {}

    /** Decisions of a method on states of a source in a variant, by seed and then by state. */
    public List<Row> of(String variant, Source source, String method) {
        return stream(variant, source).filter(row -> row.method().equals(method)).toList();
    }

    private Stream<Row> stream(String variant, Source source) {
        return rows.stream().filter(row -> row.source() == source && row.variant().equals(variant));
    }
}
