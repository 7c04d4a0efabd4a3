package org.evenflow.data.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.evenflow.data.YamlMap;
import org.evenflow.data.YamlNode;
import org.evenflow.data.scenario.EconomicStudy.Claim;
import org.evenflow.model.ChargerGroups;
import org.evenflow.model.ChargerGroups.Day;
import org.evenflow.model.ChargerGroups.Group;
import org.evenflow.model.ChargerGroups.Kind;
import org.evenflow.model.ChargerGroups.Link;
import org.evenflow.model.ChargerGroups.Ranges;
import org.evenflow.model.ChargerGroups.State;
import org.evenflow.model.ChargerGroups.Variant;
import org.evenflow.model.InputException;
import org.jspecify.annotations.Nullable;

/** Reads the world of an economic dispatch: groups, links, states, claims. */
final class EconomicWorld {
    private static final String[] KEYS = {
        "dispatch",
        "title",
        "regions",
        "groups",
        "links",
        "published_state",
        "random_states",
        "day",
        "claims"
    };
    private static final List<String> KINDS = Stream.of(Kind.values()).map(Kind::label).toList();

    private final YamlMap map;

    EconomicWorld(YamlNode root) {
        map = root.map(KEYS);
    }

    Map<String, Object> resolved() {
        return map.resolved();
    }

    ChargerGroups groups() {
        String id = map.text("dispatch", "the world's id");
        String title = map.text("title", "one line of text", id);
        List<String> regions =
                map.need("regions", "a list of ids").list("a list of ids").stream()
                        .map(node -> node.text("an id"))
                        .toList();
        var groups = new ArrayList<Group>();
        var lines = new HashMap<String, YamlNode>();
        for (YamlNode node : map.need("groups", "a list of groups").list("a list of groups")) {
            Group group = group(node, regions);
            YamlNode earlier = lines.putIfAbsent(group.id(), node);
            if (earlier != null) {
                throw new InputException(
                                "group id '" + group.id() + "' is taken by " + earlier.place())
                        .at(node.place());
            }
            groups.add(group);
        }
        List<Link> links = links(groups);
        YamlNode at = map.has("links") ? map.need("links", "pairs") : map.node();
        return at.build(() -> new ChargerGroups(id, title, regions, groups, links));
    }

    private static Group group(YamlNode node, List<String> regions) {
        var map =
                node.map(
                        "id",
                        "kind",
                        "region",
                        "cost_per_kw2",
                        "cost_per_kw",
                        "cost_fixed",
                        "min_kw",
                        "max_kw",
                        "feedback_efficiency",
                        "ripple_cost",
                        "ripple_per_kw");
        String id = map.text("id", "the group's id");
        String kind = map.need("kind", "one of " + String.join(", ", KINDS)).choice(KINDS);
        String region = map.need("region", "one of the regions").choice(regions);
        double costPerKw2 = map.number("cost_per_kw2", 0);
        double costPerKw = map.number("cost_per_kw");
        double fixedCost = map.number("cost_fixed", 0);
        double minKw = map.number("min_kw", 0);
        double maxKw = map.number("max_kw");
        double feedbackEfficiency = map.number("feedback_efficiency", 1);
        double rippleCost = map.number("ripple_cost", 0);
        double ripplePerKw = map.number("ripple_per_kw", 0);
        return node.build(
                () ->
                        new Group(
                                id,
                                Kind.values()[KINDS.indexOf(kind)],
                                region,
                                costPerKw2,
                                costPerKw,
                                fixedCost,
                                minKw,
                                maxKw,
                                feedbackEfficiency,
                                rippleCost,
                                ripplePerKw));
    }

    /** The pairs of the file; without any, every group talks to the one before it. */
    private List<Link> links(List<Group> groups) {
        YamlNode node = map.find("links");
        var links = new ArrayList<Link>();
        if (node == null) {
            for (int group = 1; group < groups.size(); group++) {
                links.add(new Link(groups.get(group - 1).id(), groups.get(group).id()));
            }
            map.keep("links", links.stream().map(l -> List.of(l.from(), l.to())).toList());
            return links;
        }
        List<String> ids = groups.stream().map(Group::id).toList();
        for (YamlNode pair : node.list("a list of pairs of groups")) {
            List<YamlNode> ends = pair.list("a pair of groups, e.g. [1, 2]");
            if (ends.size() != 2) {
                throw pair.wrong("a pair of groups, e.g. [1, 2]");
            }
            links.add(new Link(ends.get(0).choice(ids), ends.get(1).choice(ids)));
        }
        return links;
    }

    @Nullable State published(ChargerGroups groups) {
        YamlNode node = map.find("published_state");
        if (node == null) {
            return null;
        }
        var keys = node.map("total_kw", "region_kw", "available_kw", "feedback_kw");
        double total = keys.number("total_kw");
        double[] regionKw = byRegion(keys.find("region_kw"), groups);
        double[] feedbackKw = byRegion(keys.find("feedback_kw"), groups);
        double[] availableKw = new double[groups.groups().size()];
        Arrays.fill(availableKw, Double.POSITIVE_INFINITY);
        YamlMap available = keyed(keys.find("available_kw"), feeding(groups));
        for (String id : feeding(groups)) {
            int group = position(groups, id);
            double own = groups.groups().get(group).maxKw();
            availableKw[group] = available == null ? own : available.number(id, own);
        }
        return new State(total, regionKw, availableKw, feedbackKw);
    }

    /** Refuses a published state that a variant cannot serve. */
    void checkPublished(ChargerGroups groups, State state, Variant variant) {
        map.need("published_state", "a state")
                .build(
                        () -> {
                            groups.check(state, variant);
                            return state;
                        });
    }

    private static int position(ChargerGroups groups, String id) {
        return groups.groups().stream().map(Group::id).toList().indexOf(id);
    }

    /** Ids of the groups whose power the vehicles limit. */
    private static List<String> feeding(ChargerGroups groups) {
        return groups.groups().stream()
                .filter(group -> group.kind() == Kind.V2G)
                .map(Group::id)
                .toList();
    }

    private static double[] byRegion(@Nullable YamlNode node, ChargerGroups groups) {
        double[] values = new double[groups.regions().size()];
        YamlMap keys = keyed(node, groups.regions());
        for (int r = 0; r < values.length && keys != null; r++) {
            values[r] = keys.number(groups.regions().get(r), 0);
        }
        return values;
    }

    private static @Nullable YamlMap keyed(@Nullable YamlNode node, List<String> ids) {
        return node == null ? null : node.map(ids.toArray(String[]::new));
    }

    Ranges ranges(ChargerGroups groups) {
        YamlNode node = map.need("random_states", "{total_kw: [low, high], region_kw: {...}}");
        var keys = node.map("total_kw", "region_kw", "available_kw");
        double[] total = pair(keys.need("total_kw", "[low, high] in kW"));
        double[][] region = new double[2][groups.regions().size()];
        YamlMap regions = keyed(keys.find("region_kw"), groups.regions());
        for (int r = 0; r < region[0].length && regions != null; r++) {
            put(region, r, regions.find(groups.regions().get(r)));
        }
        double[][] available = new double[2][groups.groups().size()];
        Arrays.fill(available[0], Double.POSITIVE_INFINITY);
        Arrays.fill(available[1], Double.POSITIVE_INFINITY);
        YamlMap vehicles = keyed(keys.find("available_kw"), feeding(groups));
        for (String id : feeding(groups)) {
            int group = position(groups, id);
            available[0][group] = groups.groups().get(group).maxKw();
            available[1][group] = groups.groups().get(group).maxKw();
            put(available, group, vehicles == null ? null : vehicles.find(id));
        }
        var ranges =
                node.build(
                        () ->
                                new Ranges(
                                        total[0],
                                        total[1],
                                        region[0],
                                        region[1],
                                        available[0],
                                        available[1]));
        checkReach(node, groups, ranges);
        return ranges;
    }

    /** The greatest total must be within what the groups give with the fewest vehicles. */
    private static void checkReach(YamlNode node, ChargerGroups groups, Ranges ranges) {
        int regions = groups.regions().size();
        var hardest =
                new State(
                        ranges.totalHighKw(),
                        new double[regions],
                        ranges.availableLowKw(),
                        new double[regions]);
        node.build(
                () -> {
                    groups.check(hardest, Variant.CONVEX_WITHOUT_RULE);
                    return hardest;
                });
    }

    private static void put(double[][] values, int at, @Nullable YamlNode node) {
        if (node != null) {
            double[] pair = pair(node);
            values[0][at] = pair[0];
            values[1][at] = pair[1];
        }
    }

    /** Two numbers, the first not above the second and not negative. */
    private static double[] pair(YamlNode node) {
        List<Double> numbers = node.numbers("[low, high] in kW");
        if (numbers.size() != 2 || numbers.get(0) < 0 || numbers.get(0) > numbers.get(1)) {
            throw node.wrong("[low, high] in kW with 0 <= low <= high");
        }
        return new double[] {numbers.get(0), numbers.get(1)};
    }

    @Nullable Day day(ChargerGroups groups) {
        YamlNode node = map.find("day");
        if (node == null) {
            return null;
        }
        var keys = node.map("step_min", "noise", "total", "region", "available");
        int stepMin = keys.whole("step_min", 1, 60, 15);
        double noise = keys.number("noise", 0);
        double[] total = profile(keys.need("total", "24 factors or a profile"));
        double[][] region = new double[groups.regions().size()][24];
        YamlMap regions = keyed(keys.find("region"), groups.regions());
        for (int r = 0; r < region.length; r++) {
            YamlNode own = regions == null ? null : regions.find(groups.regions().get(r));
            region[r] = own == null ? region[r] : profile(own);
        }
        double[][] available = new double[groups.groups().size()][24];
        YamlMap vehicles = keyed(keys.find("available"), feeding(groups));
        for (String id : feeding(groups)) {
            YamlNode own = vehicles == null ? null : vehicles.find(id);
            double[] all = new double[24];
            Arrays.fill(all, 1);
            available[position(groups, id)] = own == null ? all : profile(own);
        }
        return node.build(() -> new Day(stepMin, noise, total, region, available));
    }

    private static double[] profile(YamlNode node) {
        List<Double> factors;
        if (node.isList()) {
            factors = node.numbers("24 hourly factors");
        } else {
            String name = node.text("24 hourly factors or the name of a daily profile");
            factors = node.build(() -> BaseLoadProfiles.weekday(name));
        }
        if (factors.size() != 24 || factors.stream().anyMatch(f -> f < 0 || f > 1)) {
            throw node.wrong("24 hourly factors between 0 and 1");
        }
        return factors.stream().mapToDouble(Double::doubleValue).toArray();
    }

    List<Claim> claims() {
        YamlNode node = map.find("claims");
        var claims = new ArrayList<Claim>();
        if (node == null) {
            return claims;
        }
        int references = 0;
        for (YamlNode element : node.list("a list of claims")) {
            var keys = element.map("name", "method", "state_cost", "hour_cost", "reference");
            String reference = keys.choice("reference", List.of("true", "false"), "false");
            references += reference.equals("true") ? 1 : 0;
            claims.add(
                    new Claim(
                            keys.text("name", "the publication's name of the method"),
                            keys.text("method", "the id of a method"),
                            keys.number("state_cost"),
                            keys.has("hour_cost") ? keys.number("hour_cost") : Double.NaN,
                            reference.equals("true")));
        }
        if (references != 1) {
            throw node.wrong("claims of which exactly one has reference: true");
        }
        return claims;
    }
}
