/**
 * What is simulated: sites in a world with its tracks of weather, base load and prices, and the
 * sessions that come to them. Begin with {@link org.evenflow.model.scenario.Scenario}.
 *
 * <p>It stands on the records of {@link org.evenflow.model}, which know nothing of it.
 */
@NullMarked
package org.evenflow.model.scenario;

import org.jspecify.annotations.NullMarked;
