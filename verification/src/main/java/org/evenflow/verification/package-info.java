/**
 * Holds reference cases against Evenflow's own formulas: trajectories of other simulators and
 * solved power flows.
 *
 * <p>What is peculiar to another program (its units, its rounding, its conventions) stays here and
 * never reaches the model. Begin with {@link org.evenflow.verification.CaseFinder}.
 */
@NullMarked
package org.evenflow.verification;

import org.jspecify.annotations.NullMarked;
