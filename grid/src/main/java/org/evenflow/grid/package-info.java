/**
 * Power flow on one network: voltages, currents, losses and how they answer to load.
 *
 * <p>It knows buses and branches, not vehicles, prices or time. Begin with {@link
 * org.evenflow.grid.PowerFlow#of}, which picks a solver; {@link org.evenflow.grid.Terminals} says
 * where power is drawn.
 *
 * <ul>
 *   <li>{@link org.evenflow.grid.SweepPowerFlow}: radial and balanced. {@code U = U_above - z J}
 *       along each branch with ratios removed, {@code J = conj(S / U) + Y U} summed from the ends.
 *   <li>{@link org.evenflow.grid.PhaseSweep}: radial or weakly meshed, unbalanced. The same by
 *       blocks of phases, {@code V = A V_above - Z J} and {@code J_above += A^H J}; the currents
 *       that close loops and those of strong paths to earth are unknowns of their own.
 *   <li>{@link org.evenflow.grid.LinDistFlow} and {@link org.evenflow.grid.PhaseLinDistFlow}:
 *       linear in the load; {@link org.evenflow.grid.LinearError} says how far off.
 * </ul>
 *
 * <p>{@link org.evenflow.grid.Sensitivities} are derivatives of these equations, by elimination or
 * adjoint walks; {@link org.evenflow.grid.GridLimits} holds a state against the feeder's limits.
 * The reasons are in {@code docs/decisions/0006-three-phase.md}.
 */
@NullMarked
package org.evenflow.grid;

import org.jspecify.annotations.NullMarked;
