package org.evenflow.economic;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.evenflow.model.ChargerGroups;
import org.evenflow.model.InputException;

/** The methods of this package, by id. */
public final class EconomicMethods implements EconomicMethodProvider {
    private record Entry(String text, Function<ChargerGroups, EconomicMethod> maker) {}

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** For the service loader. */
    public EconomicMethods() {
        addSolvers();
        addRules();
    }

    private void addSolvers() {
        add(
                ExactDispatch.ID,
                "The proven optimum: every choice of running groups that a bound does not exclude.",
                _ -> new ExactDispatch());
        add(
                MipDispatch.ID,
                "The optimum to a proven gap by a piecewise-linear mixed-integer program.",
                _ -> new MipDispatch());
        add(
                LocalDispatch.ID,
                "A local non-linear solver; groups that end up small are rounded to off.",
                LocalDispatch::new);
        add(
                RandomSearch.SWARM_ID,
                "Particle swarm of 50 that tries 5,000 plans.",
                world -> new RandomSearch(world, true));
        add(
                RandomSearch.GENETIC_ID,
                "Genetic algorithm with a population of 50 that tries 5,000 plans.",
                world -> new RandomSearch(world, false));
    }

    private void addRules() {
        add(
                EqualIncrementalCost.ID,
                "All groups run; neighbours agree on one incremental cost, so costs are told.",
                world -> new EqualIncrementalCost(world, false));
        add(
                EqualIncrementalCost.LISTED_ID,
                "The same among the first groups of a list by mean cost at full power.",
                world -> new EqualIncrementalCost(world, true));
        add(
                MappedRule.MIDDLE_ID,
                "All groups run; the middle of each range is shifted onto the balance.",
                world -> new MappedRule(world, false));
        add(
                MappedRule.PROPORTIONAL_ID,
                "All groups run; the same part of each range is shifted onto the balance.",
                world -> new MappedRule(world, true));
    }

    private void add(String id, String text, Function<ChargerGroups, EconomicMethod> maker) {
        entries.put(id, new Entry(text, maker));
    }

    @Override
    public List<String> ids() {
        return List.copyOf(entries.keySet());
    }

    @Override
    public String describe(String id) {
        return entry(id).text();
    }

    @Override
    public EconomicMethod create(String id, ChargerGroups world) {
        return entry(id).maker().apply(world);
    }

    private Entry entry(String id) {
        Entry entry = entries.get(id);
        if (entry == null) {
            throw InputException.unknown("method", id, entries.keySet());
        }
        return entry;
    }
}
