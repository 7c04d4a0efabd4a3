package org.evenflow.learn.economic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.evenflow.economic.EconomicMethod;
import org.evenflow.economic.EconomicMethodProvider;
import org.evenflow.learn.Policies;
import org.evenflow.learn.TensorFile;
import org.evenflow.model.ChargerGroups;
import org.evenflow.model.ChargerGroups.Variant;
import org.evenflow.model.InputException;

/**
 * Policies of economic dispatch that were trained for the built-in groups, as methods. Each has two
 * files beside this class, for groups that all run and for groups that may be off; how they were
 * made is told in {@code docs/economic-dispatch.md}.
 */
public final class LearnedMethods implements EconomicMethodProvider {
    private static final Map<String, String> TEXTS = new LinkedHashMap<>();

    static {
        TEXTS.put(
                "target_value_competition",
                "Target-value competition, trained before: each group decides by its own network from"
                        + " the broadcast state.");
        TEXTS.put(
                "target_value_competition_own_region",
                "Target-value competition where a group sees the total and its own region alone.");
        TEXTS.put(
                "maddpg",
                "Multi-agent deterministic policy gradient, trained before with critics that see"
                        + " all: each group decides by its own network from the broadcast state.");
    }

    /** For the service loader. */
    public LearnedMethods() {}

    @Override
    public List<String> ids() {
        return List.copyOf(TEXTS.keySet());
    }

    @Override
    public String describe(String id) {
        String text = TEXTS.get(id);
        if (text == null) {
            throw InputException.unknown("method", id, TEXTS.keySet());
        }
        return text;
    }

    @Override
    public boolean canDecide(String id, ChargerGroups world) {
        return DispatchDesign.isFor(file(id, "convex"), world);
    }

    @Override
    public EconomicMethod create(String id, ChargerGroups world) {
        describe(id);
        return new LearnedDispatch(
                id, world, learned(id, "convex", world), learned(id, "non_convex", world));
    }

    /**
     * The policy of a file as a method.
     *
     * @throws InputException where it was trained for other groups
     */
    public static EconomicMethod of(String id, TensorFile file, ChargerGroups world) {
        return DispatchDesign.of(file, world).method(id, new Policies().read(file));
    }

    /**
     * Refuses a policy that was trained for groups that all run where they may be off, or the other
     * way round.
     *
     * @throws InputException naming both variants
     */
    public static void check(String id, TensorFile file, ChargerGroups world, Variant variant) {
        Variant trained = DispatchDesign.of(file, world).variant();
        if (trained.hasChoice() != variant.hasChoice()) {
            throw new InputException(
                    "method '"
                            + id
                            + "': was trained for variant "
                            + trained.label()
                            + ", cannot decide "
                            + variant.label()
                            + "; choose with --variants");
        }
    }

    private static LearnedDispatch.Learned learned(String id, String variant, ChargerGroups world) {
        TensorFile file = file(id, variant);
        return DispatchDesign.of(file, world).learned(new Policies().read(file));
    }

    private static TensorFile file(String id, String variant) {
        String name = id + "-" + variant + ".safetensors";
        try (var stream = LearnedMethods.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return TensorFile.of(stream.readAllBytes(), name);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
