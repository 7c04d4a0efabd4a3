/**
 * Learning of values: independent Q-learning and target-value competition.
 *
 * <p>It knows no world in particular. Begin with {@link
 * org.evenflow.learn.value.TargetValueCompetition}.
 */
@NullMarked
package org.evenflow.learn.value;

import org.jspecify.annotations.NullMarked;
