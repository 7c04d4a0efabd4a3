/**
 * Controllers that plan: model-predictive control, the clairvoyant plan and its lower bound.
 *
 * <p>All of them fill one linear program, {@link org.evenflow.planning.FleetProgram}: charging of a
 * fleet over blocks of time. They differ in what they know.
 */
@NullMarked
package org.evenflow.planning;

import org.jspecify.annotations.NullMarked;
