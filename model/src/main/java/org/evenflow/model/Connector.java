package org.evenflow.model;

/**
 * One socket: at most one vehicle at a time.
 *
 * @param id unique in the scenario
 * @param kind what it gives
 */
public record Connector(String id, ChargerKind kind) {
    public Connector {
        Check.id(id, "connector");
    }
}
