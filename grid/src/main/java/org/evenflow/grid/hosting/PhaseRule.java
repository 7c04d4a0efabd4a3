package org.evenflow.grid.hosting;

/** On which phases of its connection point a vehicle or a plant lies. */
public enum PhaseRule {
    /** One phase of the load it stands at, each with equal chance; between phases where it is. */
    AS_LOAD,
    /** One phase of the bus it stands at, each with equal chance. */
    RANDOM,
    /** All phases of the bus it stands at, alike. */
    ABC
}
