package org.evenflow.model;

/**
 * One socket: at most one vehicle at a time.
 *
 * @param id unique in the scenario
 * @param kind what it gives
 * @param connection between which phases it draws
 * @param reactive reactive power beside its active power
 */
public record Connector(String id, ChargerKind kind, Connection connection, Reactive reactive) {
    public Connector {
        Check.id(id, "connector");
        if (kind instanceof ChargerKind.SlowAc ac && !(connection instanceof Connection.Shared)) {
            int drawn = connection.isDelta() && ac.phases() == 1 ? 2 : ac.phases();
            Check.that(
                    connection.phases().count() == drawn,
                    "connector " + id + ": phases",
                    connection.label(),
                    drawn + " for a slow_ac charger of phases: " + ac.phases());
        }
    }

    /** A connector that loads the three phases alike, at unity power factor. */
    public Connector(String id, ChargerKind kind) {
        this(id, kind, Connection.SHARED, Reactive.NONE);
    }

    /**
     * Whether it loads the three phases alike with any vehicle: a DC charger on three phases does,
     * an AC one passes on what the vehicle lacks.
     */
    public boolean isEven() {
        return connection.phases() == Phases.ABC
                && (connection instanceof Connection.Shared
                        || connection.isDelta()
                        || !(kind instanceof ChargerKind.SlowAc));
    }
}
