package org.evenflow.report;

import static org.evenflow.report.JsonNumbers.JSON;
import static org.evenflow.report.JsonNumbers.rounded;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;

/**
 * What the page's charts draw, as compact JSON. A long run is thinned by averaging to {@value
 * #MOST_POINTS} points, departures to {@value #MOST_DEPARTURES} and bars to {@value #MOST_BARS}, so
 * that a page stays below two megabytes.
 */
final class ChartJson {
    private static final int MOST_POINTS = 750;
    private static final int MOST_DEPARTURES = 600;
    private static final int MOST_BARS = 240;

    private ChartJson() {}

    static String json(StudyResult study, Summary summary, CostComparison costs) {
        ObjectNode root = JSON.objectNode();
        root.put("currency", study.currency());
        root.put("reference", CostComparison.REFERENCE);
        root.put("best", costs.best().map(s -> s.controller()).orElse(null));
        var best = new BestPossible(study, summary);
        root.set("boundShare", rounded(100 + 100 * best.gapOfGain().estimate(), 2));
        root.put("measured", best.measuredSeeds());
        ArrayNode lines = root.putArray("costs");
        costs.standings()
                .forEach(
                        standing ->
                                lines.add(
                                        cost(
                                                standing,
                                                summary,
                                                best,
                                                study.yardstick()
                                                        .whyNotRanked(standing.controller()))));
        ArrayNode episodes = root.putArray("episodes");
        study.episodes().forEach(episode -> episodes.add(episode(episode)));
        return root.toString();
    }

    private static ObjectNode cost(
            CostComparison.Standing standing, Summary summary, BestPossible best, String why) {
        String controller = standing.controller();
        ObjectNode node = JSON.objectNode();
        node.put("controller", controller);
        node.put("ranked", standing.isRanked());
        node.put("why", why);
        Estimate captured = summary.estimate(controller, Regret.CAPTURED);
        node.set("captured", rounded(100 * captured.mean(), 2));
        node.set("capturedLow", rounded(100 * captured.low(), 2));
        node.set("capturedHigh", rounded(100 * captured.high(), 2));
        ArrayNode profile = node.putArray("profile");
        Arrays.stream(best.profile(controller)).forEach(s -> profile.add(rounded(100 * s, 2)));
        node.set("mean", rounded(standing.total().mean(), 4));
        node.set("low", rounded(standing.total().low(), 4));
        node.set("high", rounded(standing.total().high(), 4));
        node.set("operating", rounded(summary.estimate(controller, "operating_cost").mean(), 4));
        node.set("unserved", rounded(summary.estimate(controller, "unserved_cost").mean(), 4));
        node.set("seeds", rounded(summary.values(controller, Summary.TOTAL_COST.id()), 4));
        node.set("difference", rounded(standing.againstReference().estimate(), 4));
        node.set("differenceLow", rounded(standing.againstReference().low(), 4));
        node.set("differenceHigh", rounded(standing.againstReference().high(), 4));
        node.set("percent", rounded(standing.percent(), 2));
        node.set("p", rounded(standing.p(), 5));
        node.set("effect", rounded(standing.effect(), 2));
        return node;
    }

    private static ObjectNode episode(EpisodeRecord episode) {
        int every = Math.max(1, (episode.importKw().length + MOST_POINTS - 1) / MOST_POINTS);
        ObjectNode node = JSON.objectNode();
        node.put("controller", episode.controller());
        node.put("seed", episode.seed());
        node.put("start", episode.start());
        node.put("seriesMin", episode.stepMin() * every);
        node.set("importKw", rounded(thinned(episode.importKw(), every), 2));
        node.set("baseKw", rounded(thinned(episode.baseKw(), every), 2));
        node.set("plantKw", rounded(thinned(episode.plantKw(), every), 2));
        node.set("curtailedKw", rounded(thinned(episode.curtailedKw(), every), 2));
        node.set("chargeKw", rounded(thinned(episode.chargeKw(), every), 2));
        node.set("dischargeKw", rounded(thinned(episode.dischargeKw(), every), 2));
        node.set("lossKw", rounded(thinned(episode.lossKw(), every), 2));
        node.set("price", rounded(thinned(episode.buyPerKwh(), every), 5));
        node.set("limitKw", rounded(episode.limitKw(), 2));
        episode.buses().forEach(bus -> node.withArray("buses").add(bus(bus)));
        episode.branches().forEach(branch -> node.withArray("branches").add(branch(branch)));
        episode.transformers().forEach(t -> node.withArray("transformers").add(transformer(t)));
        node.set("departures", departures(episode.departures()));
        node.put("departureCount", episode.departures().size());
        node.set("chart", chart(episode.chart()));
        episode.cuts().forEach(cut -> node.withArray("cuts").add(cut(cut)));
        node.put("eventCount", episode.events().count());
        node.put("eventMin", episode.events().stepMin());
        episode.events().shown().forEach(event -> node.withArray("events").add(event(event)));
        return node;
    }

    private static double[] thinned(double[] values, int every) {
        double[] means = new double[(values.length + every - 1) / every];
        for (int point = 0; point < means.length; point++) {
            int to = Math.min((point + 1) * every, values.length);
            means[point] = Arrays.stream(values, point * every, to).average().orElse(Double.NaN);
        }
        return means;
    }

    private static ObjectNode bus(EpisodeRecord.BusView bus) {
        ObjectNode node = JSON.objectNode();
        node.put("id", bus.id());
        node.put("parent", bus.parent());
        node.set("ohm", rounded(bus.ohmFromSource(), 4));
        node.set("low", rounded(bus.lowPu(), 5));
        node.set("mean", rounded(bus.meanPu(), 5));
        node.set("high", rounded(bus.highPu(), 5));
        node.set("min", rounded(bus.minPu(), 4));
        node.set("max", rounded(bus.maxPu(), 4));
        node.set("stations", JsonNumbers.texts(bus.stations()));
        if (!bus.lowPhase().isEmpty()) {
            node.put("lowPhase", bus.lowPhase());
        }
        return node;
    }

    private static ObjectNode branch(EpisodeRecord.BranchView branch) {
        ObjectNode node = JSON.objectNode();
        node.put("id", branch.id());
        node.put("from", branch.from());
        node.put("to", branch.to());
        node.put("closed", branch.isClosed());
        node.set("rating", rounded(branch.ratingA(), 1));
        node.set("max", rounded(branch.maxA(), 2));
        return node;
    }

    private static ObjectNode transformer(EpisodeRecord.TransformerView transformer) {
        ObjectNode node = JSON.objectNode();
        node.put("id", transformer.id());
        node.set("rating", rounded(transformer.ratingKva(), 1));
        node.set("max", rounded(transformer.maxKva(), 1));
        return node;
    }

    /** Evenly thinned; each as [arrival, target, reachable, departure], %. */
    private static ArrayNode departures(List<EpisodeRecord.Departure> departures) {
        ArrayNode array = JSON.arrayNode();
        double every = Math.max(1, departures.size() / (double) MOST_DEPARTURES);
        for (double at = 0; at < departures.size(); at += every) {
            EpisodeRecord.Departure d = departures.get((int) at);
            double[] percent = {
                100 * d.socArrival(),
                100 * d.socTarget(),
                100 * d.socReachable(),
                100 * d.socDeparture()
            };
            array.add(rounded(percent, 1));
        }
        return array;
    }

    private static ObjectNode chart(EpisodeRecord.StationChart chart) {
        ObjectNode node = JSON.objectNode();
        node.put("station", chart.station());
        node.put("stepMin", chart.stepMin());
        node.set("connectors", JsonNumbers.texts(chart.connectors()));
        node.put("sessionCount", chart.sessions().size());
        ArrayNode bars = node.putArray("sessions");
        chart.sessions().stream().limit(MOST_BARS).forEach(bar -> bars.add(bar(bar)));
        return node;
    }

    private static ObjectNode bar(EpisodeRecord.Bar bar) {
        ObjectNode node = JSON.objectNode();
        node.put("connector", bar.connector());
        node.put("arrival", bar.arrivalStep());
        node.put("depart", bar.departStep());
        node.put("declared", bar.declaredStep());
        node.set("soc0", rounded(100 * bar.socArrival(), 1));
        node.set("target", rounded(100 * bar.socTarget(), 1));
        node.set("soc1", rounded(100 * bar.socDeparture(), 1));
        node.set("kw", rounded(bar.powerKw(), 1));
        return node;
    }

    private static ObjectNode cut(EpisodeRecord.Cut cut) {
        ObjectNode node = JSON.objectNode();
        node.put("reason", cut.reason());
        node.put("thing", cut.thing());
        node.set("hours", rounded(cut.connectorHours(), 3));
        node.set("kwh", rounded(cut.energyKwh(), 3));
        return node;
    }

    private static ObjectNode event(EpisodeRecord.Event event) {
        ObjectNode node = JSON.objectNode();
        node.put("kind", event.kind());
        node.put("connector", event.connector());
        node.put("element", event.element());
        node.put("from", event.fromStep());
        node.put("to", event.toStep());
        node.set("kwh", rounded(event.energyKwh(), 3));
        node.put("text", event.sentence());
        return node;
    }
}
