/**
 * What exists: vehicles, chargers, feeders, plants, and the site that joins them.
 *
 * <p>Immutable records whose compact constructors check every value, and the pure formulas that
 * belong to one of them alone. It knows no file format, no solver and no time loop. Units are in
 * the names: kW, kWh, kvar, kVA, ohm, A, kV, hours; positive power charges the vehicle. Begin with
 * {@link org.evenflow.model.Site}; what is simulated is a {@link
 * org.evenflow.model.scenario.Scenario}.
 */
@NullMarked
package org.evenflow.model;

import org.jspecify.annotations.NullMarked;
