/**
 * Learning to control: worlds of agents, networks, policies, and how they are trained, kept and
 * judged. The algorithms are in subpackages.
 *
 * <p>It knows the simulator and the controllers' vocabulary, but neither reports nor commands.
 * Begin with {@link org.evenflow.learn.World} and {@link org.evenflow.learn.Trainer}.
 */
@NullMarked
package org.evenflow.learn;

import org.jspecify.annotations.NullMarked;
