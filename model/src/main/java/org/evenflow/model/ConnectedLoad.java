package org.evenflow.model;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A group of a site's loads that follow one base load. On a feeder these are the powers at the
 * named buses and the named loads; a load follows the group that names it, before the one that
 * names its bus. The group that names nothing has what no other names. Without a feeder a group is
 * one load.
 *
 * @param baseLoad name of the base load in the scenario's world, or null for its first
 * @param peakKw nominal load where the site has no feeder, 0 or more
 * @param transformerId supply transformer that carries {@code peakKw}, or null
 * @param buses of the feeder
 * @param loads of the feeder, by id
 */
public record ConnectedLoad(
        @Nullable String baseLoad,
        double peakKw,
        @Nullable String transformerId,
        List<String> buses,
        List<String> loads) {
    /** Everything, after the first base load. */
    public static final ConnectedLoad ALL = of(0, null);

    public ConnectedLoad {
        Check.notNegative(peakKw, "base_load peak_kw");
        buses = List.copyOf(buses);
        loads = List.copyOf(loads);
    }

    /** One load after the first base load. */
    public static ConnectedLoad of(double peakKw, @Nullable String transformerId) {
        return new ConnectedLoad(null, peakKw, transformerId, List.of(), List.of());
    }

    /** Whether the group has what no other one names. */
    public boolean isRest() {
        return buses.isEmpty() && loads.isEmpty();
    }

    /** Refuses names that the feeder lacks or that two groups have, and loads of no group. */
    static void check(@Nullable Feeder feeder, List<ConnectedLoad> groups) {
        var named = groups.stream().filter(group -> !group.isRest()).toList();
        if (feeder == null) {
            Check.that(
                    named.isEmpty(),
                    "base_load buses and loads",
                    "given",
                    "absent without a feeder");
            return;
        }
        int rests = groups.size() - named.size();
        Check.that(
                rests <= 1, "base_load without buses and loads", rests, "at most one: the rest's");
        var buses = new HashSet<String>(feeder.busIndex().keySet());
        var loads = new HashSet<String>(feeder.loads().stream().map(Load::id).toList());
        for (ConnectedLoad group : named) {
            group.buses.forEach(bus -> take("bus", bus, buses));
            group.loads.forEach(load -> take("load", load, loads));
        }
        checkAll(feeder, groups);
    }

    private static void take(String kind, String id, Set<String> left) {
        Check.that(
                left.remove(id),
                "base_load: " + kind,
                "'" + id + "'",
                "a " + kind + " of the feeder that no other base load has");
    }

    private static void checkAll(Feeder feeder, List<ConnectedLoad> groups) {
        int[] ofBus = ofBuses(feeder, groups);
        for (int bus = 0; bus < ofBus.length; bus++) {
            Bus data = feeder.buses().get(bus);
            boolean isLoaded = data.loadKw() != 0 || data.loadKvar() != 0;
            checkGroup(isLoaded ? ofBus[bus] : 0, "bus " + data.id());
        }
        int[] ofLoad = ofLoads(feeder, groups);
        for (int load = 0; load < ofLoad.length; load++) {
            checkGroup(ofLoad[load], "load " + feeder.loads().get(load).id());
        }
    }

    private static void checkGroup(int group, String thing) {
        Check.that(
                group >= 0,
                "base_load of " + thing,
                "none",
                "one of them (one that names neither buses nor loads has the rest)");
    }

    /** The group of the power at each bus; -1 where there is none. */
    static int[] ofBuses(Feeder feeder, List<ConnectedLoad> groups) {
        var byName = new HashMap<String, Integer>();
        for (int group = 0; group < groups.size(); group++) {
            for (String bus : groups.get(group).buses) {
                byName.put(bus, group);
            }
        }
        int rest =
                IntStream.range(0, groups.size())
                        .filter(group -> groups.get(group).isRest())
                        .findFirst()
                        .orElse(-1);
        return feeder.buses().stream()
                .mapToInt(bus -> byName.getOrDefault(bus.id(), rest))
                .toArray();
    }

    /** The group of each load; -1 where there is none. */
    static int[] ofLoads(Feeder feeder, List<ConnectedLoad> groups) {
        int[] ofBus = ofBuses(feeder, groups);
        var buses = feeder.busIndex();
        var byName = new HashMap<String, Integer>();
        for (int group = 0; group < groups.size(); group++) {
            for (String load : groups.get(group).loads) {
                byName.put(load, group);
            }
        }
        return feeder.loads().stream()
                .mapToInt(
                        load ->
                                byName.getOrDefault(
                                        load.id(), ofBus[buses.getOrDefault(load.busId(), 0)]))
                .toArray();
    }

    /** Nominal power of a group on a feeder, kW. */
    static double nominalKw(Feeder feeder, List<ConnectedLoad> groups, int group) {
        int[] ofBus = ofBuses(feeder, groups);
        int[] ofLoad = ofLoads(feeder, groups);
        double atBuses =
                IntStream.range(0, ofBus.length)
                        .filter(bus -> ofBus[bus] == group)
                        .mapToDouble(bus -> feeder.buses().get(bus).loadKw())
                        .sum();
        return atBuses
                + IntStream.range(0, ofLoad.length)
                        .filter(load -> ofLoad[load] == group)
                        .mapToDouble(load -> feeder.loads().get(load).kw())
                        .sum();
    }
}
