package org.evenflow.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.evenflow.control.Controller;
import org.evenflow.control.ControllerProvider;
import org.evenflow.control.Setting;
import org.evenflow.control.Settings;
import org.evenflow.control.rule.Rules;
import org.evenflow.learn.charging.PolicyControllers;
import org.evenflow.model.InputException;
import org.jspecify.annotations.Nullable;

/** The controllers that this installation has, by id. */
public final class Controllers {
    /** How ids of trained policies in files begin. */
    private static final String FILE = "policy:";

    /** Settings in their brackets. */
    private static final Pattern SETTINGS = Pattern.compile("\\[[^\\]]*\\]");

    private static final String DEADLINE = "deadline_s";
    private static final double PATIENT_S = 3600;

    private final UnaryOperator<Path> located;
    private final String origin;
    private final Map<String, ControllerProvider> byId = new LinkedHashMap<>();

    /** Finds all providers on the class path. */
    public Controllers() {
        this(UnaryOperator.identity());
    }

    /**
     * The same with trained policies in other places.
     *
     * @param located gives the place of a policy's file by the one that ids name
     */
    public Controllers(UnaryOperator<Path> located) {
        this.located = located;
        origin = "";
        for (ControllerProvider provider : ServiceLoader.load(ControllerProvider.class)) {
            for (String id : provider.ids()) {
                byId.put(id, provider);
            }
        }
    }

    private Controllers(Controllers known, String origin) {
        located = known.located;
        this.origin = origin;
        byId.putAll(known.byId);
    }

    /**
     * These and others that were entered.
     *
     * @param entrant what brings them, with what tells it from another of its name: one line
     * @param providers of the others
     * @throws InputException where one of them has an id that is taken
     */
    public Controllers with(String entrant, List<ControllerProvider> providers) {
        var all = new Controllers(this, origin + "# with " + entrant + "\n");
        for (ControllerProvider provider : providers) {
            for (String id : provider.ids()) {
                if (all.byId.putIfAbsent(id, provider) != null) {
                    throw new InputException(
                            entrant
                                    + ": controller '"
                                    + id
                                    + "' must have an id of its own, there"
                                    + " is one of that id already");
                }
            }
        }
        return all;
    }

    /**
     * What was entered, as comment lines for a resolved configuration: results of others are told
     * by them. Empty where all controllers are on the class path.
     */
    public String origin() {
        return origin;
    }

    /** Ids in the order of tables. */
    public List<String> ids() {
        return new ArrayList<>(byId.keySet());
    }

    /** Ids that a study of a scenario plays where it names none, in the order of tables. */
    public List<String> usual(String scenario) {
        return ids().stream().filter(id -> provider(id).isUsual(id, scenario)).toList();
    }

    /** One sentence on a controller. */
    public String describe(String id) {
        return provider(name(id)).describe(name(id));
    }

    /** What a user may set on a controller. */
    public List<Setting> settings(String id) {
        return provider(name(id)).settings(name(id));
    }

    /**
     * A new controller.
     *
     * @param id of a controller, with settings in brackets where they are not the usual ones:
     *     {@code mpc[carbon_price=0.1;blocks=20]}; paths are relative to the working folder, no
     *     value holds a semicolon or a bracket; {@code other+mpc} for the one with the other's
     *     wishes as proposals; or a trained policy by its file: {@code
     *     policy:out/train/quickstart-ppo/policy.safetensors}
     * @throws InputException where there is none of that id, or no such setting
     */
    public Controller create(String id) {
        return create(id, false);
    }

    /**
     * The value of each setting of a controller, as users write it, in the order of lists.
     *
     * @throws InputException where there is none of that id, or it is a policy or has proposals of
     *     another: those have no settings of one controller
     */
    public Map<String, String> values(String id) {
        if (plus(id) >= 0 || policyFile(id) != null) {
            throw new InputException(
                    "controller '" + id + "' must be one with settings of its own, as mpc");
        }
        return Settings.of("controller " + name(id), settings(id), given(id)).texts();
    }

    /** Names of the settings that an id gives in its brackets. */
    public Set<String> givenNames(String id) {
        return given(id).keySet();
    }

    /**
     * An id with more settings; those that have their usual value are not named, so ids of equal
     * controllers are equal.
     *
     * @param id of a controller, with settings or without
     * @param values by setting, as users write them
     * @throws InputException where a setting or a value is not allowed
     */
    public String varied(String id, Map<String, String> values) {
        var all = given(id);
        all.putAll(values);
        var known = settings(id);
        var texts = Settings.of("controller " + name(id), known, all).texts();
        String named =
                known.stream()
                        .filter(s -> all.containsKey(s.name()))
                        .filter(s -> !s.kind().usualText().equals(texts.get(s.name())))
                        .map(s -> s.name() + "=" + texts.get(s.name()))
                        .collect(Collectors.joining(";"));
        return named.isEmpty() ? name(id) : name(id) + "[" + named + "]";
    }

    /** Whether an id is of a rule, with or without settings: it neither plans nor has learnt. */
    public boolean isRule(String id) {
        return plus(id) < 0 && policyFile(id) == null && byId.get(name(id)) instanceof Rules;
    }

    /**
     * A new controller whose decisions do not depend on the machine's speed: its deadlines are so
     * far away that none is met.
     *
     * @throws InputException likewise, and where a deadline is set
     */
    public Controller patient(String id) {
        return create(id, true);
    }

    /** The file of a trained policy's id; null where it is no such id. */
    public static @Nullable Path policyFile(String id) {
        return id.startsWith(FILE) && id.indexOf('+') < 0
                ? Path.of(id.substring(FILE.length()))
                : null;
    }

    private Controller create(String id, boolean isPatient) {
        int plus = plus(id);
        if (plus > 0) {
            if (create(id.substring(plus + 1), isPatient) instanceof Controller.Refining refining) {
                return refining.refining(create(id.substring(0, plus), isPatient));
            }
            throw new InputException(
                    "controller '" + id + "': " + id.substring(plus + 1) + " takes no proposals");
        }
        Path file = policyFile(id);
        if (file != null) {
            return PolicyControllers.of(id, located.apply(file));
        }
        ControllerProvider provider = provider(name(id));
        var given = given(id);
        boolean hasDeadline =
                provider.settings(name(id)).stream().anyMatch(s -> s.name().equals(DEADLINE));
        if (isPatient && hasDeadline && given.put(DEADLINE, Double.toString(PATIENT_S)) != null) {
            throw new InputException(
                    "controller '"
                            + id
                            + "': "
                            + DEADLINE
                            + " cannot be set here: what is learnt may not depend on the machine's"
                            + " speed");
        }
        return provider.create(
                name(id),
                Settings.of("controller " + name(id), provider.settings(name(id)), given));
    }

    /** Where the last plus stands that is not part of a setting; below 0 where there is none. */
    private static int plus(String id) {
        return SETTINGS.matcher(id)
                .replaceAll(m -> "-".repeat(m.group().length()))
                .lastIndexOf('+');
    }

    private static String name(String id) {
        int bracket = id.indexOf('[');
        return bracket < 0 ? id : id.substring(0, bracket);
    }

    private static Map<String, String> given(String id) {
        var given = new LinkedHashMap<String, String>();
        int bracket = id.indexOf('[');
        if (bracket < 0) {
            return given;
        }
        String form = "controller '" + id + "' must have settings like [name=1;other=2]";
        if (!id.endsWith("]")) {
            throw new InputException(form);
        }
        for (String part : id.substring(bracket + 1, id.length() - 1).split(";")) {
            String[] sides = part.split("=", 2);
            if (sides.length != 2 || given.containsKey(sides[0].strip())) {
                throw new InputException(form + ", has '" + part + "'");
            }
            given.put(sides[0].strip(), sides[1].strip());
        }
        return given;
    }

    private ControllerProvider provider(String id) {
        ControllerProvider provider = byId.get(id);
        if (provider == null) {
            throw InputException.unknown("controller", id, byId.keySet());
        }
        return provider;
    }
}
