/**
 * Statistics over runs: means, quantiles, bootstrap intervals, paired tests, hypervolumes of
 * fronts. Begin with {@link org.evenflow.numeric.statistics.Statistics}.
 */
@NullMarked
package org.evenflow.numeric.statistics;

import org.jspecify.annotations.NullMarked;
