/**
 * Mathematics without watts: seeded random streams and statistics over runs.
 *
 * <p>It knows nothing of vehicles or grids. Begin with {@link org.evenflow.numeric.RandomStream}.
 */
@NullMarked
package org.evenflow.numeric;

import org.jspecify.annotations.NullMarked;
