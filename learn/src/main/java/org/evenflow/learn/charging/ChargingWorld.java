package org.evenflow.learn.charging;

import java.util.Arrays;
import java.util.function.Supplier;
import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.learn.Frame;
import org.evenflow.learn.World;
import org.evenflow.learn.WorldShape;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.sim.ChargingEnv;
import org.evenflow.sim.EpisodeTotals;
import org.evenflow.sim.SessionOutcome;
import org.evenflow.sim.StepRecord;
import org.evenflow.sim.Trace;
import org.jspecify.annotations.Nullable;

/**
 * The charging of a scenario as a world to learn in. With connectors as agents a trajectory is a
 * vehicle's visit: present from arrival until departure, or until nothing is left to do. The wish
 * passes the dispatcher within the environment, so what a learner keeps is its own action. Seeds
 * are turned into those of the world's part of the split, so that no learner can see a day that it
 * is judged on. Only its teacher may look into the future, where that is declared. Mutable; one
 * thread.
 */
public final class ChargingWorld implements World {
    private final ChargingEnv env;
    private final IdleRun idle;
    private final Observation observation;
    private final Encoder encoder;
    private final Response response;
    private final Reward reward;
    private final SeedSplit split;
    private final SeedSplit.Part part;
    private final Action action;
    private final Action wish;
    private final @Nullable Controller refined;
    private final @Nullable Supplier<Controller> teachers;
    private @Nullable Controller teacher;
    private final PlayedStep played;
    private final boolean[] acted;
    private final boolean[] isGone;
    private final double[] gain;
    private final double[] potential;
    private final boolean[] isValued;
    private double scale = 1;

    /**
     * A world.
     *
     * @param part of the scenario's seeds that it plays
     */
    public ChargingWorld(
            Scenario scenario, WorldDesign design, Reward reward, SeedSplit.Part part) {
        this(scenario, design, reward, part, null);
    }

    /**
     * A world that can tell what a controller would do ({@link #teach}).
     *
     * @param part of the scenario's seeds that it plays
     * @param teachers makes the controller, anew for each episode: nothing that it remembers may
     *     reach a later one; its decisions may not depend on the machine's speed. Null for none
     * @throws org.evenflow.model.InputException where there is nothing to teach ({@link
     *     WorldDesign#mustBeTeachable})
     */
    public ChargingWorld(
            Scenario scenario,
            WorldDesign design,
            Reward reward,
            SeedSplit.Part part,
            @Nullable Supplier<Controller> teachers) {
        if (teachers != null) {
            design.mustBeTeachable();
        }
        this.teachers = teachers;
        this.reward = reward;
        this.part = part;
        split = SeedSplit.of(scenario);
        env = new ChargingEnv(scenario);
        idle = new IdleRun(scenario);
        observation = env.observation();
        encoder = new Encoder(design, observation);
        response = Response.of(design, encoder, observation);
        int connectors = scenario.connectorCount();
        action = new Action(connectors, scenario.site().plants().size());
        wish = new Action(connectors, scenario.site().plants().size());
        refined =
                design.proposalPrice() > 0
                        ? Refinement.of(new Proposer(), design.proposalPrice())
                        : null;
        played = new PlayedStep(connectors);
        acted = new boolean[encoder.agents().count()];
        isGone = new boolean[connectors];
        gain = new double[connectors];
        potential = new double[connectors];
        isValued = new boolean[connectors];
        env.trace(new Recorder());
    }

    /** Hands what happens to another receiver too, from the next episode on. */
    void trace(Trace other) {
        env.trace(new Recorder(), other);
    }

    /** Proposes what agents wish. */
    private final class Proposer implements Controller {
        @Override
        public String id() {
            return "agents";
        }

        @Override
        public void decide(Observation now, Action proposal) {
            System.arraycopy(wish.powerKw(), 0, proposal.powerKw(), 0, wish.powerKw().length);
        }
    }

    /** Hands what happens to the rewards. */
    private final class Recorder implements Trace {
        @Override
        public void append(StepRecord step) {
            played.read(step, observation, idle);
        }

        @Override
        public void departed(SessionOutcome session) {
            played.departed.add(session.copy());
            isGone[session.connector()] = true;
        }
    }

    @Override
    public WorldShape shape() {
        return encoder.shape();
    }

    @Override
    public void reset(long seed, Frame frame) {
        long drawn = split.seed(part, seed);
        idle.play(drawn);
        if (teachers != null) {
            var next = teachers.get();
            next.reset();
            env.clairvoyant(next.isClairvoyant());
            teacher = next;
        }
        env.reset(drawn);
        encoder.reset();
        if (refined != null) {
            refined.reset();
        }
        scale = Reward.scale(observation);
        Arrays.fill(frame.reward, 0);
        Arrays.fill(frame.left, false);
        frame.isOver = false;
        frame.isTruncated = false;
        show(frame);
        shape(frame, false);
    }

    @Override
    public void teach(float[] actions) {
        var present = teacher;
        if (present != null) {
            wish.clear();
            present.decide(observation, wish);
            response.actionsFor(observation, encoder.byUrgency(), wish.powerKw(), actions);
        } else {
            World.super.teach(actions);
        }
    }

    @Override
    public void step(float[] actions, Frame frame) {
        System.arraycopy(frame.present, 0, acted, 0, acted.length);
        action.clear();
        if (refined == null) {
            response.apply(observation, frame, actions, encoder.byUrgency(), action);
        } else {
            wish.clear();
            response.apply(observation, frame, actions, encoder.byUrgency(), wish);
            refined.decide(observation, action);
        }
        Arrays.fill(isGone, false);
        Arrays.fill(gain, 0);
        played.startStep(observation);
        frame.isOver = env.step(action).isTruncated();
        reward.add(played, gain);
        if (frame.isOver) {
            Arrays.fill(frame.present, false);
        } else {
            show(frame);
        }
        shape(frame, true);
        pay(frame);
    }

    private void show(Frame frame) {
        encoder.encode(observation, frame);
        response.allow(observation, frame);
    }

    /**
     * Adds the shaping of those who acted, and keeps the potentials of those who are there now. Who
     * has come since has none to compare with.
     */
    private void shape(Frame frame, boolean isPaid) {
        if (reward.discount() == 0) {
            return;
        }
        if (isPaid) {
            for (int connector = 0; connector < potential.length; connector++) {
                gain[connector] -= potential[connector];
            }
        }
        Limits limits = observation.limits();
        for (int connector = 0; connector < potential.length; connector++) {
            boolean isSame = isPaid && isValued[connector] && !isGone[connector];
            potential[connector] = 0;
            int rank = limits.rank(connector);
            boolean isThere =
                    !frame.isOver
                            && rank < limits.pluggedInCount()
                            && limits.connectorAt(rank) == connector;
            isValued[connector] = isThere;
            if (isThere) {
                var prices = encoder.prices(observation, connector);
                potential[connector] = Reward.potential(observation, connector, prices);
                if (isSame) {
                    gain[connector] += reward.discount() * potential[connector];
                }
            }
        }
    }

    private void pay(Frame frame) {
        var agents = encoder.agents();
        boolean isOne = agents.unit() == WorldDesign.Unit.CONNECTOR;
        Arrays.fill(frame.reward, 0);
        for (int connector = 0; connector < gain.length; connector++) {
            frame.reward[agents.of(connector)] += (float) (gain[connector] / scale);
        }
        for (int agent = 0; agent < acted.length; agent++) {
            frame.reward[agent] = acted[agent] ? frame.reward[agent] : 0;
            frame.left[agent] =
                    acted[agent]
                            && (frame.isOver || !frame.present[agent] || isOne && isGone[agent]);
        }
    }

    /** What the run has added up to so far. */
    public EpisodeTotals totals() {
        return env.totals();
    }

    /** Currency per unit of reward in the present run. */
    public double scale() {
        return scale;
    }
}
