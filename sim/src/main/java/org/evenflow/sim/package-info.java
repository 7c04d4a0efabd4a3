/**
 * The world in time: vehicles charge, the network carries it, money and emissions are counted.
 *
 * <p>It knows how a controller is asked, not how it decides; it writes no files. Begin with {@link
 * org.evenflow.sim.ChargingEnv}.
 */
@NullMarked
package org.evenflow.sim;

import org.jspecify.annotations.NullMarked;
