package org.evenflow.learn;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.evenflow.model.InputException;
import org.evenflow.tensor.Tensor;

/**
 * The weights of a trainer by name, for {@link Trainer#weights} and {@link Trainer#load}. The
 * tensors stay the trainer's. Mutable through them; serves the thread that learns.
 */
public final class SharedWeights {
    private final String algorithm;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    /** None yet of an algorithm's. */
    public SharedWeights(String algorithm) {
        this.algorithm = algorithm;
    }

    /** Adds one by its name. */
    public void add(String name, Tensor tensor) {
        if (tensors.put(name, tensor) != null) {
            throw new IllegalArgumentException("two arrays are named '" + name + "'");
        }
    }

    /** Adds a network of each agent as {@link AgentNetworks#put} names its arrays. */
    public void add(String name, AgentNetworks networks) {
        List<Tensor> parameters = networks.parameters();
        for (int array = 0; array < parameters.size(); array++) {
            add(name + "." + array, parameters.get(array));
        }
    }

    /** A copy in a file of its own, which says the algorithm. */
    public TensorFile copy() {
        var file = new TensorFile();
        file.metadata().put(Policies.VERSION, Policies.PRESENT_VERSION);
        file.metadata().put(Policies.ALGORITHM, algorithm);
        put(file);
        return file;
    }

    /** Adds copies to a file. */
    public void put(TensorFile file) {
        tensors.forEach((name, tensor) -> file.put(name, tensor.values(), tensor.shape()));
    }

    /**
     * Takes the numbers of a {@link #copy}.
     *
     * @throws InputException as {@link Trainer#load} says
     */
    public void load(TensorFile file) {
        file.mustSay(Policies.VERSION, Policies.PRESENT_VERSION);
        file.mustSay(Policies.ALGORITHM, algorithm);
        for (String name : file.names()) {
            if (!tensors.containsKey(name)) {
                throw new InputException(
                        "weights: there must be no array '"
                                + name
                                + "'; "
                                + algorithm
                                + " has "
                                + String.join(", ", tensors.keySet()));
            }
        }
        read(file);
    }

    /**
     * Takes the numbers of a file that holds more than these, such as a checkpoint.
     *
     * @throws InputException likewise
     */
    public void read(TensorFile file) {
        var read = new LinkedHashMap<Tensor, float[]>();
        tensors.forEach((name, tensor) -> read.put(tensor, read(file, name, tensor.shape())));
        read.forEach(Tensor::write);
    }

    private static float[] read(TensorFile file, String name, int[] shape) {
        if (!Arrays.equals(file.shape(name), shape)) {
            throw new InputException(
                    "weights: array '"
                            + name
                            + "' must be of shape "
                            + Arrays.toString(shape)
                            + ", is "
                            + Arrays.toString(file.shape(name)));
        }
        float[] values = file.floats(name);
        for (int at = 0; at < values.length; at++) {
            if (!Float.isFinite(values[at])) {
                throw new InputException(
                        "weights: array '"
                                + name
                                + "' must hold finite numbers, holds "
                                + values[at]
                                + " at "
                                + at);
            }
        }
        return values;
    }
}
