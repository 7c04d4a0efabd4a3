package org.evenflow.learn.economic;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.evenflow.economic.EconomicMethod;
import org.evenflow.learn.Policy;
import org.evenflow.learn.TensorFile;
import org.evenflow.learn.World;
import org.evenflow.model.ChargerGroups;
import org.evenflow.model.ChargerGroups.Ranges;
import org.evenflow.model.ChargerGroups.Variant;
import org.evenflow.model.InputException;

/**
 * Who learns economic dispatch, and how: all that a policy's file must say for its user.
 *
 * @param groups the agents
 * @param ranges that states are drawn from
 * @param variant which rules hold
 * @param levels of power that a group can wish, besides off; 0 for continuous wishes
 * @param isBroadcast whether each group sees the whole state, or only its own region's
 * @param waves frequencies at which totals are shown besides, 0 to 12
 */
public record DispatchDesign(
        ChargerGroups groups,
        Ranges ranges,
        Variant variant,
        int levels,
        boolean isBroadcast,
        int waves) {
    private static final String PREFIX = "evenflow.dispatch.";
    private static final String GROUPS = PREFIX + "groups";
    private static final String RANGES = PREFIX + "ranges_kw";
    private static final String VARIANT = PREFIX + "variant";
    private static final String LEVELS = PREFIX + "levels";
    private static final String BROADCAST = PREFIX + "broadcast";
    private static final String WAVES = PREFIX + "waves";

    /** A world to learn in. */
    public World world() {
        return new EconomicWorld(groups, ranges, variant, levels, isBroadcast, waves);
    }

    /** A policy of this design as a method for its variant. */
    public EconomicMethod method(String id, Policy policy) {
        return new LearnedDispatch(id, groups, learned(policy), learned(policy));
    }

    LearnedDispatch.Learned learned(Policy policy) {
        var views = new GroupViews(groups, ranges, variant.hasChoice(), levels, isBroadcast, waves);
        return new LearnedDispatch.Learned(policy, views);
    }

    /** What a policy's file must say. */
    public Map<String, String> words() {
        var words = new LinkedHashMap<String, String>();
        words.put(GROUPS, text(groups));
        words.put(
                RANGES,
                text(ranges.totalLowKw(), ranges.totalHighKw())
                        + ";"
                        + text(ranges.regionLowKw())
                        + ";"
                        + text(ranges.regionHighKw())
                        + ";"
                        + text(ranges.availableLowKw())
                        + ";"
                        + text(ranges.availableHighKw()));
        words.put(VARIANT, variant.name());
        words.put(LEVELS, Integer.toString(levels));
        words.put(BROADCAST, Boolean.toString(isBroadcast));
        words.put(WAVES, Integer.toString(waves));
        return words;
    }

    /**
     * Refuses a policy that was trained for other groups, or that sees or does other things; rules
     * that change neither may differ.
     *
     * @throws InputException naming what is wanted and what the file holds
     */
    public void refuseOther(TensorFile file) {
        DispatchDesign other = of(file, groups);
        var words = words();
        if (other.variant().hasChoice() == variant.hasChoice()) {
            words.remove(VARIANT);
        }
        words.forEach(file::mustSay);
    }

    /**
     * The design of a policy's file.
     *
     * @throws InputException where the policy was trained for other groups
     */
    static DispatchDesign of(TensorFile file, ChargerGroups groups) {
        if (!isFor(file, groups)) {
            throw new InputException(
                    "policy file: was trained for other groups than those of dispatch "
                            + groups.id());
        }
        try {
            double[][] numbers =
                    Arrays.stream(file.word(RANGES).split(";"))
                            .map(
                                    part ->
                                            Arrays.stream(part.split(" "))
                                                    .mapToDouble(Double::parseDouble)
                                                    .toArray())
                            .toArray(double[][]::new);
            var ranges =
                    new Ranges(
                            numbers[0][0],
                            numbers[0][1],
                            numbers[1],
                            numbers[2],
                            numbers[3],
                            numbers[4]);
            return new DispatchDesign(
                    groups,
                    ranges,
                    trainedFor(file),
                    Integer.parseInt(file.word(LEVELS)),
                    Boolean.parseBoolean(file.word(BROADCAST)),
                    Integer.parseInt(file.word(WAVES)));
        } catch (IllegalArgumentException e) {
            throw new InputException(
                    "policy file: its design cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * The variant that a policy was trained for.
     *
     * @throws InputException where the file names none
     */
    public static Variant trainedFor(TensorFile file) {
        try {
            return Variant.valueOf(file.word(VARIANT));
        } catch (IllegalArgumentException e) {
            throw new InputException(
                    "policy file: its design cannot be read: " + e.getMessage(), e);
        }
    }

    /** Whether a policy was trained for groups with these limits and costs. */
    static boolean isFor(TensorFile file, ChargerGroups groups) {
        return file.word(GROUPS).equals(text(groups));
    }

    /** What a policy hangs on; who talks to whom is not of it. */
    private static String text(ChargerGroups groups) {
        return groups.groups().stream()
                .map(
                        group ->
                                String.join(
                                        " ",
                                        group.region(),
                                        group.kind().label(),
                                        text(
                                                group.costPerKw2(),
                                                group.costPerKw(),
                                                group.fixedCost(),
                                                group.minKw(),
                                                group.maxKw(),
                                                group.rippleCost(),
                                                group.rippleCost() > 0 ? group.ripplePerKw() : 0)))
                .collect(Collectors.joining("; "));
    }

    private static String text(double... numbers) {
        return Arrays.stream(numbers).mapToObj(Double::toString).collect(Collectors.joining(" "));
    }
}
