package org.evenflow.learn.charging;

import java.util.Locale;
import java.util.Map;
import org.evenflow.learn.TensorFile;
import org.evenflow.learn.WorldShape;
import org.evenflow.model.InputException;

/**
 * How a charging world looks to a learner: who acts, and how. A policy works in worlds of the
 * design that it was trained in alone, so its file says which.
 *
 * @param unit what one agent is
 * @param levels power levels an agent chooses from, at least 2; 0 for any fraction of its range
 * @param proposalPrice where above 0, wishes are proposals that model-predictive control refines,
 *     and following them may cost so much, currency per kWh; else they go to the dispatcher
 */
public record WorldDesign(Unit unit, int levels, double proposalPrice) {
    /** One agent per connector, any power. */
    public static final WorldDesign USUAL = new WorldDesign(Unit.CONNECTOR, 0);

    private static final String UNIT = "evenflow.agents";
    private static final String LEVELS = "evenflow.levels";
    private static final String FEATURES = "evenflow.features";
    private static final String PROPOSAL_PRICE = "evenflow.proposal_price";

    public WorldDesign {
        if (levels < 0 || levels == 1) {
            throw new InputException("levels must be 0 (any power) or at least 2, is " + levels);
        }
        if (!(proposalPrice >= 0 && proposalPrice <= 1000)) {
            throw new InputException("proposal_price must be 0 to 1000, is " + proposalPrice);
        }
    }

    /** Wishes that go to the dispatcher. */
    public WorldDesign(Unit unit, int levels) {
        this(unit, levels, 0);
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
        return levels == 0 ? new WorldShape.Continuous(1) : new WorldShape.Discrete(levels);
    }

    /** Adds the design to the words of a policy's file. */
    public void write(Map<String, String> metadata) {
        metadata.put(UNIT, unit.word());
        metadata.put(LEVELS, Integer.toString(levels));
        metadata.put(PROPOSAL_PRICE, Double.toString(proposalPrice));
        metadata.put(FEATURES, String.join(" ", Encoder.names(unit)));
    }

    /**
     * The design in a policy's file.
     *
     * @throws InputException where the file has none, or its policy sees other features than agents
     *     see now: the message names the first that differs
     */
    public static WorldDesign read(TensorFile file) {
        var design =
                new WorldDesign(
                        unit(file.word(UNIT)),
                        Integer.parseInt(file.word(LEVELS)),
                        Double.parseDouble(file.word(PROPOSAL_PRICE)));
        String[] seen = file.word(FEATURES).split(" ", -1);
        var names = Encoder.names(design.unit());
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
