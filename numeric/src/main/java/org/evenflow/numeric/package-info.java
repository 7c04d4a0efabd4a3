/**
 * Mathematics without watts: seeded random streams, least squares, and linear and mixed-integer
 * programs.
 *
 * <p>It knows nothing of vehicles or grids. Begin with {@link org.evenflow.numeric.RandomStream},
 * or with {@link org.evenflow.numeric.LinearProgram}, behind which HiGHS is called.
 */
@NullMarked
package org.evenflow.numeric;

import org.jspecify.annotations.NullMarked;
