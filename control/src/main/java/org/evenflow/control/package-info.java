/**
 * Who decides: controllers see the world as an observation and wish powers.
 *
 * <p>It knows neither the simulator nor real chargers; both feed it, and the dispatcher makes every
 * wish feasible. Begin with {@link org.evenflow.control.Controller}; the rules are in {@code
 * org.evenflow.control.rule}.
 */
@NullMarked
package org.evenflow.control;

import org.jspecify.annotations.NullMarked;
