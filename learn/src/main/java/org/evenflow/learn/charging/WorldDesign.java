package org.evenflow.learn.charging;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.evenflow.control.rule.Rules;
import org.evenflow.learn.TensorFile;
import org.evenflow.learn.WorldShape;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.InputException;
import org.evenflow.model.Station;

/**
 * How a charging world looks to a learner: who acts, and how. A policy works in worlds of the
 * design that it was trained in alone, so its file says which.
 *
 * @param unit what one agent is
 * @param levels power levels or price tiers an agent chooses from, at least 2; 0 for any number
 * @param proposalPrice where above 0, wishes are proposals that model-predictive control refines,
 *     and following them may cost so much, currency per kWh; else they go to the dispatcher
 * @param signal what an agent's action means
 * @param rule that connectors correct, with settings as in {@code time_of_use[spread=1]}; empty for
 *     none
 */
public record WorldDesign(Unit unit, int levels, double proposalPrice, Signal signal, String rule) {
    /** One agent per connector, any power. */
    public static final WorldDesign USUAL = new WorldDesign(Unit.CONNECTOR, 0);

    /** The key of the signal in a policy's file; absent for power. */
    static final String SIGNAL = "evenflow.signal";

    private static final String UNIT = "evenflow.agents";
    private static final String LEVELS = "evenflow.levels";
    private static final String FEATURES = "evenflow.features";

    /** Likewise of the rule that is corrected; absent where none is. */
    static final String RULE = "evenflow.rule";

    private static final String PROPOSAL_PRICE = "evenflow.proposal_price";

    public WorldDesign {
        if (levels < 0 || levels == 1) {
            throw new InputException("levels must be 0 (any power) or at least 2, is " + levels);
        }
        if (!(proposalPrice >= 0 && proposalPrice <= 1000)) {
            throw new InputException("proposal_price must be 0 to 1000, is " + proposalPrice);
        }
        if (signal == Signal.FEEDBACK && levels > 0) {
            throw new InputException(
                    "levels must be 0 with signal feedback, whose two numbers are continuous, is "
                            + levels);
        }
        if (signal != Signal.POWER && proposalPrice > 0) {
            throw new InputException(
                    "proposal_price must be 0 with signal "
                            + signal.word()
                            + ", since mpc refines wishes of power alone, is "
                            + proposalPrice);
        }
        if (!rule.isEmpty()) {
            if (unit != Unit.CONNECTOR
                    || levels > 0
                    || proposalPrice > 0
                    || signal != Signal.POWER) {
                throw new InputException(
                        "a rule is corrected by connectors that name any power to the dispatcher:"
                                + " agents must be connector, levels 0, signal power and"
                                + " proposal_price 0, are "
                                + unit.word()
                                + ", "
                                + levels
                                + ", "
                                + signal.word()
                                + " and "
                                + proposalPrice);
            }
            Rules.named(rule); // refuses what is none
        }
    }

    /** Agents that correct no rule. */
    public WorldDesign(Unit unit, int levels, double proposalPrice, Signal signal) {
        this(unit, levels, proposalPrice, signal, "");
    }

    /** The same where agents correct a rule. */
    public WorldDesign correcting(String other) {
        return new WorldDesign(unit, levels, proposalPrice, signal, other);
    }

    /** Power that goes to the dispatcher. */
    public WorldDesign(Unit unit, int levels) {
        this(unit, levels, 0);
    }

    /** Agents that name their power. */
    public WorldDesign(Unit unit, int levels, double proposalPrice) {
        this(unit, levels, proposalPrice, Signal.POWER);
    }

    /** What one agent is. */
    public enum Unit {
        /** A connector: while a vehicle is there, the vehicle. */
        CONNECTOR,
        /** A station, which shares its power among its vehicles. */
        STATION,
        /** The stations under one supply transformer; all others together are one more. */
        DISTRICT;

        /** The word in files and commands. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What an agent's action means. */
    public enum Signal {
        /** The share of what it may take, or give back, now. */
        POWER,
        /** A price that its vehicles answer by their bids. */
        PRICE,
        /** The share that its vehicles take and the share that they give back, both at once. */
        FEEDBACK;

        /** The word in files and commands. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The signal of a word. */
    public static Signal signal(String word) {
        for (Signal signal : Signal.values()) {
            if (signal.word().equals(word)) {
                return signal;
            }
        }
        throw new InputException("signal must be power, price or feedback, is " + word);
    }

    /** The unit of a word. */
    public static Unit unit(String word) {
        for (Unit unit : Unit.values()) {
            if (unit.word().equals(word)) {
                return unit;
            }
        }
        throw new InputException("agents must be connector, station or district, is " + word);
    }

    /** What agents can do. */
    public WorldShape.Actions actions() {
        return levels == 0
                ? new WorldShape.Continuous(signal == Signal.FEEDBACK ? 2 : 1)
                : new WorldShape.Discrete(levels);
    }

    /** Agents and actions in a few words, as in {@code station, any price}. */
    public String described() {
        String numbers =
                switch (signal) {
                    case POWER ->
                            !rule.isEmpty()
                                    ? "any correction of " + rule
                                    : levels == 0 ? "any power" : levels + " power levels";
                    case PRICE -> levels == 0 ? "any price" : levels + " price tiers";
                    case FEEDBACK -> "any power and any feedback ratio";
                };
        return unit.word() + ", " + numbers;
    }

    /**
     * Refuses stations that cannot answer the signal.
     *
     * @throws InputException where feedback is asked of a site none of whose connectors gives back
     */
    public void fit(List<Station> stations) {
        boolean isTwoWay =
                stations.stream()
                        .flatMap(station -> station.connectors().stream())
                        .anyMatch(socket -> socket.kind() instanceof ChargerKind.Bidirectional);
        if (signal == Signal.FEEDBACK && !isTwoWay) {
            throw new InputException(
                    "signal feedback needs a connector that can give back (kind bidirectional), of "
                            + stations.size()
                            + " stations none has one; signal must be power or price here");
        }
    }

    /**
     * Refuses a policy of another design: its numbers would mean something else here.
     *
     * @throws InputException naming what is wanted and what the file holds
     */
    public void refuseOther(TensorFile file) {
        String other = read(file).rule(); // names the first feature that differs
        if (!other.equals(rule)) {
            throw new InputException(
                    "policy: the rule that it corrects must be "
                            + (rule.isEmpty() ? "none" : rule)
                            + ", is "
                            + (other.isEmpty() ? "none" : other));
        }
        var words = new LinkedHashMap<String, String>();
        write(words);
        words.forEach(file::mustSay);
    }

    /**
     * Refuses a controller to imitate where its powers say nothing about actions.
     *
     * @throws InputException where wishes are proposals, or are no powers
     */
    public void mustBeTeachable() {
        if (proposalPrice > 0) {
            throw new InputException(
                    "a world that mpc refines has no use for a controller to imitate: its agents"
                            + " begin at mpc's own plan, which is what proposing nothing means");
        }
        if (signal != Signal.POWER) {
            throw new InputException(
                    "signal must be power where a controller is imitated, is " + signal.word());
        }
    }

    /** Adds the design to the words of a policy's file. */
    public void write(Map<String, String> metadata) {
        metadata.put(UNIT, unit.word());
        metadata.put(LEVELS, Integer.toString(levels));
        metadata.put(PROPOSAL_PRICE, Double.toString(proposalPrice));
        metadata.put(SIGNAL, signal.word());
        metadata.put(FEATURES, String.join(" ", Encoder.names(this)));
        if (!rule.isEmpty()) {
            metadata.put(RULE, rule);
        }
    }

    /** Adds to the words of a charging policy what files of before there were signals meant. */
    public static void complete(Map<String, String> metadata) {
        if (metadata.containsKey(UNIT)) {
            metadata.putIfAbsent(SIGNAL, Signal.POWER.word());
        }
    }

    /**
     * The design in a policy's file.
     *
     * @throws InputException where the file has none, or its policy sees other features than agents
     *     see now: the message names the first that differs
     */
    public static WorldDesign read(TensorFile file) {
        complete(file.metadata());
        var design =
                new WorldDesign(
                        unit(file.word(UNIT)),
                        Integer.parseInt(file.word(LEVELS)),
                        Double.parseDouble(file.word(PROPOSAL_PRICE)),
                        signal(file.word(SIGNAL)),
                        file.metadata().getOrDefault(RULE, ""));
        String[] seen = file.word(FEATURES).split(" ", -1);
        var names = Encoder.names(design);
        for (int i = 0; i < Math.max(seen.length, names.size()); i++) {
            String was = i < seen.length ? seen[i] : "nothing";
            String is = i < names.size() ? names.get(i) : "nothing";
            if (!was.equals(is)) {
                throw new InputException(
                        "policy file: its policy sees "
                                + was
                                + " as feature "
                                + (i + 1)
                                + ", agents now see "
                                + is
                                + " there: train it again");
            }
        }
        return design;
    }
}
