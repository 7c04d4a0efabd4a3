package org.evenflow.learn.charging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.Observation;
import org.evenflow.control.Settings;
import org.evenflow.learn.Frame;
import org.evenflow.learn.Policies;
import org.evenflow.learn.Policy;
import org.evenflow.learn.TrainerProvider;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.InputException;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.SessionRecord;
import org.evenflow.sim.ChargingEnv;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TaughtWorldTest {
    private static final int STEPS = 10;

    /** All power in cheap hours, none in dear ones. */
    private static final class Thrift implements Controller {
        @Override
        public String id() {
            return "thrift";
        }

        @Override
        public void decide(Observation observation, Action action) {
            var limits = observation.limits();
            boolean isCheap = observation.buyPerKwh(observation.step()) < 0.15;
            for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
                action.powerKw()[limits.connectorAt(rank)] = isCheap ? limits.highKwAt(rank) : 0;
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"CONNECTOR, 0", "CONNECTOR, 5", "STATION, 0"})
    void clonedPolicyDoesAsTheRule(WorldDesign.Unit unit, int levels) {
        var design = new WorldDesign(unit, levels);
        Policy policy = cloned(design);
        Controller learned = PolicyControllers.of("learned", policy, design);
        Controller rule = new Thrift();
        var env = new ChargingEnv(scenario());
        var theirs = new Action(2, 0);
        var ours = new Action(2, 0);
        double error = 0;
        int count = 0;
        for (long day = 0; day < 5; day++) {
            Observation observation = env.reset(day);
            learned.reset();
            boolean ends = false;
            while (!ends) {
                theirs.clear();
                ours.clear();
                rule.decide(observation, theirs);
                learned.decide(observation, ours);
                for (int rank = 0; rank < observation.limits().pluggedInCount(); rank++) {
                    int connector = observation.limits().connectorAt(rank);
                    if (observation.laxityHours(connector) > 0) {
                        error += Math.abs(theirs.powerKw()[connector] - ours.powerKw()[connector]);
                        count++;
                    }
                }
                ends = env.step(theirs).isTruncated();
            }
        }
        assertThat(count).isGreaterThan(40);
        // Of 10 kW; who always charges errs by 5.
        assertThat(error / count).isLessThan(0.3);
    }

    @Test
    void teacherIsMadeAnewForEachEpisode() {
        var made = new AtomicInteger();
        var world =
                world(
                        WorldDesign.USUAL,
                        () -> {
                            made.incrementAndGet();
                            return new Thrift();
                        });
        var frame = new Frame(world.shape());
        world.reset(1, frame);
        world.reset(2, frame);
        assertThat(made).hasValue(2);
    }

    @Test
    void teacherThatLooksIntoTheFutureMay() {
        var world =
                world(
                        WorldDesign.USUAL,
                        () ->
                                new Controller() {
                                    @Override
                                    public String id() {
                                        return "seer";
                                    }

                                    @Override
                                    public boolean isClairvoyant() {
                                        return true;
                                    }

                                    @Override
                                    public void decide(Observation now, Action action) {
                                        assertThat(now.foresight().visits()).isNotEmpty();
                                        action.powerKw()[0] = 6;
                                    }
                                });
        var frame = new Frame(world.shape());
        world.reset(1, frame);
        var actions = new float[2];
        world.teach(actions);
        // 6 of 10 kW: (0.6 - 1) / 1.2.
        assertThat(actions[0]).isCloseTo(-0.4f / 1.2f, within(1e-6f));
    }

    @Test
    void worldThatMpcRefinesTakesNoTeacher() {
        assertThatThrownBy(
                        () ->
                                world(
                                        new WorldDesign(WorldDesign.Unit.CONNECTOR, 0, 0.03),
                                        Thrift::new))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(
                        "a world that mpc refines has no use for a controller to imitate");
    }

    private static Policy cloned(WorldDesign design) {
        var provider = new Policies().provider("ppo");
        var settings =
                Settings.of(
                        "ppo",
                        provider.settings("ppo"),
                        Map.of(
                                "gamma", 1.0,
                                "envs", 2.0,
                                "steps_per_iteration", 500.0,
                                "minibatch", 128.0,
                                "hidden", 32.0,
                                "learning_rate", 3e-3));
        var task =
                new TrainerProvider.Task(
                        () -> world(design, Thrift::new), 1, 1, () -> 0L, null, 1_000_000);
        try (var trainer = provider.begin("ppo", task, settings)) {
            for (int i = 0; i < 10; i++) {
                trainer.iterate();
            }
            return trainer.policy();
        }
    }

    private static ChargingWorld world(WorldDesign design, Supplier<Controller> teachers) {
        return new ChargingWorld(
                scenario(), design, Reward.money(1), SeedSplit.Part.TRAINING, teachers);
    }

    /** Two vehicles a day on two connectors, cheap and dear hours in turn. */
    private static Scenario scenario() {
        var sessions = new ArrayList<SessionRecord>();
        for (int day = 0; day < 20; day++) {
            sessions.add(TinyCharging.session(day, 0, STEPS, 20 + day));
            sessions.add(TinyCharging.session(day, day % 3, STEPS - 1, 40 - day));
        }
        return TinyCharging.scenario(
                STEPS, 2, new ChargerKind.FastDc(10, 1, 1), 100, 20, List.of(0.1, 0.2), sessions);
    }
}
