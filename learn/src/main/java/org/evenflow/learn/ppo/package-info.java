/**
 * Proximal policy optimisation for one or many agents, with independent or central critics, on
 * plain observations or on the network that agents stand on.
 *
 * <p>It knows worlds and tensors, but no charger. Begin with {@code Ppo}.
 */
@NullMarked
package org.evenflow.learn.ppo;

import org.jspecify.annotations.NullMarked;
