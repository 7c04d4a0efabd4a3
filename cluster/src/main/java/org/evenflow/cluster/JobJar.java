package org.evenflow.cluster;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.evenflow.model.InputException;

/** The jar that workers load the tasks' code from; it lies beside this module's own. */
final class JobJar {
    private static final String NAME = "evenflow-job.jar";

    private JobJar() {}

    /**
     * Its place.
     *
     * @throws InputException where it has not been built
     */
    static Path find() {
        Path jar = beside();
        if (!Files.isRegularFile(jar)) {
            throw new InputException(
                    "--cluster: "
                            + jar
                            + " is missing; build it with 'mvn -pl cluster -am -DskipTests"
                            + " package'");
        }
        return jar;
    }

    private static Path beside() {
        try {
            var own = JobJar.class.getProtectionDomain().getCodeSource().getLocation().toURI();
            return Path.of(own).resolveSibling(NAME);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
