package org.evenflow.report.gauntlet;

import static org.evenflow.report.JsonNumbers.JSON;
import static org.evenflow.report.JsonNumbers.exact;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.evenflow.report.JsonNumbers;
import org.evenflow.report.Yardstick;

/**
 * {@code summary.json} of the gauntlet, at full precision; {@code null} where a number is not
 * defined.
 */
final class GauntletJson {
    private GauntletJson() {}

    static String text(GauntletResult result, Leaderboard board) {
        ObjectNode root = JSON.objectNode();
        root.put("gauntlet", result.version());
        root.put("is_whole", result.deviations().isEmpty());
        root.set("deviations", JsonNumbers.texts(result.deviations()));
        root.put("worlds_sha256", result.checksum());
        root.put("commit", result.commit());
        root.set("verdict", JsonNumbers.texts(GauntletWriter.verdict(result, board)));
        ArrayNode seeds = root.putArray("seeds");
        result.worlds().getFirst().result().seeds().forEach(seeds::add);
        ArrayNode rows = root.putArray("leaderboard");
        board.rows().forEach(row -> rows.add(row(row)));
        ObjectNode worlds = root.putObject("worlds");
        board.worlds().forEach(world -> worlds.set(world.id(), world(world)));
        ArrayNode duels = root.putArray("against_best_rule");
        board.duels().forEach(duel -> duels.add(duel(duel)));
        root.set("provenance", JsonNumbers.texts(result.provenance()));
        root.set("wall_seconds", exact(result.wallSeconds()));
        return root.toPrettyString() + "\n";
    }

    private static ObjectNode row(Leaderboard.Row row) {
        ObjectNode node = JSON.objectNode();
        node.put("controller", row.controller());
        node.set("rank", JsonNumbers.interval(row.rank()));
        node.put("wins", row.wins());
        node.set("captured_share", JsonNumbers.interval(row.captured()));
        node.set("captured_share_worst", worst(row.worstCaptured()));
        node.set("served_energy_worst", worst(row.worstServed()));
        node.set("extra_percent", exact(row.extraPercent()));
        node.set("underserves_in", JsonNumbers.texts(row.underserves()));
        return node;
    }

    private static ObjectNode worst(Leaderboard.Worst worst) {
        ObjectNode node = JSON.objectNode();
        node.set("value", exact(worst.value()));
        node.put("world", worst.world());
        return node;
    }

    private static ObjectNode world(WorldTable world) {
        ObjectNode node = JSON.objectNode();
        node.put("title", world.study().title());
        node.put("currency", world.study().currency());
        node.set("plan", exact(world.cost(Yardstick.PLAN)));
        node.set("lower_bound", exact(world.bound()));
        node.put("best_rule", world.bestRule().orElse(null));
        node.put("seeds_measured", world.measured().length);
        ObjectNode all = node.putObject("controllers");
        double[] ranks = world.ranks();
        for (String controller : world.study().controllers()) {
            ObjectNode own = all.putObject(controller);
            int place = world.entrants().indexOf(controller);
            own.set("total_cost", exact(world.cost(controller)));
            own.set("rank", exact(place < 0 ? Double.NaN : ranks[place]));
            own.set("captured_share", exact(world.captured(controller, world.measured())));
            own.set("served_energy", exact(world.served(controller)));
            own.put("underserves", world.underserves(controller));
        }
        return node;
    }

    private static ObjectNode duel(Leaderboard.Duel duel) {
        ObjectNode node = JSON.objectNode();
        node.put("world", duel.world());
        node.put("controller", duel.controller());
        node.put("rule", duel.rule());
        node.set("difference", JsonNumbers.interval(duel.difference()));
        node.set("percent_of_charging", exact(duel.percent()));
        node.set("worst_seed_percent", exact(duel.worstSeedPercent()));
        return node;
    }
}
