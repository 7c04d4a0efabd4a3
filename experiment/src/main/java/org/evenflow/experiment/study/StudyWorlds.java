package org.evenflow.experiment.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.evenflow.data.scenario.Extent;
import org.evenflow.data.scenario.ScenarioDocument;
import org.evenflow.data.scenario.Study;
import org.evenflow.experiment.Controllers;
import org.evenflow.model.InputException;
import org.jspecify.annotations.Nullable;

/**
 * The worlds that a study plays, each a study of its own, and which of their runs belong to which
 * value of a sweep. A sweep over a key of the scenario makes a world for each value; one over a
 * setting of controllers makes a controller for each value in one world.
 *
 * @param key what tells worlds or values apart: {@value #VARIANT}, or the swept key or setting
 * @param isSweep whether {@code key} is swept
 * @param worlds at least one, in order
 * @param cases in the order of worlds and controllers
 */
record StudyWorlds(String key, boolean isSweep, List<World> worlds, List<Case> cases) {
    /** The key of worlds that only their names tell apart. */
    static final String VARIANT = "variant";

    /**
     * One world.
     *
     * @param id name of its folder
     * @param study its scenario, controllers and seeds
     */
    record World(String id, Study study) {}

    /**
     * One controller in one world.
     *
     * @param world position of the world
     * @param run id of the controller in the world's runs
     * @param controller id without the swept setting
     * @param value of the sweep; name of the world without one; empty for a controller that does
     *     not have the swept setting
     */
    record Case(int world, String run, String controller, String value) {}

    /**
     * Finds the worlds of a study.
     *
     * @throws InputException where a sweep's key is neither one of scenarios nor a setting of the
     *     controllers, or a world is wrong
     */
    static StudyWorlds of(Study study, Controllers known) {
        var ids = study.controllers().isEmpty() ? known.ids() : study.controllers();
        Extent.Sweep sweep = study.extent().sweep();
        if (sweep == null) {
            return variants(study, ids);
        }
        return ScenarioDocument.isKey(sweep.key())
                ? ofKey(study, sweep, ids)
                : ofSetting(study, sweep, ids, known);
    }

    private static StudyWorlds variants(Study study, List<String> ids) {
        var worlds = new ArrayList<World>();
        var cases = new ArrayList<Case>();
        for (Extent.Variant variant : study.extent().variants()) {
            ids.forEach(id -> cases.add(new Case(worlds.size(), id, id, variant.id())));
            worlds.add(new World(variant.id(), study.in(variant.title(), variant.document())));
        }
        if (worlds.isEmpty()) {
            String id = study.scenario().id();
            ids.forEach(controller -> cases.add(new Case(0, controller, controller, id)));
            worlds.add(new World(id, study.in(study.title(), study.document())));
        }
        return new StudyWorlds(VARIANT, false, worlds, cases);
    }

    private static StudyWorlds ofKey(Study study, Extent.Sweep sweep, List<String> ids) {
        var base = base(study);
        var worlds = new ArrayList<World>();
        var cases = new ArrayList<Case>();
        for (String value : sweep.values()) {
            String title = sweep.key() + " = " + value;
            var document = base.with(sweep.key(), value, "sweep");
            ids.forEach(id -> cases.add(new Case(worlds.size(), id, id, value)));
            worlds.add(new World(folder(sweep.key() + "=" + value), study.in(title, document)));
        }
        return new StudyWorlds(sweep.key(), true, worlds, cases);
    }

    private static StudyWorlds ofSetting(
            Study study, Extent.Sweep sweep, List<String> ids, Controllers known) {
        var cases = new ArrayList<Case>();
        for (String id : ids) {
            boolean isSwept =
                    known.settings(id).stream().anyMatch(s -> s.name().equals(sweep.key()));
            if (!isSwept) {
                cases.add(new Case(0, id, id, ""));
                continue;
            }
            for (String value : sweep.values()) {
                cases.add(new Case(0, with(id, sweep.key(), value), id, value));
            }
        }
        if (cases.stream().allMatch(c -> c.value().isEmpty())) {
            throw new InputException(
                    "sweep: '"
                            + sweep.key()
                            + "' must be a key path of the scenario, such as plant_scale, or a"
                            + " setting of one of the controllers: "
                            + settings(ids, known));
        }
        var runs = cases.stream().map(Case::run).toList();
        var world = study.in(study.title(), base(study)).withControllers(runs);
        return new StudyWorlds(sweep.key(), true, List.of(new World("all", world)), cases);
    }

    /** The scenario that a sweep varies: that of the only variant, else the study's own. */
    private static ScenarioDocument base(Study study) {
        var variants = study.extent().variants();
        if (variants.size() > 1) {
            throw new InputException(
                    "sweep: one world can be swept at a time, are "
                            + String.join(
                                    ", ", variants.stream().map(Extent.Variant::id).toList()));
        }
        return variants.isEmpty() ? study.document() : variants.getFirst().document();
    }

    private static String with(String id, String setting, String value) {
        String more = setting + "=" + value + "]";
        return id.endsWith("]") ? id.substring(0, id.length() - 1) + ";" + more : id + "[" + more;
    }

    private static String settings(List<String> ids, Controllers known) {
        var having = new LinkedHashMap<String, List<String>>();
        for (String id : ids) {
            known.settings(id)
                    .forEach(s -> having.computeIfAbsent(s.name(), _ -> new ArrayList<>()).add(id));
        }
        var all = new ArrayList<String>();
        having.forEach((setting, of) -> all.add(setting + " (" + String.join(", ", of) + ")"));
        return all.isEmpty() ? "none of them has any" : String.join("; ", all);
    }

    /** A name that is fit for a folder. */
    static String folder(String name) {
        return name.replaceAll("[^\\w.=-]+", "_");
    }

    /** The variants that were asked for; those that are not optional where nobody asked. */
    static List<Extent.Variant> chosen(Study study, @Nullable List<String> asked) {
        var all = study.extent().variants();
        if (asked == null) {
            // A sweep is over one world; the study's own, where nobody names another.
            return study.extent().sweep() != null
                    ? List.of()
                    : all.stream().filter(variant -> !variant.isOptional()).toList();
        }
        if (asked.equals(List.of("all"))) {
            return all;
        }
        var chosen = new ArrayList<Extent.Variant>();
        for (String id : asked) {
            chosen.add(
                    all.stream()
                            .filter(variant -> variant.id().equals(id))
                            .findFirst()
                            .orElseThrow(() -> unknown(study, id)));
        }
        return chosen;
    }

    private static InputException unknown(Study study, String id) {
        var all = study.extent().variants().stream().map(Extent.Variant::id).toList();
        return new InputException(
                "variant '"
                        + id
                        + "' does not exist; study "
                        + study.id()
                        + " has "
                        + (all.isEmpty() ? "none" : String.join(", ", all) + ", or all"));
    }
}
