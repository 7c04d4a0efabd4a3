/**
 * Which feeder a command means and which solver fits it: the one place of the program that chooses
 * between the sweeps over radial feeders and the solver of meshed networks.
 *
 * <p>It solves nothing itself. Begin with {@link org.evenflow.app.flow.Flows}.
 */
@NullMarked
package org.evenflow.app.flow;

import org.jspecify.annotations.NullMarked;
