/**
 * Tasks of experiments on an Apache Flink cluster: a second {@link org.evenflow.experiment.Runner},
 * for sweeps that outgrow one machine.
 *
 * <p>The program finds it by ServiceLoader where its jar is on the class path and is complete
 * without. It knows no kind of experiment. Begin with {@link org.evenflow.cluster.ClusterProvider};
 * {@code docs/scale.md} says when it pays.
 */
@NullMarked
package org.evenflow.cluster;

import org.jspecify.annotations.NullMarked;
