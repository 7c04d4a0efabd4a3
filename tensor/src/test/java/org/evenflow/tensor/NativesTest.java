package org.evenflow.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.openblas.presets.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

final class NativesTest {
    @Test
    void operationsHaveOneThread() {
        Natives.need();
        assertThat(torch.get_num_threads()).isEqualTo(1);
        assertThat(openblas_nolapack.blas_get_num_threads()).isEqualTo(1);
    }
}
