package org.evenflow.report.feeder;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.evenflow.data.FeederImport;
import org.evenflow.data.ImportAudit;

/** An audit as text for people and as JSON for machines. */
public final class AuditPage {
    private AuditPage() {}

    /** What a conversion leaves behind, one sentence each: ignored elements and warnings. */
    public static List<String> losses(ImportAudit audit) {
        var losses = new ArrayList<String>();
        for (var kind : audit.kinds()) {
            new TreeMap<>(kind.ignored())
                    .forEach(
                            (reason, count) ->
                                    losses.add(
                                            kind.name() + ": " + count + " left out, " + reason));
        }
        audit.warnings().forEach(warning -> losses.add("warning: " + warning));
        return losses;
    }

    /** For people; with the results that the file carries where it does. */
    public static String text(FeederImport read, Optional<StoredResults> comparison) {
        var page = new StringBuilder();
        var feeder = read.feeder();
        var facts = FeederFacts.of(feeder);
        line(page, "%s, read as %s", feeder.id(), read.audit().format());
        line(page, "source: %s", feeder.source());
        line(page, "%n%-16s %8s %8s %8s", "kind", "read", "mapped", "ignored");
        for (var kind : read.audit().kinds()) {
            int ignored = kind.read() - kind.mapped();
            if (kind.read() > 0) {
                line(
                        page,
                        "%-16s %8d %8d %8d%s",
                        kind.name(),
                        kind.read(),
                        kind.mapped(),
                        ignored,
                        kind.ignored().isEmpty() ? "" : "  " + reasons(kind));
            }
        }
        page.append(System.lineSeparator());
        facts.buses().forEach((kind, count) -> line(page, "buses   %5d of %s", count, kind));
        line(page, "load    %.3f kW, %.3f kvar", facts.loadKw(), facts.loadKvar());
        line(page, "capacitors and shunts %.3f kvar", facts.capacitorKvar());
        line(page, "lines   %d, %s", facts.lines(), length(facts));
        for (var infeed : feeder.infeeds()) {
            line(page, "infeed  bus %s at %.6g pu", infeed.busId(), infeed.pu());
        }
        line(page, "open    %s", facts.open().isEmpty() ? "none" : String.join(", ", facts.open()));
        read.audit().warnings().forEach(warning -> line(page, "warning %s", warning));
        comparison.ifPresent(results -> line(page, "results %s", results(results)));
        return page.toString();
    }

    private static void line(StringBuilder page, String format, Object... values) {
        page.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }

    private static String reasons(ImportAudit.Kind kind) {
        var reasons = new ArrayList<String>();
        new TreeMap<>(kind.ignored())
                .forEach(
                        (reason, count) ->
                                reasons.add(
                                        kind.ignored().size() == 1
                                                ? reason
                                                : count + " " + reason));
        return String.join("; ", reasons);
    }

    private static String length(FeederFacts facts) {
        if (facts.lines() == facts.linesOfUnknownLength()) {
            return "of unknown length";
        }
        String known = String.format(Locale.ROOT, "%.3f km", facts.lineKm());
        return facts.linesOfUnknownLength() == 0
                ? known
                : known + " and " + facts.linesOfUnknownLength() + " of unknown length";
    }

    private static String results(StoredResults results) {
        return results.trouble().isEmpty()
                ? String.format(
                        Locale.ROOT,
                        "%d voltages in the file; largest difference to ours %.2e pu%s",
                        results.compared(),
                        results.largestPu(),
                        results.node().isEmpty() ? "" : " at " + results.node())
                : "not compared: " + results.trouble();
    }

    /** For machines; with the results that the file carries where it does. */
    public static String json(FeederImport read, Optional<StoredResults> comparison)
            throws IOException {
        var facts = FeederFacts.of(read.feeder());
        var mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("feeder", read.feeder().id())
                .put("format", read.audit().format())
                .put("source", read.feeder().source());
        var kinds = root.putArray("kinds");
        for (var kind : read.audit().kinds()) {
            var node =
                    kinds.addObject()
                            .put("kind", kind.name())
                            .put("read", kind.read())
                            .put("mapped", kind.mapped())
                            .put("ignored", kind.read() - kind.mapped());
            var reasons = node.putObject("reasons");
            new TreeMap<>(kind.ignored()).forEach(reasons::put);
        }
        var buses = root.putObject("buses");
        facts.buses().forEach(buses::put);
        root.put("load_kw", facts.loadKw())
                .put("load_kvar", facts.loadKvar())
                .put("capacitor_kvar", facts.capacitorKvar())
                .put("lines", facts.lines())
                .put("line_km", facts.lineKm())
                .put("lines_of_unknown_length", facts.linesOfUnknownLength());
        var infeeds = root.putArray("infeeds");
        for (var infeed : read.feeder().infeeds()) {
            infeeds.addObject()
                    .put("bus", infeed.busId())
                    .put("pu", infeed.pu())
                    .put("angle_deg", infeed.angleDeg());
        }
        var open = root.putArray("open");
        facts.open().forEach(open::add);
        var warnings = root.putArray("warnings");
        read.audit().warnings().forEach(warnings::add);
        comparison.ifPresentOrElse(
                results -> results(root.putObject("results"), results),
                () -> root.putNull("results"));
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root)
                + System.lineSeparator();
    }

    private static void results(ObjectNode node, StoredResults results) {
        node.put("voltages", results.compared());
        if (Double.isFinite(results.largestPu())) {
            node.put("largest_difference_pu", results.largestPu());
        } else {
            node.putNull("largest_difference_pu");
        }
        node.put("at", results.node()).put("trouble", results.trouble());
    }
}
