package org.evenflow.experiment.training;

import java.util.List;
import java.util.function.LongSupplier;
import org.evenflow.data.scenario.EconomicReader;
import org.evenflow.data.scenario.EconomicStudy;
import org.evenflow.data.scenario.Study;
import org.evenflow.data.scenario.StudyReader;
import org.evenflow.experiment.ScenarioKeys;
import org.evenflow.learn.charging.Reward;
import org.evenflow.learn.charging.WorldDesign;
import org.evenflow.model.InputException;

/** Finds what a study teaches. */
public final class Lessons {
    private Lessons() {}

    /**
     * A lesson with what identifies it.
     *
     * @param id of the study
     * @param lesson what it teaches
     * @param configuration everything about the world that weights depend on, YAML
     */
    public record Chosen(String id, Lesson lesson, String configuration) {}

    /**
     * The lesson of a study.
     *
     * @param plan names it, keys of its scenario that get other values, and what training begins
     *     with
     * @param days that policies are judged on
     * @param design who acts and how
     * @param reward what for
     * @param dispatch how groups of an economic dispatch learn
     * @param nanoClock time in nanoseconds
     */
    public static Chosen named(
            TrainingPlan plan,
            int days,
            WorldDesign design,
            Reward reward,
            DispatchTerms dispatch,
            LongSupplier nanoClock) {
        String nameOrFile = plan.study();
        List<String> keys = plan.keys();
        WarmStart warmStart = plan.warmStart();
        var policy = warmStart.policy();
        if (EconomicReader.isMeant(nameOrFile)) {
            if (!keys.isEmpty()) {
                throw new InputException(
                        nameOrFile + " is no charging world, so it has no keys of a scenario");
            }
            refuseCharging(nameOrFile, design);
            if (warmStart.teachers() != null) {
                throw new InputException(
                        nameOrFile
                                + " has no controllers to imitate; --warm-start must be"
                                + " policy:FILE, is "
                                + warmStart.words().get("warm_start"));
            }
            EconomicStudy economic = EconomicReader.named(nameOrFile);
            var groups = dispatch.design(economic, design.levels());
            if (policy != null) {
                warmStart.check(() -> groups.refuseOther(policy));
            }
            var lesson = new DispatchLesson(economic, groups);
            return new Chosen(economic.id(), lesson, lesson.configuration());
        }
        Study study = ScenarioKeys.set(StudyReader.named(nameOrFile), keys);
        if (policy != null) {
            warmStart.check(() -> design.refuseOther(policy));
        }
        var lesson =
                new ChargingLesson(study, days, design, reward, warmStart.teachers(), nanoClock);
        return new Chosen(study.id(), lesson, lesson.configuration());
    }

    /** Refuses what only agents of a charging world can do. */
    private static void refuseCharging(String nameOrFile, WorldDesign design) {
        if (design.signal() != WorldDesign.Signal.POWER) {
            throw new InputException(
                    nameOrFile
                            + " is no charging world: signal must be power, is "
                            + design.signal().word());
        }
        if (!design.rule().isEmpty()) {
            throw new InputException(
                    nameOrFile
                            + " is no charging world: there is no rule to correct, is "
                            + design.rule());
        }
    }
}
