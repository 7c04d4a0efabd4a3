/**
 * Feeders from folders of SimBench tables.
 *
 * <p>It knows the tables and their units, nothing of power flow. Begin with {@link
 * org.evenflow.data.simbench.SimbenchReader}.
 */
@NullMarked
package org.evenflow.data.simbench;

import org.jspecify.annotations.NullMarked;
