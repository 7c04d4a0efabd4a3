/**
 * Power flow on one feeder: voltages, currents, losses and how they answer to load.
 *
 * <p>It knows buses and branches, not vehicles, prices or time. Begin with {@link
 * org.evenflow.grid.SweepPowerFlow}.
 */
@NullMarked
package org.evenflow.grid;

import org.jspecify.annotations.NullMarked;
