/**
 * What a search for a controller's settings on a site found: a table, a page and a summary. Begin
 * with {@link org.evenflow.report.tuning.TuningWriter}. Knows nothing of how variants are drawn or
 * played.
 */
@NullMarked
package org.evenflow.report.tuning;

import org.jspecify.annotations.NullMarked;
