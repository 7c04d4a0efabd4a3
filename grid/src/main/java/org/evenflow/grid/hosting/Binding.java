package org.evenflow.grid.hosting;

import java.util.Locale;
import org.evenflow.model.Feeder;

/**
 * A limit that a state breaks.
 *
 * @param kind which
 * @param element bus or branch of the feeder by number; -1 where there is none
 * @param phase 0 to 2; -1 where all phases are alike or none is meant
 * @param value voltage or unbalance in pu, loading as a share of the rating; NaN for none
 */
public record Binding(LimitKind kind, int element, int phase, double value) {
    /** No limit is broken. */
    public static final Binding NONE = new Binding(LimitKind.NONE, -1, -1, Double.NaN);

    /** What to call the element: {@code "bus 12"}, {@code "line l7"}; empty for none. */
    public String elementName(Feeder feeder) {
        return switch (kind) {
            case NONE, NO_SOLUTION, SERVICE -> "";
            case UNDERVOLTAGE, OVERVOLTAGE, UNBALANCE -> "bus " + feeder.buses().get(element).id();
            case LINE, TRANSFORMER -> {
                var branch = feeder.branches().get(element);
                String type = branch.getClass().getSimpleName().toLowerCase(Locale.ROOT);
                yield type + " " + branch.id();
            }
        };
    }

    /** The phase's letter; empty where there is none. */
    public String phaseName() {
        return phase < 0 ? "" : "abc".substring(phase, phase + 1);
    }
}
