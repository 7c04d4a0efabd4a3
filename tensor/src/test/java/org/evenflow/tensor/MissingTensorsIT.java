package org.evenflow.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class MissingTensorsIT {
    /** The child process. */
    public static void main(String[] arguments) {
        try {
            Tensor.of(new float[1]);
        } catch (MissingTensorsException e) {
            System.out.print(e.getMessage());
        }
    }

    @Test
    void aPlatformWithoutTheLibraryIsToldSoInOneSentence() throws IOException {
        String classPath =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> !isNative(Path.of(entry).getFileName().toString()))
                        .collect(Collectors.joining(File.pathSeparator));
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                classPath,
                                MissingTensorsIT.class.getName())
                        .start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said)
                .startsWith("libtorch has no library for this platform (")
                .endsWith("See tensor/pom.xml for the platforms that can be built for.")
                .hasLineCount(1);
    }

    private static boolean isNative(String jar) {
        return jar.matches("(pytorch|openblas|javacpp)-.*-(linux|macosx|windows)-.*\\.jar");
    }
}
