/**
 * Studies: a scenario under several controllers and seeds, played on all cores, resumed where it
 * was interrupted, and written as tables and a report.
 *
 * <p>Begin with {@link org.evenflow.app.study.StudyRunner}.
 */
@NullMarked
package org.evenflow.app.study;

import org.jspecify.annotations.NullMarked;
