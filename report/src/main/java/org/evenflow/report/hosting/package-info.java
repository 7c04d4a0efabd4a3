/**
 * What a study of hosting capacity leaves behind: its tables, statistics and page.
 *
 * <p>It knows nothing of runs, controllers and indicators. Begin with {@link
 * org.evenflow.report.hosting.HostingResult}.
 */
@NullMarked
package org.evenflow.report.hosting;

import org.jspecify.annotations.NullMarked;
