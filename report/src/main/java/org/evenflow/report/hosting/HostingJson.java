package org.evenflow.report.hosting;

import static org.evenflow.report.JsonNumbers.JSON;
import static org.evenflow.report.JsonNumbers.exact;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.evenflow.report.JsonNumbers;

/** {@code summary.json} of a study of hosting capacity. */
final class HostingJson {
    private HostingJson() {}

    static String summary(HostingResult result) {
        ObjectNode root = JSON.objectNode();
        root.put("feeder", result.feeder().id());
        root.put("draws", result.draws());
        ObjectNode modes = root.putObject("modes");
        for (HostingResult.Mode mode : result.modes()) {
            ObjectNode node = modes.putObject(mode.id());
            var median = HostingWriter.median(result, mode.id());
            node.set("median", exact(median.estimate()));
            node.set("ci_low", exact(median.low()));
            node.set("ci_high", exact(median.high()));
            node.set("p05", exact(HostingWriter.quantile(result, mode.id(), 0.05)));
            node.set("p95", exact(HostingWriter.quantile(result, mode.id(), 0.95)));
            node.set("median_kw", exact(median.estimate() * mode.unitKw()));
            node.put("places", mode.most());
            node.put(
                    "all_places_filled",
                    result.of(mode.id()).stream().filter(HostingResult.Row::isCensored).count());
            node.put(
                    "base_load_alone",
                    result.of(mode.id()).stream().filter(HostingResult.Row::isBase).count());
            var bindings = node.putArray("bindings");
            result.bindings(mode.id())
                    .forEach(
                            binding ->
                                    bindings.addObject()
                                            .put("limit", binding.getKey())
                                            .put("draws", binding.getValue()));
        }
        root.set("facts", JsonNumbers.texts(result.facts()));
        root.set("notes", JsonNumbers.texts(result.notes()));
        root.set("provenance", JsonNumbers.texts(result.provenance()));
        root.set("wall_seconds", exact(result.wallSeconds()));
        return root.toPrettyString() + "\n";
    }
}
