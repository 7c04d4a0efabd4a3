/**
 * Studies of economic dispatch: methods that decide states of charger groups. Begin with {@link
 * org.evenflow.experiment.economic.EconomicRunner}.
 */
@NullMarked
package org.evenflow.experiment.economic;

import org.jspecify.annotations.NullMarked;
