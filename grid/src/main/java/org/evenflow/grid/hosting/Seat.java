package org.evenflow.grid.hosting;

import org.evenflow.model.Phases;

/**
 * Where one vehicle of a draw stands.
 *
 * @param bus number of the bus
 * @param phases which it loads, alike
 * @param isDelta whether between them
 */
public record Seat(int bus, Phases phases, boolean isDelta) {}
