/**
 * Forecasts of price, load and plants.
 *
 * <p>A {@link org.evenflow.forecast.Forecaster} sees what was measured and nothing else; {@link
 * org.evenflow.forecast.SiteForecasts} is the one owner of what is forecast at a site.
 */
@NullMarked
package org.evenflow.forecast;

import org.jspecify.annotations.NullMarked;
