/**
 * Forecasts of price, load and plants.
 *
 * <p>A {@link org.evenflow.forecast.Forecaster} sees what was measured and nothing else.
 */
@NullMarked
package org.evenflow.forecast;

import org.jspecify.annotations.NullMarked;
