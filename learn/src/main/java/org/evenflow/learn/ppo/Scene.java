package org.evenflow.learn.ppo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.evenflow.learn.WorldShape;

/**
 * Worlds that one thread plays side by side, a step of each at a time: what all of them show goes
 * through actor and critic together, a row per present agent, a moment per world. What comes out of
 * a row does not depend on the rows beside it, so how worlds are dealt to threads changes no bit.
 * Mutable arrays that grow; an object serves one thread.
 */
final class Scene {
    /**
     * Rows that fill the networks' vectors; more worlds would only push one another out of caches.
     */
    private static final int FILLING_ROWS = 128;

    private final int agents;
    private final int features;
    private final int outs;
    private final int stateFeatures;
    private final PlainNetworks actor;
    private final PlainNetworks critic;

    private int rows;
    private int moments;

    /** Who is present in which moment, {@code [row]}. */
    private int[] agent = new int[0];

    private int[] moment = new int[0];

    /** Normalised observations, {@code [row][feature]}. */
    private float[] input = new float[0];

    /** Where critics see the central state: observations with it behind, {@code [row][number]}. */
    private float[] seenByCritic = new float[0];

    /** Normalised, {@code [moment][node][feature]}. */
    private float[] nodes = new float[0];

    /** What actors say, {@code [row][output]}, and critics, {@code [row]}. */
    private float[] outputs = new float[0];

    private float[] values = new float[0];

    /** Of worlds of a shape, with the weights that it begins with. */
    Scene(
            WorldShape shape,
            Approximator actor,
            Approximator critic,
            boolean central,
            Snapshot snapshot) {
        agents = shape.agents();
        features = shape.features();
        outs = shape.actions().outputs();
        stateFeatures = central ? shape.stateFeatures() : 0;
        this.actor = new PlainNetworks(actor, snapshot.actor());
        this.critic = new PlainNetworks(critic, snapshot.critic());
    }

    /**
     * Plays worlds until each has had its share, some of them side by side; when one is done, the
     * next one takes its place.
     *
     * @param waiting worlds that are ready; other threads may take from them too
     * @param fair most worlds side by side that leave other threads enough
     * @param now weights to play with
     * @param iteration for messages
     */
    void play(Queue<Player> waiting, int fair, Snapshot now, int iteration) {
        actor.load(now.actor());
        critic.load(now.critic());
        Snapshot snapshot = now.copy();
        int most = Math.clamp(Math.ceilDiv(FILLING_ROWS, agents), 1, fair);
        var players = new ArrayList<Player>(most);
        while (take(waiting, most, players)) {
            look(players, snapshot);
            int at = 0;
            for (Player player : players) {
                int present = player.present();
                player.act(snapshot, outputs, values, at, iteration);
                at += present;
            }
            players.removeIf(player -> !player.isPlaying());
        }
    }

    /** Fills up with worlds that wait; returns whether any is played. */
    private static boolean take(Queue<Player> waiting, int most, List<Player> players) {
        while (players.size() < most) {
            Player next = waiting.poll();
            if (next == null) {
                break;
            }
            next.start();
            players.add(next);
        }
        return !players.isEmpty();
    }

    /** Gathers what the worlds show and asks actor and critic. */
    private void look(List<Player> players, Snapshot snapshot) {
        rows = 0;
        moments = 0;
        boolean isDrawn = false;
        for (Player player : players) {
            player.look(snapshot);
            gather(player.rollout(), player.present());
            isDrawn |= player.isDrawn();
        }
        critic.see(nodes, moments);
        critic.forward(stateFeatures > 0 ? seenByCritic : input, rows, agent, moment, values);
        if (isDrawn) {
            actor.see(nodes, moments);
            actor.forward(input, rows, agent, moment, outputs);
        }
    }

    /** Takes up what a world shows, which lies behind what was played of it. */
    private void gather(Rollout seen, int present) {
        reserve(present, seen.nodeNumbers);
        System.arraycopy(seen.agent, seen.rows, agent, rows, present);
        Arrays.fill(moment, rows, rows + present, moments);
        System.arraycopy(
                seen.input, seen.rows * features, input, rows * features, present * features);
        int width = features + stateFeatures;
        for (int i = 0; i < present && stateFeatures > 0; i++) {
            int to = (rows + i) * width;
            System.arraycopy(seen.input, (seen.rows + i) * features, seenByCritic, to, features);
            System.arraycopy(
                    seen.state,
                    seen.moments * stateFeatures,
                    seenByCritic,
                    to + features,
                    stateFeatures);
        }
        System.arraycopy(
                seen.nodes,
                seen.moments * seen.nodeNumbers,
                nodes,
                moments * seen.nodeNumbers,
                seen.nodeNumbers);
        rows += present;
        moments++;
    }

    private void reserve(int moreRows, int nodeNumbers) {
        if (rows + moreRows > agent.length) {
            int most = Math.max(rows + moreRows, 2 * agent.length);
            agent = Arrays.copyOf(agent, most);
            moment = Arrays.copyOf(moment, most);
            input = Arrays.copyOf(input, most * features);
            if (stateFeatures > 0) {
                seenByCritic = Arrays.copyOf(seenByCritic, most * (features + stateFeatures));
            }
            outputs = new float[most * outs];
            values = new float[most];
        }
        if ((moments + 1) * nodeNumbers > nodes.length) {
            nodes = Arrays.copyOf(nodes, 2 * (moments + 1) * nodeNumbers);
        }
    }
}
