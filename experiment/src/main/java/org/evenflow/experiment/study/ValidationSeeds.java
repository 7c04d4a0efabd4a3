package org.evenflow.experiment.study;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.evenflow.data.scenario.Study;
import org.evenflow.learn.charging.SeedSplit;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.SessionSource;

/**
 * The seeds on which a study chooses the best rule: of the part that learners are validated on too
 * ({@link SeedSplit}), without days that the study plays.
 */
final class ValidationSeeds {
    private ValidationSeeds() {}

    /**
     * At most so many, in order; fewer where a log has no more, none where the study plays them all
     * or a log is too short to be divided.
     */
    static List<Long> of(Study study, int count) {
        var parts = study.scenario().parts();
        var source = parts.stream().filter(ValidationSeeds::isLogged).findFirst();
        var scenario = source.orElse(parts.getFirst());
        if (count == 0 || !SeedSplit.isPossible(scenario)) {
            return List.of();
        }
        var split = SeedSplit.of(scenario);
        var played = new HashSet<Day>();
        for (int site = 0; site < parts.size(); site++) {
            for (long seed : study.seeds()) {
                played.add(day(parts, site, seed));
            }
        }
        return LongStream.range(0, split.count(SeedSplit.Part.VALIDATION))
                .map(number -> split.seed(SeedSplit.Part.VALIDATION, number))
                .filter(seed -> isUnplayed(parts, seed, played))
                .limit(count)
                .boxed()
                .toList();
    }

    private static boolean isUnplayed(List<Scenario> parts, long seed, Set<Day> played) {
        for (int site = 0; site < parts.size(); site++) {
            if (played.contains(day(parts, site, seed))) {
                return false;
            }
        }
        return true;
    }

    /** What a seed plays at a site: a day of its log, which comes again, or itself. */
    private static Day day(List<Scenario> parts, int site, long seed) {
        return parts.get(site).sessions() instanceof SessionSource.Logged logged
                ? new Day(site, Math.floorMod(seed - 1, (long) logged.startDates().size()))
                : new Day(site, seed);
    }

    private static boolean isLogged(Scenario scenario) {
        return scenario.sessions() instanceof SessionSource.Logged;
    }

    /** A day of a log, or a seed of what is drawn. */
    private record Day(int site, long number) {}
}
