package org.evenflow.app.study;

import java.util.ServiceLoader;
import org.evenflow.experiment.LocalRunner;
import org.evenflow.experiment.Runner;
import org.evenflow.experiment.RunnerProvider;
import org.evenflow.model.InputException;
import org.jspecify.annotations.Nullable;

/** Runners on other machines; the program has them only where their jar is on the class path. */
public final class Clusters {
    private Clusters() {}

    /**
     * Threads of this machine, or a cluster.
     *
     * @param url of the cluster; null for none
     * @param threads of this machine otherwise
     * @throws InputException where this installation knows no clusters, or none answers there
     */
    public static Runner runner(@Nullable String url, int threads) {
        return url == null ? new LocalRunner(threads) : connect(url);
    }

    private static Runner connect(String url) {
        return ServiceLoader.load(RunnerProvider.class)
                .findFirst()
                .orElseThrow(
                        () ->
                                new InputException(
                                        "--cluster needs the module 'cluster', which is not on the"
                                                + " class path; ./evenflow puts it there"))
                .connect(url);
    }
}
