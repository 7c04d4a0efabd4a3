package org.evenflow.tensor;

import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Loads libtorch once. Its operations get one thread each: trainers run side by side in threads of
 * Java instead, which keeps every sum in one order.
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
            return null;
        } catch (LinkageError e) {
            return new MissingTensorsException(
                    System.getProperty("os.name") + " " + System.getProperty("os.arch"), e);
        }
    }
}
