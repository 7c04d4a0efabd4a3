package org.evenflow.cluster;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.evenflow.experiment.Runner;
import org.evenflow.experiment.RunnerProvider;
import org.evenflow.model.InputException;

/**
 * Runners on clusters by URL: {@code HOST:PORT} of a cluster's REST endpoint, {@code local:N} for
 * one of N workers within this process, {@code local} for one of a worker per core.
 */
public final class ClusterProvider implements RunnerProvider {
    private static final Pattern LOCAL = Pattern.compile("local(?::(\\d{1,3}))?");
    private static final Pattern REMOTE = Pattern.compile("(?:http://)?([\\w.-]+):(\\d{1,5})/?");

    /** For ServiceLoader. */
    public ClusterProvider() {}

    @Override
    public Runner connect(String url) {
        Matcher local = LOCAL.matcher(url);
        if (local.matches()) {
            return FlinkRunner.embedded(workers(url, local.group(1)));
        }
        Matcher remote = REMOTE.matcher(url);
        if (!remote.matches() || Integer.parseInt(remote.group(2)) > 65_535) {
            throw new InputException(
                    "--cluster must be HOST:PORT of a Flink cluster's REST endpoint, or local:N, is"
                            + " '"
                            + url
                            + "'");
        }
        return FlinkRunner.remote(
                new Endpoint(remote.group(1), Integer.parseInt(remote.group(2))), JobJar.find());
    }

    private static int workers(String url, String number) {
        int workers =
                number == null
                        ? Runtime.getRuntime().availableProcessors()
                        : Integer.parseInt(number);
        if (workers < 1) {
            throw new InputException("--cluster local:N must have N from 1 to 999, is " + url);
        }
        return workers;
    }
}
