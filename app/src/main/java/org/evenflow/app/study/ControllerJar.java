package org.evenflow.app.study;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import org.evenflow.control.ControllerProvider;
import org.evenflow.experiment.Provenance;
import org.evenflow.model.InputException;

/**
 * Controllers in a jar that is not on the class path: it names its {@link ControllerProvider}s in
 * {@code META-INF/services/org.evenflow.control.ControllerProvider}.
 *
 * @param description name and SHA-256 of the jar
 * @param providers at least one
 */
record ControllerJar(String description, List<ControllerProvider> providers) {
    private static final String SERVICES =
            "META-INF/services/" + ControllerProvider.class.getName();

    /**
     * Opens a jar. Its classes are loaded when they are needed, so it stays open.
     *
     * @throws InputException where it is missing, no jar, names no provider, or one of them cannot
     *     be made
     */
    static ControllerJar open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new InputException("--jar: file " + file + " does not exist");
        }
        try {
            checkServices(file);
            URL[] urls = {file.toUri().toURL()};
            var loader = new URLClassLoader(urls, ControllerProvider.class.getClassLoader());
            return new ControllerJar(
                    "%s, SHA-256 %s"
                            .formatted(
                                    file.getFileName(),
                                    Provenance.sha256(Files.readAllBytes(file))),
                    providers(file, loader));
        } catch (IOException e) {
            throw new InputException(
                    "--jar: file " + file + " cannot be read as a jar: " + e.getMessage(), e);
        }
    }

    private static void checkServices(Path file) throws IOException {
        try (var jar = new JarFile(file.toFile())) {
            if (jar.getEntry(SERVICES) == null) {
                throw new InputException(
                        "--jar: file " + file + " must name its controllers in " + SERVICES);
            }
        }
    }

    private static List<ControllerProvider> providers(Path file, URLClassLoader loader) {
        var found = new ArrayList<ControllerProvider>();
        try {
            ServiceLoader.load(ControllerProvider.class, loader).stream()
                    .filter(provider -> provider.type().getClassLoader() == loader)
                    .forEach(provider -> found.add(provider.get()));
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new InputException(
                    "--jar: a controller of file " + file + " cannot be loaded: " + e.getMessage(),
                    e);
        }
        if (found.isEmpty()) {
            throw new InputException(
                    "--jar: file " + file + " has no controller that Evenflow does not have");
        }
        return List.copyOf(found);
    }

    /** Ids of its controllers. */
    List<String> ids() {
        return providers.stream().flatMap(provider -> provider.ids().stream()).toList();
    }
}
