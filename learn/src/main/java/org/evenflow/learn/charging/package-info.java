/**
 * The charging of a scenario as a world to learn in: who the agents are, what they see, what their
 * actions mean, what they are rewarded for, which days they learn from; and what is learnt as a
 * controller.
 *
 * <p>It knows no algorithm. Begin with {@link org.evenflow.learn.charging.ChargingWorld}.
 */
@NullMarked
package org.evenflow.learn.charging;

import org.jspecify.annotations.NullMarked;
