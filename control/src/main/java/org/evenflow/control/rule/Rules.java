package org.evenflow.control.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.evenflow.control.Controller;
import org.evenflow.control.ControllerProvider;
import org.evenflow.control.Setting;
import org.evenflow.control.Settings;
import org.evenflow.model.InputException;

/** All rules by id. */
public final class Rules implements ControllerProvider {
    private static final List<String> IDS =
            List.of(
                    "uncontrolled_raw",
                    "uncontrolled",
                    "as_late_as_possible",
                    "equal_share",
                    "round_robin",
                    "first_come_first_served",
                    "earliest_deadline_first",
                    "least_laxity_first",
                    "time_of_use",
                    "peak_budget",
                    "price_spread",
                    "pv_surplus");

    private static final Setting SPREAD = spread(0.5);

    /** Of {@code pv_surplus}: what is not yet charged can still wait for surplus. */
    private static final Setting EVENLY = spread(1);

    private static final Setting MARGIN =
            new Setting(
                            "margin_h",
                            0,
                            0,
                            24,
                            "how long before the declared departure requests are to be met, h: insurance against early departures")
                    .tried("0", "0.5", "1", "2");

    private static final Setting INSURANCE =
            new Setting(
                            "insurance",
                            0,
                            0,
                            1,
                            "share of drivers taken to leave in each hour before they declared, 1/h: waiting for a lower price must save more than that share of what a missing kWh is valued at")
                    .tried("0", "0.05", "0.1", "0.2", "0.3");

    /** Shares of equally cheap steps besides the usual one among which studies choose. */
    private static final List<String> SPREADS = List.of("spread=0", "spread=1");

    /** Insurance against early departures that studies try with each of them. */
    private static final String INSURED = "margin_h=1";

    /** V2G with the same, and waiting weighed where many leave early. */
    private static final List<String> OTHERS =
            List.of("price_spread[" + INSURED + ";spread=1]", "time_of_use[insurance=0.1]");

    @Override
    public List<String> ids() {
        return IDS;
    }

    /**
     * What the best rule of a study is chosen from: all rules that pass the dispatcher, and the
     * settings of those by price that no one value of suits every site.
     */
    public static List<String> candidates() {
        var all = new ArrayList<>(IDS);
        all.remove("uncontrolled_raw");
        SPREADS.forEach(spread -> all.add("time_of_use[" + spread + "]"));
        all.add("time_of_use[" + INSURED + "]");
        SPREADS.forEach(spread -> all.add("time_of_use[" + INSURED + ";" + spread + "]"));
        all.addAll(OTHERS);
        return List.copyOf(all);
    }

    @Override
    public String describe(String id) {
        return switch (id) {
            case "uncontrolled_raw" ->
                    "Every vehicle charges as fast as it can; no limit but its own is kept. The reference of published claims.";
            case "uncontrolled" ->
                    "Every vehicle charges as fast as it can; the dispatcher cuts what the limits do not allow.";
            case "as_late_as_possible" ->
                    "Every vehicle begins as late as still lets it leave with its request.";
            case "equal_share" -> "Every limit is shared equally among the vehicles below it.";
            case "round_robin" ->
                    "Full power in turn; the turn moves on by as many vehicles as were served.";
            case "first_come_first_served" ->
                    "Full power in order of arrival, as far as the limits reach.";
            case "earliest_deadline_first" ->
                    "Full power in order of the declared departure, as far as the limits reach.";
            case "least_laxity_first" ->
                    "Full power in order of the time to spare, as far as the limits reach.";
            case "time_of_use" ->
                    "Every vehicle charges at the lowest prices before its declared departure, evenly where they are the same; least time to spare first under shared limits.";
            case "peak_budget" ->
                    "Time of use under a budget for the month's peak, by need; without a demand charge the same as time_of_use.";
            case "price_spread" ->
                    "Time of use that gives back while prices are above what charging again costs, losses and wear included.";
            case "pv_surplus" ->
                    "Vehicles share the plants' surplus, least time to spare first, and take what they need beyond it from the grid by time of use.";
            default -> throw new IllegalArgumentException("no rule " + id);
        };
    }

    @Override
    public List<Setting> settings(String id) {
        return switch (id) {
            case "time_of_use", "peak_budget", "price_spread" -> List.of(MARGIN, SPREAD, INSURANCE);
            case "pv_surplus" -> List.of(MARGIN, EVENLY, INSURANCE);
            default -> List.of();
        };
    }

    @Override
    public Controller create(String id) {
        return create(id, Settings.of("controller " + id, settings(id), Map.of()));
    }

    @Override
    public Controller create(String id, Settings settings) {
        return switch (id) {
            case "uncontrolled_raw" -> new Uncontrolled(id, false);
            case "uncontrolled" -> new Uncontrolled(id, true);
            case "as_late_as_possible" -> new AsLateAsPossible();
            case "equal_share" -> new EqualShare();
            case "round_robin" -> new RoundRobin();
            case "first_come_first_served" -> new FirstComeFirstServed();
            case "earliest_deadline_first" -> new EarliestDeadlineFirst();
            case "least_laxity_first" -> new LeastLaxityFirst();
            case "time_of_use" -> byPrice(id, settings, Cheapest::wishKw, TimeOfUse.Budget.NONE);
            case "peak_budget" -> byPrice(id, settings, Cheapest::wishKw, new PeakBudget());
            case "price_spread" -> byPrice(id, settings, new PriceSpread(), TimeOfUse.Budget.NONE);
            case "pv_surplus" -> byPrice(id, settings, new PvSurplus(), TimeOfUse.Budget.NONE);
            default -> throw new IllegalArgumentException("no rule " + id);
        };
    }

    /**
     * A new rule that passes the dispatcher.
     *
     * @param text its id, with settings in brackets where they are not the usual ones: {@code
     *     time_of_use[margin_h=1;spread=0]}
     * @throws InputException where there is none of that id, or no such setting
     */
    public static Controller named(String text) {
        int bracket = text.indexOf('[');
        String id = bracket < 0 ? text : text.substring(0, bracket);
        var known = IDS.stream().filter(rule -> !rule.equals("uncontrolled_raw")).toList();
        if (!known.contains(id)) {
            throw InputException.unknown("rule", id, known);
        }
        var given = new LinkedHashMap<String, String>();
        if (bracket >= 0) {
            String inner = text.substring(bracket + 1, Math.max(bracket + 1, text.length() - 1));
            for (String part : inner.split(";", -1)) {
                String[] sides = part.split("=", 2);
                boolean isNew = sides.length == 2 && !given.containsKey(sides[0].strip());
                if (!isNew || !text.endsWith("]")) {
                    throw new InputException(
                            "rule '" + text + "' must have settings like [name=1;other=2]");
                }
                given.put(sides[0].strip(), sides[1].strip());
            }
        }
        var rules = new Rules();
        return rules.create(id, Settings.of("rule " + id, rules.settings(id), given));
    }

    private static Setting spread(double usual) {
        return new Setting(
                        "spread",
                        usual,
                        0,
                        1,
                        "over which share of equally cheap steps charging is spread, 0 for at once")
                .tried("0", "0.25", "0.5", "0.75", "1");
    }

    private static Controller byPrice(
            String id, Settings settings, TimeOfUse.Wish wish, TimeOfUse.Budget budget) {
        return new TimeOfUse(
                id,
                settings.number("margin_h"),
                settings.number("spread"),
                settings.number("insurance"),
                wish,
                budget);
    }
}
