/**
 * Who decides and what is allowed: controllers see the world as an observation, wish powers, and
 * the dispatcher makes every wish feasible.
 *
 * <p>It knows neither the simulator nor real chargers; both feed it. Begin with {@link
 * org.evenflow.control.Controller}; the rules are in {@code org.evenflow.control.rule}.
 */
@NullMarked
package org.evenflow.control;

import org.jspecify.annotations.NullMarked;
