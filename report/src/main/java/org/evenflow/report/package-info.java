/**
 * From runs to pages: indicators, statistics over seeds, tables, plots, the HTML report.
 *
 * <p>It reads what runs left behind and never influences them. Pages that know neither runs nor
 * indicators have packages of their own. Begin with {@link org.evenflow.report.StudyResult}.
 */
@NullMarked
package org.evenflow.report;

import org.jspecify.annotations.NullMarked;
