package org.evenflow.experiment.study;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.evenflow.experiment.Portable;

/**
 * What a study's runs are measured against, for other machines.
 *
 * @param study whose runs they are
 * @param starts what the plans begin with
 */
record PortableReferences(
        PortableStudy study, TreeMap<Long, List<ReferenceExperiment.Start>> starts)
        implements Portable {
    @Override
    public ReferenceExperiment rebuild(Path folder, LongSupplier nanoClock) {
        return new ReferenceExperiment(study.rebuild(folder, nanoClock), starts, nanoClock);
    }
}
