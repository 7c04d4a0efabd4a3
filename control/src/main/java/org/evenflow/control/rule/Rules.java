package org.evenflow.control.rule;

import java.util.List;
import org.evenflow.control.Controller;
import org.evenflow.control.ControllerProvider;

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
                    "pv_surplus");

    @Override
    public List<String> ids() {
        return IDS;
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
                    "Every vehicle charges in the cheapest steps before its declared departure.";
            case "pv_surplus" ->
                    "Vehicles follow the plants' surplus and take from the grid only when time runs out.";
            default -> throw new IllegalArgumentException("no rule " + id);
        };
    }

    @Override
    public Controller create(String id) {
        return switch (id) {
            case "uncontrolled_raw" -> new Uncontrolled(id, false);
            case "uncontrolled" -> new Uncontrolled(id, true);
            case "as_late_as_possible" -> new AsLateAsPossible();
            case "equal_share" -> new EqualShare();
            case "round_robin" -> new RoundRobin();
            case "first_come_first_served" -> new FirstComeFirstServed();
            case "earliest_deadline_first" -> new EarliestDeadlineFirst();
            case "least_laxity_first" -> new LeastLaxityFirst();
            case "time_of_use" -> new TimeOfUse();
            case "pv_surplus" -> new PvSurplus();
            default -> throw new IllegalArgumentException("no rule " + id);
        };
    }
}
