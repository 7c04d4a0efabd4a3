/** A solved state of a feeder as text for people and JSON for machines. */
@NullMarked
package org.evenflow.app.flow;

import org.jspecify.annotations.NullMarked;
