package org.evenflow.tensor;

import org.bytedeco.javacpp.PointerScope;

/**
 * Frees at its end every tensor that its thread has made since its beginning, parameters excepted.
 * Without one, tensors live until the garbage collector, which does not see their size, comes by.
 *
 * <pre>{@code
 * try (var scope = new Scope()) {
 *     loss(parameters).backward();
 * }
 * }</pre>
 */
public final class Scope implements AutoCloseable {
    private final PointerScope tensors;

    /** Begins; must be closed by the same thread, innermost first. */
    public Scope() {
        Natives.need();
        tensors = new PointerScope();
    }

    @Override
    public void close() {
        tensors.close();
    }
}
