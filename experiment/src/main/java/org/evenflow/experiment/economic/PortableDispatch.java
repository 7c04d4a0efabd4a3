package org.evenflow.experiment.economic;

import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.evenflow.data.scenario.EconomicReader;
import org.evenflow.data.scenario.EconomicStudy;
import org.evenflow.experiment.Experiment;
import org.evenflow.experiment.Portable;
import org.evenflow.experiment.TravellingFiles;

/**
 * A study of economic dispatch as its resolved configuration, with the policies that it names.
 *
 * @param world that its tasks name
 * @param yaml as {@link EconomicStudy#resolvedYaml} writes it
 * @param files of trained policies
 */
record PortableDispatch(String world, String yaml, TravellingFiles files) implements Portable {
    static PortableDispatch of(EconomicStudy study, String world) {
        return new PortableDispatch(
                world,
                study.resolvedYaml(),
                TravellingFiles.of(study.resolvedWorld(), study.methods()));
    }

    @Override
    public Experiment<?> rebuild(Path folder, LongSupplier nanoClock) {
        var place = files.unpack(folder);
        EconomicStudy study = EconomicReader.named(place.configuration(yaml).toString());
        return new EconomicExperiment(
                study, new EconomicMethodList(place::located), nanoClock, world);
    }
}
