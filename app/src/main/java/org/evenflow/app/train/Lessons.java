package org.evenflow.app.train;

import java.util.List;
import org.evenflow.app.study.StudyOptions;
import org.evenflow.data.scenario.EconomicReader;
import org.evenflow.data.scenario.EconomicStudy;
import org.evenflow.data.scenario.Study;
import org.evenflow.data.scenario.StudyReader;
import org.evenflow.learn.charging.Reward;
import org.evenflow.learn.charging.WorldDesign;
import org.evenflow.model.InputException;

/** Finds what a study teaches. */
final class Lessons {
    private Lessons() {}

    /**
     * A lesson with what identifies it.
     *
     * @param id of the study
     * @param lesson what it teaches
     * @param configuration everything about the world that weights depend on, YAML
     */
    record Chosen(String id, Lesson lesson, String configuration) {}

    /**
     * The lesson of a study.
     *
     * @param nameOrFile built-in name or file
     * @param keys of the scenario that get other values, {@code KEY=VALUE} each
     * @param days that policies are judged on
     * @param design who acts and how
     * @param reward what for
     * @param dispatch how groups of an economic dispatch learn
     */
    static Chosen named(
            String nameOrFile,
            List<String> keys,
            int days,
            WorldDesign design,
            Reward reward,
            DispatchOptions dispatch) {
        if (EconomicReader.isMeant(nameOrFile)) {
            if (!keys.isEmpty()) {
                throw new InputException(
                        nameOrFile + " is no charging world, so it has no keys of a scenario");
            }
            if (design.signal() != WorldDesign.Signal.POWER) {
                throw new InputException(
                        nameOrFile
                                + " is no charging world: signal must be power, is "
                                + design.signal().word());
            }
            EconomicStudy economic = EconomicReader.named(nameOrFile);
            var lesson = new DispatchLesson(economic, dispatch.design(economic, design.levels()));
            return new Chosen(economic.id(), lesson, lesson.configuration());
        }
        Study study = StudyOptions.set(StudyReader.named(nameOrFile), keys);
        var lesson = new ChargingLesson(study, days, design, reward);
        return new Chosen(study.id(), lesson, lesson.configuration());
    }
}
