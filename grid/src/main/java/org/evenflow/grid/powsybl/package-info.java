/**
 * Power flow of balanced meshed networks with machines that hold voltages, by PowSyBl's
 * OpenLoadFlow.
 *
 * <p>The only package of this module that names PowSyBl. It solves every {@link
 * org.evenflow.model.Feeder} that is balanced, whatever file it came from, and knows no files.
 * Begin with {@link org.evenflow.grid.powsybl.MeshedPowerFlow}.
 */
@NullMarked
package org.evenflow.grid.powsybl;

import org.jspecify.annotations.NullMarked;
