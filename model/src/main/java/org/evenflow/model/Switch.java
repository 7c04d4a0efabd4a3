package org.evenflow.model;

/**
 * A switch between two buses of one nominal voltage; closed it makes them one.
 *
 * @param id unique in the feeder
 * @param fromBus one end
 * @param toBus the other end
 * @param phases the phases it has at both ends
 * @param ratingA greatest current of each phase; infinite for unlimited
 * @param isClosed whether it carries current
 */
public record Switch(
        String id, String fromBus, String toBus, Phases phases, double ratingA, boolean isClosed)
        implements Branch {
    public Switch {
        Check.id(id, "switch");
        String of = "switch " + id + ": ";
        Check.that(ratingA > 0, of + "rating_a", ratingA, "> 0 (absent for unlimited)");
        Check.that(!fromBus.equals(toBus), of + "to", toBus, "another bus than from");
    }
}
