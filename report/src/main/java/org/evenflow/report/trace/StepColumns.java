package org.evenflow.report.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.evenflow.grid.FlowResult;
import org.evenflow.grid.Terminals;
import org.evenflow.model.Feeder;
import org.evenflow.model.SupplyTransformer;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.report.Csv;
import org.evenflow.sim.StepRecord;
import org.jspecify.annotations.Nullable;

/**
 * The columns of {@code steps.csv.gz} that hang on what stands at the sites: transformers, nodes
 * and branches, each name once. A row fills those of its site and leaves the others empty. Mutable
 * and reused; package-private.
 */
final class StepColumns {
    private final boolean isWide;
    private final Map<String, Integer> positions = new LinkedHashMap<>();
    private final List<Own> sites = new ArrayList<>();
    private final String[] cells;

    /**
     * What one site fills.
     *
     * @param nodes of the feeder that exist
     * @param columns where each of its values stands: transformers, nodes, branches
     */
    private record Own(@Nullable Feeder feeder, int[] nodes, int[] columns) {}

    /**
     * The columns of a run.
     *
     * @param parts the scenario of each site
     * @param most how many cells nodes and branches may fill; where there are more, they are left
     *     out
     */
    StepColumns(List<Scenario> parts, long most) {
        var feeders = parts.stream().map(part -> part.site().feeder()).toList();
        var places = new LinkedHashMap<String, Integer>();
        for (Feeder feeder : feeders) {
            add(placeNames(feeder), places);
        }
        long steps = parts.getFirst().time().steps();
        isWide = places.size() * steps * parts.size() <= most;
        for (Scenario part : parts) {
            var feeder = part.site().feeder();
            var names = new ArrayList<String>();
            for (SupplyTransformer transformer : part.site().transformers()) {
                names.add("transformer_kw_" + Csv.cell(transformer.id()));
            }
            names.addAll(isWide ? placeNames(feeder) : List.of());
            sites.add(
                    new Own(
                            isWide ? feeder : null,
                            feeder == null ? new int[0] : nodes(feeder),
                            add(names, positions)));
        }
        cells = new String[positions.size()];
    }

    /** Positions of names, new ones after those that there are. */
    private static int[] add(List<String> names, Map<String, Integer> known) {
        return names.stream()
                .mapToInt(name -> known.computeIfAbsent(name, _ -> known.size()))
                .toArray();
    }

    private static List<String> placeNames(@Nullable Feeder feeder) {
        var names = new ArrayList<String>();
        if (feeder != null) {
            var terminals = Terminals.of(feeder);
            for (int node : nodes(feeder)) {
                names.add("v_pu_" + Csv.cell(terminals.nodeName(node)));
            }
            feeder.branches().forEach(branch -> names.add("current_a_" + Csv.cell(branch.id())));
        }
        return names;
    }

    /** The nodes that exist: buses, or their phases. */
    private static int[] nodes(Feeder feeder) {
        var terminals = Terminals.of(feeder);
        int perBus = terminals.nodesPerBus();
        return IntStream.range(0, perBus * feeder.buses().size())
                .filter(
                        node ->
                                perBus == 1
                                        || feeder.buses()
                                                .get(terminals.busOf(node))
                                                .phases()
                                                .has(node % perBus))
                .toArray();
    }

    /** Whether voltages and currents have columns. */
    boolean isWide() {
        return isWide;
    }

    /** Appends the names, each after a comma. */
    void appendNames(StringBuilder row) {
        positions.keySet().forEach(name -> row.append(',').append(name));
    }

    /** Appends the values of a step at a site, each after a comma. */
    void append(StringBuilder row, int site, StepRecord step) {
        Own own = sites.get(site);
        Arrays.fill(cells, "");
        int at = 0;
        for (double kw : step.transformerKw()) {
            cells[own.columns[at++]] = Double.toString(kw);
        }
        FlowResult flow = own.feeder != null && step.isFlowSolved() ? step.flow() : null;
        if (own.feeder != null && flow != null) {
            for (int node : own.nodes) {
                cells[own.columns[at++]] = Double.toString(flow.voltagePu(node));
            }
            for (int branch = 0; branch < own.feeder.branches().size(); branch++) {
                cells[own.columns[at++]] = Double.toString(flow.currentA(branch));
            }
        }
        for (String cell : cells) {
            row.append(',').append(cell);
        }
    }
}
