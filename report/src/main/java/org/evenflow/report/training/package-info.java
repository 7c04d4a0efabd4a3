/**
 * What a training leaves behind for people: its curves as a page and as tables.
 *
 * <p>It knows nothing of algorithms and networks. Begin with {@link
 * org.evenflow.report.training.TrainingResult}.
 */
@NullMarked
package org.evenflow.report.training;

import org.jspecify.annotations.NullMarked;
