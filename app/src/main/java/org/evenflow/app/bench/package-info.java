/**
 * Speed, measured: how many steps, solves and resets a second this machine does.
 *
 * <p>Nothing here is a test; {@code ./evenflow bench} prints what it finds. Begin with {@link
 * org.evenflow.app.bench.Bench}.
 */
@NullMarked
package org.evenflow.app.bench;

import org.jspecify.annotations.NullMarked;
