package org.evenflow.report.gauntlet;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.evenflow.report.WorldsResult;

/**
 * All that the gauntlet measured.
 *
 * @param version of its worlds
 * @param checksum SHA-256 of the worlds' files
 * @param commit of the program
 * @param deviations why it is not the whole gauntlet, parts of a sentence; empty where it is
 * @param rules ids of those of the controllers that are rules, without foresight or program
 * @param worlds what was played, in order, every world with the same controllers; at least one
 * @param provenance how to repeat it, label to text
 * @param wallSeconds how long all runs took
 */
public record GauntletResult(
        int version,
        String checksum,
        String commit,
        List<String> deviations,
        Set<String> rules,
        List<WorldsResult.World> worlds,
        Map<String, String> provenance,
        double wallSeconds) {
    public GauntletResult {
        deviations = List.copyOf(deviations);
        rules = Set.copyOf(rules);
        worlds = List.copyOf(worlds);
        if (worlds.isEmpty()) {
            throw new IllegalArgumentException("the gauntlet needs at least one world");
        }
    }

    /** How many runs of controllers, plan included, there were. */
    public int runs() {
        return worlds.stream().mapToInt(world -> world.result().runs().size()).sum();
    }
}
