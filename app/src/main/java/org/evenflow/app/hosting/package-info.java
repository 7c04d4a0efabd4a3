/** The command {@code hosting}: capacity of a feeder, its resumable runs and its report. */
@NullMarked
package org.evenflow.app.hosting;

import org.jspecify.annotations.NullMarked;
