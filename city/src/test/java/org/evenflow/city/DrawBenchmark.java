package org.evenflow.city;

import java.util.List;
import org.evenflow.model.BaseLoad;

/** Times {@link Exogenous#draw} after warm-up; prints nanoseconds. */
final class DrawBenchmark {
    private DrawBenchmark() {}

    public static void main(String[] arguments) {
        for (int connectors : new int[] {25, 1000}) {
            time("workplace", connectors, 0.6, false);
            time("home", connectors, 0.6, false);
        }
        time("workplace", 25, 0.6, true);
    }

    private static void time(String profile, int connectors, double perDay, boolean sun) {
        var stations = Worlds.stations(connectors);
        var sessions = Worlds.drawn(profile, stations, perDay, 0);
        var world =
                new Exogenous(
                        Worlds.scenario(
                                Worlds.WEDNESDAY,
                                stations,
                                sessions,
                                sun ? List.of(Worlds.ROOF) : List.of(),
                                new org.evenflow.model.Weather.ClearSkyWithClouds(47, 8, 0.7, 15),
                                BaseLoad.NONE));
        int rounds = 20_000_000 / (connectors * 20);
        long rows = 0;
        double best = Double.POSITIVE_INFINITY;
        for (int round = 0; round < 12; round++) {
            rows = 0;
            long begin = System.nanoTime();
            for (int seed = 0; seed < rounds; seed++) {
                world.draw(seed);
                rows += world.sessions().count;
            }
            best = Math.min(best, (System.nanoTime() - begin) / (double) rounds);
        }
        System.out.printf(
                "%s, %d connectors, plant %b: %.0f ns a draw, %.1f sessions%n",
                profile, connectors, sun, best, rows / (double) rounds);
    }
}
