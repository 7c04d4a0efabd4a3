/**
 * What a run leaves step by step: the files {@code steps*.csv} and {@code events.csv}, and the
 * record that the page draws. It listens to an environment and never influences it. Begin with
 * {@link org.evenflow.report.trace.EpisodeRecorder}.
 */
@NullMarked
package org.evenflow.report.trace;

import org.jspecify.annotations.NullMarked;
