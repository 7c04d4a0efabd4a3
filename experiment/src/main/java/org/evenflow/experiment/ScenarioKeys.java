package org.evenflow.experiment;

import java.util.ArrayList;
import java.util.List;
import org.evenflow.data.scenario.Extent;
import org.evenflow.data.scenario.ScenarioDocument;
import org.evenflow.data.scenario.Study;
import org.evenflow.model.InputException;

/** Other values for keys of a study's scenario. */
public final class ScenarioKeys {
    private ScenarioKeys() {}

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
}
