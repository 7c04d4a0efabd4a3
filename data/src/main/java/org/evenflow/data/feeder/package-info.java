/**
 * Evenflow's own feeder files: YAML text to a {@code Feeder} and back without loss. Begin with
 * {@link org.evenflow.data.feeder.FeederYaml}.
 */
@NullMarked
package org.evenflow.data.feeder;

import org.jspecify.annotations.NullMarked;
