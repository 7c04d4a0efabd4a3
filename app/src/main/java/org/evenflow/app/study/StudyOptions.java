package org.evenflow.app.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evenflow.data.scenario.Extent;
import org.evenflow.data.scenario.ScenarioDocument;
import org.evenflow.data.scenario.Study;
import org.evenflow.model.InputException;
import org.jspecify.annotations.Nullable;

/** What options of the command line change in a study. */
public final class StudyOptions {
    private StudyOptions() {}

    /**
     * The study under the options.
     *
     * @param settings {@code KEY=VALUE} each
     * @param sweep {@code KEY=V1,V2,...}; null for the study's own, if it has one
     * @param variants ids; null for the usual ones
     */
    static Study apply(
            Study study,
            List<String> settings,
            @Nullable String sweep,
            @Nullable List<String> variants) {
        var changed = set(study, settings);
        var extent = changed.extent();
        if (sweep != null) {
            extent = extent.withSweep(sweep(sweep));
        }
        changed = changed.withExtent(extent);
        return changed.withExtent(extent.withVariants(StudyWorlds.chosen(changed, variants)));
    }

    /**
     * The study with other values of its scenario's keys.
     *
     * @param settings {@code KEY=VALUE} each
     */
    public static Study set(Study study, List<String> settings) {
        if (settings.isEmpty()) {
            return study;
        }
        var variants = new ArrayList<Extent.Variant>();
        for (Extent.Variant variant : study.extent().variants()) {
            variants.add(
                    new Extent.Variant(
                            variant.id(),
                            variant.title() + " (" + String.join(", ", settings) + ")",
                            variant.isOptional(),
                            set(variant.document(), settings)));
        }
        return study.in(study.title(), set(study.document(), settings))
                .withExtent(study.extent().withVariants(variants));
    }

    private static ScenarioDocument set(ScenarioDocument document, List<String> settings) {
        var changed = document;
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw new InputException("--set must be KEY=VALUE, is '" + setting + "'");
            }
            changed =
                    changed.with(
                            setting.substring(0, equals), setting.substring(equals + 1), "--set");
        }
        return changed;
    }

    private static Extent.Sweep sweep(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new InputException("--sweep must be KEY=V1,V2,..., is '" + text + "'");
        }
        // A comma within brackets belongs to a value.
        var values = text.substring(equals + 1).split(",(?![^\\[{]*[\\]}])", -1);
        return new Extent.Sweep(
                text.substring(0, equals), Arrays.stream(values).map(String::strip).toList());
    }

    /** Name of the folder that a study's results go to where nobody names one. */
    static String folder(Study study) {
        var sweep = study.extent().sweep();
        return sweep == null ? study.id() : study.id() + "-by-" + StudyWorlds.folder(sweep.key());
    }
}
