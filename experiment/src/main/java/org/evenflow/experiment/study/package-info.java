/**
 * Studies: controllers and seeds in one world or in several, with what they are measured against.
 * Begin with {@link org.evenflow.experiment.study.StudyRunner}.
 */
@NullMarked
package org.evenflow.experiment.study;

import org.jspecify.annotations.NullMarked;
