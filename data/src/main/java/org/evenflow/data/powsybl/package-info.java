/**
 * Transmission formats by PowSyBl: IIDM, UCTE-DEF, IEEE Common Data Format and CGMES.
 *
 * <p>The only package of this module that names PowSyBl. It maps PowSyBl's network to a {@link
 * org.evenflow.model.Feeder} and solves nothing. Begin with {@link
 * org.evenflow.data.powsybl.PowsyblReader}.
 */
@NullMarked
package org.evenflow.data.powsybl;

import org.jspecify.annotations.NullMarked;
