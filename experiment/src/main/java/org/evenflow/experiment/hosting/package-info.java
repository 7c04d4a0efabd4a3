/**
 * Hosting capacity: random draws of vehicles and plants on a feeder. Begin with {@link
 * org.evenflow.experiment.hosting.HostingRunner}.
 */
@NullMarked
package org.evenflow.experiment.hosting;

import org.jspecify.annotations.NullMarked;
