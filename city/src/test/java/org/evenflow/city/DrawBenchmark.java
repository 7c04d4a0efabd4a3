package org.evenflow.city;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evenflow.model.Battery;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Connector;
import org.evenflow.model.ConstantPowerTaper;
import org.evenflow.model.Station;
import org.evenflow.model.TimeGrid;
import org.evenflow.model.Vehicle;
import org.evenflow.model.scenario.BaseLoad;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.SessionSource;
import org.evenflow.model.scenario.Weather;

/**
 * Times {@link Exogenous#draw} after warm-up; prints nanoseconds of the thread's processor time a
 * draw, the best and the median of the rounds.
 *
 * <p>The first two worlds are the ones that the program's own benchmark steps through: 28 hours
 * from five in the morning, mixed stations of ten, one car, a tenth of the drivers early.
 */
final class DrawBenchmark {
    private static final int ROUNDS = 15;

    private DrawBenchmark() {}

    public static void main(String[] arguments) {
        time("bench 25", bench(25));
        time("bench 1000", bench(1000));
        time("bench 25", bench(25));
        for (String profile : new String[] {"workplace", "home"}) {
            time(profile + " 25", Worlds.cars(profile, 25, 0.6));
            time(profile + " 1000", Worlds.cars(profile, 1000, 0.6));
        }
        time("workplace 25 and a plant", sunny());
    }

    private static Scenario bench(int connectors) {
        var slow = new ChargerKind.SlowAc(3, 16, 6, 1, 230);
        var both = new ChargerKind.Bidirectional(11, 10, 0, 0.96);
        var stations = new ArrayList<Station>();
        for (int first = 0; first < connectors; first += 10) {
            var sockets = new ArrayList<Connector>();
            for (int i = 0; i < Math.min(10, connectors - first); i++) {
                sockets.add(new Connector("c" + (first + i), i % 5 == 4 ? both : slow));
            }
            stations.add(new Station("s" + first, "b", null, Double.POSITIVE_INFINITY, 0, sockets));
        }
        var battery =
                new Battery(
                        60, 0.1, 1, 0.92, 0.92, new ConstantPowerTaper(0.8, 1), Battery.Wear.NONE);
        var people =
                new SessionSource.Population(
                        "cars",
                        "workplace",
                        stations.stream().map(Station::id).toList(),
                        0.73,
                        List.of(
                                new SessionSource.FleetShare(
                                        new Vehicle("car", battery, 3, 16, 120, 10), 1)),
                        0.1);
        var grid = TimeGrid.of("2024-03-05T05:00", "Europe/Zurich", 15, 28);
        return Worlds.scenario(grid, stations, new SessionSource.Drawn(List.of(people)));
    }

    private static Scenario sunny() {
        var stations = Worlds.stations(25);
        return Worlds.scenario(
                Worlds.WEDNESDAY,
                stations,
                Worlds.drawn("workplace", stations, 0.6, 0),
                List.of(Worlds.ROOF),
                new Weather.ClearSkyWithClouds(47, 8, 0.7, 15),
                BaseLoad.NONE);
    }

    private static void time(String name, Scenario scenario) {
        var world = new Exogenous(scenario);
        var threads = ManagementFactory.getThreadMXBean();
        int connectors =
                scenario.site().stations().stream().mapToInt(s -> s.connectors().size()).sum();
        int draws = 4_000_000 / (connectors + 15);
        var nanos = new double[ROUNDS];
        long rows = 0;
        for (int round = 0; round < ROUNDS; round++) {
            rows = 0;
            long begin = threads.getCurrentThreadCpuTime();
            for (int seed = 0; seed < draws; seed++) {
                world.draw(seed);
                rows += world.sessions().count;
            }
            nanos[round] = (threads.getCurrentThreadCpuTime() - begin) / (double) draws;
        }
        Arrays.sort(nanos);
        System.out.printf(
                "%-26s best %7.0f ns, median %7.0f ns, %.1f sessions%n",
                name, nanos[0], nanos[ROUNDS / 2], rows / (double) draws);
    }
}
