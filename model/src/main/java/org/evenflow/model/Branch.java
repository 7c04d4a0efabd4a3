package org.evenflow.model;

/** Something that joins two buses of a feeder. */
public sealed interface Branch permits Line, Transformer, Regulator, Switch {
    /** Unique in the feeder. */
    String id();

    /** The bus at one end. */
    String fromBus();

    /** The bus at the other end. */
    String toBus();

    /** The phases it joins. */
    Phases phases();

    /** Whether it carries current; an open branch is kept, drawn and left out of the flow. */
    boolean isClosed();
}
