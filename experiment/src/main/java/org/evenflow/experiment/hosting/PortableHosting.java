package org.evenflow.experiment.hosting;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.evenflow.data.feeder.FeederYaml;
import org.evenflow.experiment.Experiment;
import org.evenflow.experiment.Portable;
import org.evenflow.model.Feeder;
import org.evenflow.model.InputException;

/**
 * A hosting plan with its feeder, whatever files that was read from, as one in our own format.
 *
 * @param feeder as {@link FeederYaml#write} writes it, with the limits that were asked for
 * @param modes ways of charging that were asked for
 * @param draws how many
 * @param seed of the draws
 * @param sizes as given
 * @param bounds as given
 * @param profile when vehicles come
 * @param base profile of base load
 */
record PortableHosting(
        String feeder,
        ArrayList<String> modes,
        int draws,
        long seed,
        HostingPlan.Sizes sizes,
        HostingPlan.Bounds bounds,
        String profile,
        String base)
        implements Portable {
    /**
     * A plan that may leave.
     *
     * @throws InputException where our own format does not hold all of the feeder
     */
    static PortableHosting of(HostingPlan plan) {
        Feeder feeder = plan.setup().feeder();
        String yaml = FeederYaml.write(feeder);
        if (!isWhole(yaml, feeder)) {
            throw new InputException(
                    "feeder "
                            + feeder.id()
                            + " has what a feeder file of ours cannot hold, so its draws stay on"
                            + " this machine: leave out --cluster");
        }
        var modes = new ArrayList<>(plan.modes());
        modes.removeAll(List.of(HostingPlan.STATIC, HostingPlan.PV));
        return new PortableHosting(
                yaml,
                modes,
                plan.draws(),
                plan.seed(),
                plan.sizes(),
                plan.bounds(),
                plan.profile(),
                plan.base());
    }

    /** Whether the document reads as the very feeder; some that it cannot say it refuses. */
    private static boolean isWhole(String yaml, Feeder feeder) {
        try {
            return read(yaml).equals(feeder);
        } catch (InputException _) {
            return false;
        }
    }

    private static Feeder read(String yaml) {
        return new FeederYaml().parse("feeder.yaml", yaml).feeder();
    }

    @Override
    public Experiment<?> rebuild(Path folder, LongSupplier nanoClock) {
        return new HostingExperiment(
                HostingPlan.of(read(feeder), modes, draws, seed, sizes, bounds, profile, base),
                nanoClock);
    }
}
