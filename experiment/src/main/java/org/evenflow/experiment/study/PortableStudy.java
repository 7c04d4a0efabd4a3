package org.evenflow.experiment.study;

import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.evenflow.data.scenario.Study;
import org.evenflow.data.scenario.StudyReader;
import org.evenflow.experiment.Controllers;
import org.evenflow.experiment.Portable;
import org.evenflow.experiment.TravellingFiles;

/**
 * A study in one world as its resolved configuration, with the files that it names.
 *
 * @param yaml as {@link Study#resolvedYaml} writes it
 * @param files that it names
 */
record PortableStudy(String yaml, TravellingFiles files) implements Portable {
    static PortableStudy of(Study study) {
        return new PortableStudy(
                study.resolvedYaml(),
                TravellingFiles.of(study.resolvedScenario(), study.controllers()));
    }

    @Override
    public StudyExperiment rebuild(Path folder, LongSupplier nanoClock) {
        var place = files.unpack(folder);
        Study study = StudyReader.read(place.configuration(yaml));
        var references = new References(study, new Controllers(place::located));
        return new StudyExperiment(study, references, nanoClock);
    }
}
