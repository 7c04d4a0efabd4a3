/**
 * Files to records and back: session logs, weather, time series, tariffs and feeders, and YAML with
 * the place of every value. Every fault of a file is an {@link org.evenflow.model.InputException}
 * with its place; what is dropped, filled or assumed is said in sentences for the report, never
 * done silently.
 *
 * <p>It does not know what the records are used for. Begin with {@link
 * org.evenflow.data.SessionLogReader} or {@link org.evenflow.data.Feeders}; a feeder format plugs
 * in as a {@link org.evenflow.data.FeederReader}.
 */
@NullMarked
package org.evenflow.data;

import org.jspecify.annotations.NullMarked;
