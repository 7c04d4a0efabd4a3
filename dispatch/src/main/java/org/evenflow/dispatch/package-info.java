/**
 * What is allowed: every wish becomes a feasible power, and every cut has a reason.
 *
 * <p>It reads the limits that controllers see and the network behind them; it knows neither who
 * wishes nor who owns the vehicles. Begin with {@link org.evenflow.dispatch.Dispatcher}.
 */
@NullMarked
package org.evenflow.dispatch;

import org.jspecify.annotations.NullMarked;
