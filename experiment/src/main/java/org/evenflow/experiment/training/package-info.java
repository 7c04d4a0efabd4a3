/**
 * Training of policies, one task per seed, on what a study teaches. Begin with {@link
 * org.evenflow.experiment.training.TrainingRunner}.
 */
@NullMarked
package org.evenflow.experiment.training;

import org.jspecify.annotations.NullMarked;
