/**
 * The exogenous world in time: vehicles that come and go, sun, base load, prices and carbon
 * intensity, step by step for one seed.
 *
 * <p>Sessions are drawn from measured profiles ({@code DrawnSessions}) or replayed from a log
 * ({@code LoggedSessions}); their rules stand at the head of those classes. Light comes from the
 * sun's position and either a clear sky with clouds or a measured year.
 *
 * <p>It does not know controllers, power flow or money spent. Begin with {@link
 * org.evenflow.city.Exogenous}.
 */
@NullMarked
package org.evenflow.city;

import org.jspecify.annotations.NullMarked;
