package org.evenflow.cluster;

import java.net.URI;
import java.util.concurrent.ExecutionException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/** A whole cluster within this process: each worker is a TaskManager with one slot. */
final class EmbeddedCluster implements AutoCloseable {
    private final MiniCluster cluster;

    /** Starts a cluster of some workers. */
    EmbeddedCluster(int workers) {
        var settings =
                new MiniClusterConfiguration.Builder()
                        .setConfiguration(new Configuration())
                        .setNumTaskManagers(workers)
                        .setNumSlotsPerTaskManager(1)
                        .withRandomPorts()
                        .build();
        cluster = new MiniCluster(settings);
        try {
            Calls.of(
                    () -> {
                        cluster.start();
                        return cluster;
                    });
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "the embedded cluster does not start: " + e.getCause(), e);
        }
        awaitWorkers(workers);
    }

    private void awaitWorkers(int workers) {
        while (endpoint().overview().free() < workers) {
            Endpoint.pause();
        }
    }

    Endpoint endpoint() {
        try {
            URI address = cluster.getRestAddress().get();
            return new Endpoint(address.getHost(), address.getPort());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Ends a worker and whatever it does, as a machine that fails. */
    void kill(int worker) {
        cluster.terminateTaskManager(worker).join();
    }

    @Override
    public void close() {
        cluster.closeAsync().join();
    }
}
