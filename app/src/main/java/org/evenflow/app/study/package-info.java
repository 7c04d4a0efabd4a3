/**
 * The commands {@code study} and {@code scenario}: options, progress on a terminal, what is
 * printed.
 *
 * <p>What they run is {@code org.evenflow.experiment}. Begin with {@link
 * org.evenflow.app.study.StudyCommand}.
 */
@NullMarked
package org.evenflow.app.study;

import org.jspecify.annotations.NullMarked;
