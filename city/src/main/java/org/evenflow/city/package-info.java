/**
 * The exogenous world in time: vehicles that come and go, sun, base load, prices and carbon
 * intensity, step by step for one seed.
 *
 * <p>It does not know controllers, power flow or money spent. Begin with {@link
 * org.evenflow.city.Exogenous}.
 */
@NullMarked
package org.evenflow.city;

import org.jspecify.annotations.NullMarked;
