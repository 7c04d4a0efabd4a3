/**
 * Scenarios and studies: YAML text to the records of {@code model} and back. Begin with {@link
 * org.evenflow.data.scenario.ScenarioReader}. Every complaint names key path, value, what is
 * allowed and {@code (file:line)}; every value read, defaults included, is written into the
 * resolved configuration. Must not know controllers, the simulation, or how results look.
 */
@NullMarked
package org.evenflow.data.scenario;

import org.jspecify.annotations.NullMarked;
