package org.evenflow.learn;

import org.evenflow.tensor.Adam;

/** Keeps what an optimiser remembers in a file, bit by bit. */
public final class AdamMemory {
    private AdamMemory() {}

    /** Adds moments and count of steps to a file. */
    public static void put(Adam adam, TensorFile file, String name) {
        file.put(name + ".steps", new long[] {adam.steps()});
        for (int i = 0; i < adam.means().length; i++) {
            file.put(name + ".mean." + i, adam.means()[i]);
            file.put(name + ".square." + i, adam.squares()[i]);
        }
    }

    /** Restores what {@link #put} has kept. */
    public static void restore(Adam adam, TensorFile file, String name) {
        var means = new float[adam.means().length][];
        var squares = new float[means.length][];
        for (int i = 0; i < means.length; i++) {
            means[i] = file.floats(name + ".mean." + i);
            squares[i] = file.floats(name + ".square." + i);
        }
        adam.restore(file.longs(name + ".steps")[0], means, squares);
    }
}
