/**
 * Tensors of single precision with gradients, and the optimiser that follows them: the only package
 * that knows libtorch.
 *
 * <p>It knows nothing of learning, agents or chargers, and draws no random numbers. Begin with
 * {@code Tensor} and {@code Scope}.
 */
@NullMarked
package org.evenflow.tensor;

import org.jspecify.annotations.NullMarked;
