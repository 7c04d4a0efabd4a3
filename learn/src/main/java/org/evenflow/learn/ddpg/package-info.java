/**
 * Deterministic policy gradients of one agent and of several with centralised critics.
 *
 * <p>It knows no world in particular. Begin with {@link org.evenflow.learn.ddpg.Maddpg}.
 */
@NullMarked
package org.evenflow.learn.ddpg;

import org.jspecify.annotations.NullMarked;
