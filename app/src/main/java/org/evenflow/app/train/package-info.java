/**
 * Training of controllers from the command line: {@code evenflow train} and {@code evenflow
 * policy}.
 *
 * <p>It wires studies to algorithms and knows no formula of either. Begin with {@link
 * org.evenflow.app.train.TrainCommand}.
 */
@NullMarked
package org.evenflow.app.train;

import org.jspecify.annotations.NullMarked;
