package org.evenflow.tensor;

import org.bytedeco.openblas.presets.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Loads libtorch once. Its operations, and those of the algebra below it, get one thread each:
 * trainers run side by side in threads of Java instead, which keeps every sum in one order and is
 * ten times faster where cores are shared, because OpenBLAS' own threads wait for one another
 * spinning.
 */
final class Natives {
    private static final @Nullable MissingTensorsException MISSING = load();

    private Natives() {}

    /** Makes sure that operations can be called. */
    static void need() {
        if (MISSING != null) {
            throw MISSING;
        }
    }

    private static @Nullable MissingTensorsException load() {
        try {
            torch.set_num_threads(1);
            openblas_nolapack.blas_set_num_threads(1);
            return null;
        } catch (LinkageError e) {
            return new MissingTensorsException(
                    System.getProperty("os.name") + " " + System.getProperty("os.arch"), e);
        }
    }
}
