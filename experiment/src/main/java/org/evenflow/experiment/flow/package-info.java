/**
 * Power flows over days of load, and at nominal load against what a file carries. Begin with {@link
 * org.evenflow.experiment.flow.FlowSeries}.
 */
@NullMarked
package org.evenflow.experiment.flow;

import org.jspecify.annotations.NullMarked;
