package org.evenflow.data;

import java.util.List;
import java.util.Map;

/**
 * What was published on a study, to be held against what is measured.
 *
 * @param id name
 * @param source citation
 * @param reference id of the controller that changes are counted from
 * @param methods the published methods, and those of ours that stand for them
 * @param figures what was claimed
 * @param findings why claims and measurements differ, and what physics forbids, in sentences
 */
public record Claims(
        String id,
        String source,
        String reference,
        List<Method> methods,
        List<Figure> figures,
        List<String> findings) {
    public Claims {
        methods = List.copyOf(methods);
        figures = List.copyOf(figures);
        findings = List.copyOf(findings);
    }

    /**
     * A published method.
     *
     * @param id within the claims
     * @param title for people
     * @param controllers ids of ours in order of preference: the first that was played is shown
     */
    public record Method(String id, String title, List<String> controllers) {
        public Method {
            controllers = List.copyOf(controllers);
        }
    }

    /** How a figure is made of an indicator. */
    public enum Measure {
        /** How much lower than under the reference, % of it (ratio of sums over the seeds). */
        DECREASE_PERCENT,
        /** How much higher than under the reference, % of it (ratio of sums over the seeds). */
        INCREASE_PERCENT,
        /** How much higher than under the reference, in the figure's unit. */
        INCREASE,
        /** The indicator itself. */
        VALUE
    }

    /**
     * One claimed figure.
     *
     * @param title for people
     * @param indicator id
     * @param measure how it is made
     * @param factor from the indicator's unit to the figure's
     * @param unit for people
     * @param decimals digits behind the point
     * @param claimed by id of the world and id of the method; nothing where nobody claimed it
     */
    public record Figure(
            String title,
            String indicator,
            Measure measure,
            double factor,
            String unit,
            int decimals,
            Map<String, Map<String, Claim>> claimed) {
        public Figure {
            claimed = Map.copyOf(claimed);
        }
    }

    /**
     * A number or a range.
     *
     * @param low lower end
     * @param high upper end, the same for one number
     */
    public record Claim(double low, double high) {}
}
