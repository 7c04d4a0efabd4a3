/** The command {@code hosting}: capacity of a feeder. */
@NullMarked
package org.evenflow.app.hosting;

import org.jspecify.annotations.NullMarked;
