package org.evenflow.experiment;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/** An experiment as a value that may travel: enough to rebuild it on any machine. */
public interface Portable extends Serializable {
    /**
     * The experiment again. Its workers run the tasks of the one that it was made from; only they
     * and {@link Experiment#encode} are used.
     *
     * @param folder an empty one for files that came along; stays as long as the experiment
     * @param nanoClock time in nanoseconds
     */
    Experiment<?> rebuild(Path folder, LongSupplier nanoClock);
}
