package org.evenflow.experiment.economic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.evenflow.data.scenario.EconomicStudy;
import org.evenflow.model.ChargerGroups;
import org.evenflow.model.ChargerGroups.Ranges;
import org.evenflow.model.ChargerGroups.State;
import org.evenflow.model.ChargerGroups.Variant;
import org.evenflow.report.economic.EconomicResult;

/** What a report of economic dispatch says in words. */
public final class EconomicFindings {
    private final EconomicStudy study;
    private final List<String> methodIds;

    public EconomicFindings(EconomicStudy study, List<String> methodIds) {
        this.study = study;
        this.methodIds = methodIds;
    }

    List<EconomicResult.Claim> claims() {
        return study.claims().stream()
                .map(
                        claim ->
                                new EconomicResult.Claim(
                                        claim.name(),
                                        claim.method(),
                                        claim.stateCost(),
                                        claim.hourCost(),
                                        claim.isReference()))
                .toList();
    }

    public Map<String, String> facts() {
        ChargerGroups world = study.world();
        var facts = new LinkedHashMap<String, String>();
        facts.put(
                "Groups",
                format(
                        "%d in %d regions, %s kW in all",
                        world.groups().size(),
                        world.regions().size(),
                        number(world.groups().stream().mapToDouble(g -> g.maxKw()).sum())));
        facts.put(
                "Variants",
                study.variants().stream().map(Variant::label).collect(Collectors.joining(", ")));
        facts.put(
                "Regional rule",
                "a region's groups give at least its demand, or all they can; the rest comes from"
                        + " any group");
        State published = study.published();
        if (published != null) {
            facts.put("Published state", text(published));
        }
        facts.put(
                "Random states",
                format("%d of each of %d seeds; ", study.statesPerSeed(), study.seeds().size())
                        + text(study.ranges()));
        var day = study.day();
        if (day != null) {
            facts.put(
                    "Day",
                    format(
                            "%d steps of %d minutes for each seed, between the same bounds by"
                                    + " hourly factors, noise %s",
                            24 * 60 / day.stepMin(), day.stepMin(), number(day.noise())));
        }
        facts.put(
                "Links",
                world.links().stream()
                        .map(link -> link.from() + "–" + link.to())
                        .collect(Collectors.joining(", ")));
        return facts;
    }

    List<String> notes(double refusedShare) {
        var notes = new ArrayList<String>();
        if (refusedShare > 0) {
            notes.add(
                    format(
                            "%.1f %% of the drawn states were drawn again: with every group running"
                                    + " no plan could serve them, because the groups' least powers"
                                    + " and the regions' demand together exceed the total.",
                            100 * refusedShare));
        }
        notes.add(
                "Every method passes the same mapping onto the balance or keeps it by itself; a"
                        + " wish that the chosen groups cannot serve turns others on, and is counted"
                        + " as repaired.");
        if (methodIds.contains("pso") || methodIds.contains("ga")) {
            notes.add(
                    "Swarm and genetic algorithm try 5,000 plans each (50 in 100 rounds, w = 0.7,"
                            + " c1 = c2 = 1.5; crossover 0.8, mutation 0.05). Their wishes are moved"
                            + " onto the balance before they are priced, so constraints cost them"
                            + " nothing; a search that must learn the constraints by penalties ends"
                            + " farther from the optimum.");
        }
        if (methodIds.contains("mip")) {
            notes.add(
                    "mip checks the exact method by other means, at the published and the random"
                            + " states; it stops at a proven relative gap of 1e-6.");
        }
        notes.add(
                "Messages are those between neighbouring groups for one decision: two per link of a"
                        + " spanning tree for each sum that all must know. Methods without a count"
                        + " have all data at one place.");
        return notes;
    }

    private String text(State state) {
        var parts = new ArrayList<String>();
        parts.add("total " + number(state.totalKw()));
        for (int r = 0; r < state.regionKw().length; r++) {
            if (state.regionKw()[r] > 0) {
                parts.add(study.world().regions().get(r) + " " + number(state.regionKw()[r]));
            }
        }
        for (int g = 0; g < state.availableKw().length; g++) {
            if (Double.isFinite(state.availableKw()[g])) {
                parts.add(
                        format(
                                "vehicles of group %s %s",
                                study.world().groups().get(g).id(),
                                number(state.availableKw()[g])));
            }
        }
        return String.join(", ", parts) + " kW";
    }

    private String text(Ranges ranges) {
        var parts = new ArrayList<String>();
        for (int r = 0; r < ranges.regionHighKw().length; r++) {
            if (ranges.regionHighKw()[r] > 0) {
                parts.add(
                        format(
                                "%s %s to %s",
                                study.world().regions().get(r),
                                number(ranges.regionLowKw()[r]),
                                number(ranges.regionHighKw()[r])));
            }
        }
        return format(
                "total %s to %s, not below the regions' sum, %s kW, all uniform",
                number(ranges.totalLowKw()),
                number(ranges.totalHighKw()),
                String.join(", ", parts));
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
