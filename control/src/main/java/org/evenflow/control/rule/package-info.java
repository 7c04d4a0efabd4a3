/**
 * Rules: controllers that need neither a solver nor training, and against which everything else is
 * measured.
 *
 * <p>They know the observation and the limits in it, nothing else. Begin with {@link
 * org.evenflow.control.rule.EarliestDeadlineFirst}.
 */
@NullMarked
package org.evenflow.control.rule;

import org.jspecify.annotations.NullMarked;
