package org.evenflow.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.evenflow.data.FeederImport;
import org.evenflow.data.Feeders;
import org.evenflow.grid.Injections;
import org.evenflow.grid.PhaseSweep;
import org.evenflow.grid.PowerFlow;
import org.evenflow.grid.Terminals;
import org.evenflow.grid.powsybl.MeshedPowerFlow;
import org.evenflow.grid.powsybl.MeshedPowerFlow.ReactiveLimits;
import org.evenflow.model.Feeder;
import org.evenflow.model.InputException;

/** Feeders by file or name, and the solver that fits each. */
public final class Flows {
    private Flows() {}

    /**
     * The feeder that a word of the command line names: a file or folder of any known format, or a
     * built-in feeder where there is no such file.
     *
     * @throws InputException where it is neither, or the file is at fault
     */
    public static FeederImport feeder(String word) {
        Path path = Path.of(word);
        if (Files.exists(path)) {
            return Feeders.load(path);
        }
        if (Feeders.builtInIds().contains(word)) {
            return Feeders.loadBuiltIn(word);
        }
        throw new InputException(
                "feeder '"
                        + word
                        + "' is neither a file or folder nor one of the built-in feeders "
                        + String.join(", ", Feeders.builtInIds()));
    }

    /** Why no solver takes a feeder; empty where one does. */
    public static Optional<String> refusal(Feeder feeder) {
        if (feeder.isBalanced() || feeder.machines().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                "feeder "
                        + feeder.id()
                        + ": machine "
                        + feeder.machines().getFirst().id()
                        + " stands at bus "
                        + feeder.machines().getFirst().busId()
                        + "; machines are solved in balanced networks only, and this one is not");
    }

    /**
     * The solver that fits a feeder; machines stay within their reactive ranges.
     *
     * @param tolerancePu no voltage moves by more from one iteration to the next
     * @throws InputException where none does
     */
    public static PowerFlow of(Feeder feeder, double tolerancePu) {
        return of(feeder, tolerancePu, ReactiveLimits.KEPT);
    }

    /** The same; without control regulators' taps stay where the feeder's data has them. */
    public static PowerFlow of(Feeder feeder, double tolerancePu, boolean isControlled) {
        boolean isByPhase = !feeder.isBalanced() && refusal(feeder).isEmpty();
        return isByPhase
                ? new PhaseSweep(feeder, tolerancePu, isControlled)
                : of(feeder, tolerancePu);
    }

    /** The same, but machines hold their voltages with whatever reactive power that takes. */
    public static PowerFlow holdingVoltages(Feeder feeder, double tolerancePu) {
        return of(feeder, tolerancePu, ReactiveLimits.IGNORED);
    }

    private static PowerFlow of(Feeder feeder, double tolerancePu, ReactiveLimits limits) {
        refusal(feeder)
                .ifPresent(
                        message -> {
                            throw new InputException(message);
                        });
        return isForMeshed(feeder)
                ? new MeshedPowerFlow(feeder, tolerancePu, limits)
                : PowerFlow.of(feeder, tolerancePu);
    }

    private static boolean isForMeshed(Feeder feeder) {
        return feeder.isBalanced() && (feeder.loop().isPresent() || !feeder.machines().isEmpty());
    }

    /**
     * The loads at a minute of a feeder's own profiles.
     *
     * @param scale factor on all of them
     * @param minute from the beginning of the profiles, 0 or more
     */
    public static Injections loadsAt(
            Feeder feeder, Terminals terminals, double scale, double minute) {
        var injections = terminals.scaled(scale);
        double[] factors = feeder.loadFactors(minute);
        for (int load = 0; load < factors.length; load++) {
            injections.loadFactor()[load] = scale * factors[load];
        }
        return injections;
    }
}
