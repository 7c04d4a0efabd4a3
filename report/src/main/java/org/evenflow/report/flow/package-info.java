/**
 * A solved state of a feeder, or days of them, as text and JSON. Begin with {@link
 * org.evenflow.report.flow.FlowPage}.
 */
@NullMarked
package org.evenflow.report.flow;

import org.jspecify.annotations.NullMarked;
