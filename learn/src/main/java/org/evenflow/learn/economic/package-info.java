/**
 * Economic dispatch as a world to learn in, and learned policies as methods of economic dispatch.
 *
 * <p>It knows no algorithm. Begin with {@link org.evenflow.learn.economic.EconomicWorld}.
 */
@NullMarked
package org.evenflow.learn.economic;

import org.jspecify.annotations.NullMarked;
