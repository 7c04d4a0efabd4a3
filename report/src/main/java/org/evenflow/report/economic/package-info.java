/**
 * What a study of economic dispatch leaves behind: its tables, statistics and page.
 *
 * <p>It knows nothing of runs, controllers and indicators. Begin with {@link
 * org.evenflow.report.economic.EconomicResult}.
 */
@NullMarked
package org.evenflow.report.economic;

import org.jspecify.annotations.NullMarked;
