package org.evenflow.learn;

/**
 * An algorithm at work: plays worlds and learns from them. All its chance comes from its seed, all
 * its memory is in its file, so that a resumed training gives the same bits as one that was never
 * stopped, on any number of threads.
 */
public interface Trainer extends AutoCloseable {
    /**
     * Plays whole episodes and learns from them once.
     *
     * @throws DivergedException where a weight or a loss is no longer a finite number; the trainer
     *     is of no use then
     */
    TrainingStep iterate();

    /** The present policy, frozen: a copy that later training does not change. */
    Policy policy();

    /** All that {@link TrainerProvider#resume} needs, policy included. */
    TensorFile checkpoint();

    @Override
    void close();
}
