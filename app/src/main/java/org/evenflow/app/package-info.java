/**
 * The command line and composition root: the only place that wires the other modules together and
 * the only one that prints.
 *
 * <p>It holds no physics and no policy. Begin with {@link org.evenflow.app.Main}, which lists the
 * commands.
 */
@NullMarked
package org.evenflow.app;

import org.jspecify.annotations.NullMarked;
