package org.evenflow.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.evenflow.model.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PolicyFilesTest {
    @TempDir Path folder;

    @Test
    void aFullDiskLeavesTheFormerFileAsItWas() throws IOException {
        // /dev/full refuses every byte with "no space left on device".
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "this system has no /dev/full");
        Path file = folder.resolve("policy.safetensors");
        PolicyFiles.write(file(1), file);
        byte[] former = Files.readAllBytes(file);
        Files.createSymbolicLink(folder.resolve(".policy.safetensors.tmp"), full);

        assertThatThrownBy(() -> PolicyFiles.write(file(2), file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("No space left on device")
                .hasMessageContaining("the former file stays");

        assertThat(Files.readAllBytes(file)).isEqualTo(former);
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        Path file = folder.resolve("policy.safetensors");
        PolicyFiles.write(file(3), file);
        assertThat(PolicyFiles.read(file).floats("weights")).containsExactly(3);
    }

    @Test
    void aMissingFileIsNamed() {
        Path file = folder.resolve("nowhere.safetensors");
        assertThatThrownBy(() -> PolicyFiles.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(file + " cannot be read: there is no such file");
    }

    private static TensorFile file(float weight) {
        var file = new TensorFile();
        file.put("weights", new float[] {weight});
        return file;
    }
}
