package org.evenflow.app.study;

import java.util.ServiceLoader;
import org.evenflow.experiment.Runner;
import org.evenflow.experiment.RunnerProvider;
import org.evenflow.model.InputException;

/** Runners on other machines; the program has them only where their jar is on the class path. */
final class Clusters {
    private Clusters() {}

    /**
     * A runner on the cluster of a URL.
     *
     * @throws InputException where this installation knows no clusters, or none answers there
     */
    static Runner connect(String url) {
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
