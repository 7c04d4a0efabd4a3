package org.evenflow.learn;

import java.util.Map;

/**
 * An algorithm at work: plays worlds and learns from them. All its chance comes from its seed, all
 * its memory is in its file, so that a resumed training gives the same bits as one that was never
 * stopped, on any number of threads.
 *
 * <p>What it has in mind is of two kinds. {@link #weights} may be averaged with those of other
 * trainers of the same algorithm and shape (H. B. McMahan et al., "Communication-efficient learning
 * of deep networks from decentralized data", AISTATS 2017); all else is {@link #privateState}.
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

    /**
     * What it has learned, as arrays of single precision that have the names and shapes that they
     * have in a {@link #checkpoint}: a copy. Networks that follow others are among them: they
     * follow by a share of the difference, so the mean of what follows is what follows the mean.
     */
    TensorFile weights();

    /**
     * Goes on from other weights, e.g. the mean of several trainers', between two iterations. All
     * private state stays as it is: optimisers keep their moments, which measure gradients of this
     * trainer's own data, so its own weights taken back change no bit; normalisers keep what they
     * have counted (X. Li et al., "FedBN: federated learning on non-IID features via local batch
     * normalization", ICLR 2021). Another trainer's weights make its choices where normalisers are
     * equal.
     *
     * @throws org.evenflow.model.InputException where algorithm, names or shapes differ or a number
     *     is not finite: the message names the array; nothing has changed then
     */
    void load(TensorFile weights);

    /**
     * What of a {@link #checkpoint} never leaves the trainer's owner: how the names of its arrays
     * begin, and what they are. Every array of a checkpoint is either such a one or a weight.
     */
    Map<String, PrivateState> privateState();

    /**
     * Actions of present agents played since the beginning. Its growth between two averages is what
     * the trainer's weights weigh by.
     */
    long agentSteps();

    /** All that {@link TrainerProvider#resume} needs, policy included. */
    TensorFile checkpoint();

    @Override
    void close();
}
