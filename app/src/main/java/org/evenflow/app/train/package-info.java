/**
 * Training of controllers from the command line: {@code evenflow train} and {@code evenflow
 * policy}. Begin with {@link org.evenflow.app.train.TrainCommand}.
 */
@NullMarked
package org.evenflow.app.train;

import org.jspecify.annotations.NullMarked;
