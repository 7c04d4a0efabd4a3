package org.evenflow.experiment.study;

import java.util.Arrays;
import java.util.List;
import org.evenflow.data.scenario.Extent;
import org.evenflow.data.scenario.Study;
import org.evenflow.experiment.ScenarioKeys;
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
    public static Study apply(
            Study study,
            List<String> settings,
            @Nullable String sweep,
            @Nullable List<String> variants) {
        var changed = ScenarioKeys.set(study, settings);
        var extent = changed.extent();
        if (sweep != null) {
            extent = extent.withSweep(sweep(sweep));
        }
        changed = changed.withExtent(extent);
        return changed.withExtent(extent.withVariants(StudyWorlds.chosen(changed, variants)));
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
    public static String folder(Study study) {
        var sweep = study.extent().sweep();
        return sweep == null ? study.id() : study.id() + "-by-" + StudyWorlds.folder(sweep.key());
    }
}
