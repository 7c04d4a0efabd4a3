/**
 * What a feeder's file holds and what becomes of it: audit and conversion.
 *
 * <p>Begin with {@link org.evenflow.app.feeder.FeederCommand}.
 */
@NullMarked
package org.evenflow.app.feeder;

import org.jspecify.annotations.NullMarked;
