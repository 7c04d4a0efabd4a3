package org.evenflow.data.scenario;

import java.util.Map;
import org.evenflow.model.scenario.Scenario;

/**
 * A scenario and the document it resolves to.
 *
 * @param scenario the world of the run
 * @param resolved every key with its value, defaults included, files by name and SHA-256; reading
 *     it again gives the same scenario
 */
record ScenarioFile(Scenario scenario, Map<String, Object> resolved) {}
