/**
 * Speed, measured: how many steps, solves and resets a second this machine does.
 *
 * <p>Nothing here is a test; {@code ./evenflow bench} prints what it finds. Begin with {@link
 * org.evenflow.bench.Bench}.
 */
@NullMarked
package org.evenflow.bench;

import org.jspecify.annotations.NullMarked;
