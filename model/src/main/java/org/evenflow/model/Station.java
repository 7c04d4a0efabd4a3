package org.evenflow.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Connectors behind one feed.
 *
 * @param id unique in the scenario
 * @param busId bus of the feeder; any word where the scenario has no feeder
 * @param transformerId the transformer it hangs on, or null
 * @param limitKw greatest net charging power of all its connectors; infinite for unlimited. Where a
 *     connector loads the phases unevenly, a third of it holds for each phase too, as apparent
 *     power at nominal voltage: what the fuse of the phase carries
 * @param exportLimitKw greatest net power it may give back, likewise
 * @param connectors at least one
 */
public record Station(
        String id,
        String busId,
        @Nullable String transformerId,
        double limitKw,
        double exportLimitKw,
        List<Connector> connectors) {
    public Station {
        Check.id(id, "station");
        Check.limit(limitKw, "station " + id + ": limit_kw");
        Check.limit(exportLimitKw, "station " + id + ": export_limit_kw");
        connectors = List.copyOf(connectors);
        Check.that(!connectors.isEmpty(), "station " + id + ": connectors", 0, "at least one");
    }
}
