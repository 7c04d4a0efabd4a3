package org.evenflow.tensor;

import org.bytedeco.pytorch.GradMode;

/** While open, operations of its thread keep nothing for gradients. */
public final class NoGrad implements AutoCloseable {
    private final boolean before;

    /** Begins; must be closed by the same thread. */
    public NoGrad() {
        Natives.need();
        before = GradMode.is_enabled();
        GradMode.set_enabled(false);
    }

    @Override
    public void close() {
        GradMode.set_enabled(before);
    }
}
