package org.evenflow.learn.ppo;

import java.util.List;
import org.evenflow.learn.Normaliser;

/**
 * All that playing needs of what was learned, frozen while worlds are played.
 *
 * @param actor {@code [group][parameter][number]}; agents of a group share parameters
 * @param critic likewise
 * @param logSpread {@code [group][spread]}
 * @param input of observations
 * @param state of central states
 * @param nodes of what nodes show
 * @param value of returns
 */
@SuppressWarnings("ArrayRecordComponent") // snapshots, never written
record Snapshot(
        float[][][] actor,
        float[][][] critic,
        float[][] logSpread,
        Normaliser input,
        Normaliser state,
        Normaliser nodes,
        Normaliser value) {
    /** Copies of what is being learned. */
    static Snapshot of(
            List<Group> groups,
            Normaliser input,
            Normaliser state,
            Normaliser nodes,
            Normaliser value) {
        return new Snapshot(
                groups.stream().map(g -> Group.values(g.actor())).toArray(float[][][]::new),
                groups.stream().map(g -> Group.values(g.critic())).toArray(float[][][]::new),
                groups.stream().map(g -> g.logSpread().values()).toArray(float[][]::new),
                input.copy(),
                state.copy(),
                nodes.copy(),
                value.copy());
    }

    /** The same networks with normalisers of its own, for one thread. */
    Snapshot copy() {
        return new Snapshot(
                actor, critic, logSpread, input.copy(), state.copy(), nodes.copy(), value.copy());
    }
}
