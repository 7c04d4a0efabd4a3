package org.evenflow.report;

import java.util.List;
import java.util.Map;

/**
 * All that a study measured, ready to be written.
 *
 * @param study name of the study
 * @param scenario id of the scenario
 * @param title one line for people
 * @param facts what the scenario is, label to text, in order (feeder, connectors, span, tariff,
 *     weather, ...)
 * @param currency ISO 4217
 * @param controllers ids in the order given
 * @param seeds seeds in order
 * @param runs one per controller and seed, in the order controller, seed
 * @param episodes the chosen seed's record of each controller, in the order of the controllers
 * @param notes sentences that a reader must know (derived input, mapped years, runs with trouble)
 * @param provenance how to repeat it, label to text (command, commit, Java, configuration's
 *     SHA-256)
 * @param wallSeconds how long the runs took
 * @param yardstick what the controllers are measured against; {@link Yardstick#NONE} for only each
 *     other
 * @param sites where a scenario has several sites the results of each, in their order, while all
 *     else is of all together; empty where there is but one
 */
public record StudyResult(
        String study,
        String scenario,
        String title,
        Map<String, String> facts,
        String currency,
        List<String> controllers,
        List<Long> seeds,
        List<Run> runs,
        List<EpisodeRecord> episodes,
        List<String> notes,
        Map<String, String> provenance,
        double wallSeconds,
        Yardstick yardstick,
        List<AtSite> sites) {

    /** The same without the recorded episodes, for who needs the indicators alone. */
    public StudyResult withoutEpisodes() {
        return with(
                title,
                facts,
                runs,
                List.of(),
                yardstick,
                sites.stream().map(AtSite::bare).toList());
    }

    /** The same with the results of several sites. */
    public StudyResult withSites(List<AtSite> others) {
        return with(title, facts, runs, episodes, yardstick, others);
    }

    /** The results of one of several sites, as if it had been studied alone. */
    public StudyResult at(AtSite site) {
        return with(
                title + ": " + site.site(),
                site.facts(),
                site.runs(),
                site.episodes(),
                site.yardstick(),
                List.of());
    }

    private StudyResult with(
            String otherTitle,
            Map<String, String> otherFacts,
            List<Run> otherRuns,
            List<EpisodeRecord> otherEpisodes,
            Yardstick otherYardstick,
            List<AtSite> otherSites) {
        return new StudyResult(
                study,
                scenario,
                otherTitle,
                otherFacts,
                currency,
                controllers,
                seeds,
                otherRuns,
                otherEpisodes,
                notes,
                provenance,
                wallSeconds,
                otherYardstick,
                otherSites);
    }

    /**
     * What was measured at one of several sites.
     *
     * @param site its id
     * @param facts what stands there, label to text
     * @param runs in the order of the study's
     * @param episodes the chosen seed's record of each controller
     * @param yardstick what the controllers are measured against there
     */
    public record AtSite(
            String site,
            Map<String, String> facts,
            List<Run> runs,
            List<EpisodeRecord> episodes,
            Yardstick yardstick) {
        private AtSite bare() {
            return new AtSite(site, facts, runs, List.of(), yardstick);
        }
    }

    /**
     * One episode's indicators.
     *
     * @param controller id
     * @param seed its seed
     * @param values value by indicator id (see docs/indicators.md); NaN where it is not defined for
     *     the run
     */
    public record Run(String controller, long seed, Map<String, Double> values) {}
}
