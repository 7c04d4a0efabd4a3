/**
 * The page of the gauntlet: ranks of controllers over worlds that nobody tunes on. It reads results
 * of studies and knows neither how they are played nor which worlds there are. Begin with {@link
 * org.evenflow.report.gauntlet.GauntletResult}.
 */
@NullMarked
package org.evenflow.report.gauntlet;

import org.jspecify.annotations.NullMarked;
