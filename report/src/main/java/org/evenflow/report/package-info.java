/**
 * From runs to pages: indicators, statistics over seeds, tables, plots, the HTML report.
 *
 * <p>It reads what runs left behind and never influences them. Begin with {@link
 * org.evenflow.report.StudyResult}.
 */
@NullMarked
package org.evenflow.report;

import org.jspecify.annotations.NullMarked;
