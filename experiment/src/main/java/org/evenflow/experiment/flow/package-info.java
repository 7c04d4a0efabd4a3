/**
 * Power flows over days of load, and a state's voltages bus by bus. Begin with {@link
 * org.evenflow.experiment.flow.FlowSeries}.
 */
@NullMarked
package org.evenflow.experiment.flow;

import org.jspecify.annotations.NullMarked;
