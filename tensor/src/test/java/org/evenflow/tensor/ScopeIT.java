package org.evenflow.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

final class ScopeIT {
    private static final int STEPS = 20_000;

    /** Without scopes these steps take some 3 GB; what Java's heap grows by counts too. */
    private static final long MOST_GROWTH_KB = 300 * 1024;

    @Test
    @EnabledOnOs(OS.LINUX)
    void memoryStaysFlatOver20000Steps() throws IOException {
        try (var weight = Tensor.parameter(new float[64 * 64], 64, 64);
                var bias = Tensor.parameter(new float[64])) {
            var adam = new Adam(List.of(weight, bias), 1e-5);
            var input = new float[64 * 64];
            learn(adam, weight, bias, input, STEPS / 10);
            long before = residentKb();
            learn(adam, weight, bias, input, STEPS);
            assertThat(residentKb() - before).isLessThan(MOST_GROWTH_KB);
        }
    }

    private static void learn(Adam adam, Tensor weight, Tensor bias, float[] input, int steps) {
        for (int i = 0; i < steps; i++) {
            try (var scope = new Scope()) {
                Tensor.of(input, 64, 64).linear(weight, bias).tanh().square().mean().backward();
                adam.step(1e-3, 0.5);
            }
        }
    }

    private static long residentKb() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
