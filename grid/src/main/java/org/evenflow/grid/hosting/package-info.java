/**
 * How much charging, or photovoltaic power, one feeder takes: hosting capacity by Monte Carlo over
 * placement, phase and arrival, and operating envelopes per connection point. Begins at {@link
 * org.evenflow.grid.hosting.HostingCapacity}; knows power flow, and nothing of controllers, files
 * or where vehicles come from.
 */
@NullMarked
package org.evenflow.grid.hosting;

import org.jspecify.annotations.NullMarked;
