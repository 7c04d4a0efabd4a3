package org.evenflow.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.evenflow.numeric.RandomStream;

/**
 * A made-up study of the size that the report must handle: shapes are plausible, no figure is a
 * result. For tests of writing and drawing only.
 */
final class StudyFixture {
    static final List<String> CONTROLLERS =
            List.of(
                    "uncontrolled_raw",
                    "uncontrolled",
                    "as_late_as_possible",
                    "equal_share",
                    "round_robin",
                    "first_come_first_served",
                    "earliest_deadline_first",
                    "least_laxity_first",
                    "time_of_use",
                    "pv_surplus",
                    "mpc_forecast",
                    "mpc_perfect",
                    "\"odd\" <b>name</b> & co");
    private static final int STEPS = 96;

    private StudyFixture() {}

    static StudyResult large() {
        List<Long> seeds = LongStream.rangeClosed(1, 10).boxed().toList();
        var runs = new ArrayList<StudyResult.Run>();
        for (int c = 0; c < CONTROLLERS.size(); c++) {
            for (long seed : seeds) {
                runs.add(new StudyResult.Run(CONTROLLERS.get(c), seed, values(c, seed)));
            }
        }
        List<EpisodeRecord> episodes =
                IntStream.range(0, CONTROLLERS.size()).mapToObj(c -> episode(c, true)).toList();
        return study(seeds, runs, episodes);
    }

    /** One controller, one seed, no feeder, nothing recorded beyond powers. */
    static StudyResult small() {
        var runs =
                List.of(
                        new StudyResult.Run(
                                "uncontrolled",
                                1,
                                Map.of("operating_cost", 10.0, "unserved_cost", 0.0)));
        StudyResult large = large();
        return new StudyResult(
                "small",
                "small",
                "One run without a feeder",
                Map.of("Connectors", "2"),
                "CHF",
                List.of("uncontrolled"),
                List.of(1L),
                runs,
                List.of(episode(1, false)),
                List.of(),
                large.provenance(),
                0.1,
                Yardstick.NONE,
                List.of());
    }

    /** Runs with given total costs (by controller, then seed), everything served, no violation. */
    static StudyResult costs(Map<String, double[]> totals) {
        var runs = new ArrayList<StudyResult.Run>();
        int count = totals.values().iterator().next().length;
        totals.forEach(
                (controller, byNumber) -> {
                    for (int seed = 0; seed < count; seed++) {
                        runs.add(
                                new StudyResult.Run(
                                        controller,
                                        seed,
                                        Map.of(
                                                "operating_cost",
                                                byNumber[seed] - 1,
                                                "unserved_cost",
                                                1.0,
                                                "served_share",
                                                100.0,
                                                "line_violation",
                                                0.0)));
                    }
                });
        return new StudyResult(
                "costs",
                "costs",
                "Given costs",
                Map.of(),
                "EUR",
                List.copyOf(totals.keySet()),
                LongStream.range(0, count).boxed().toList(),
                runs,
                List.of(),
                List.of(),
                Map.of(),
                1,
                Yardstick.NONE,
                List.of());
    }

    private static StudyResult study(
            List<Long> seeds, List<StudyResult.Run> runs, List<EpisodeRecord> episodes) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("Feeder", "33 buses, 12.66 kV, 37 branches of which 5 open");
        facts.put("Connectors", "60 at 6 stations: 12 fast DC, 36 slow AC, 12 bidirectional");
        facts.put("Span", "15 July 2019 00:00 to 16 July 2019 00:00, 15 min steps");
        facts.put("Tariff", "time of use, summer weekday; <demand charge> apart");
        facts.put("PV", "450 kW at three buses");
        facts.put("Carbon", "constant 0.128 kg/kWh");
        var provenance = new LinkedHashMap<String, String>();
        provenance.put("Command", "./evenflow study example --seeds 10");
        provenance.put("Java", "25");
        provenance.put("Configuration SHA-256", "0".repeat(64));
        return new StudyResult(
                "fixture",
                "fixture",
                "Made-up study for tests </script><script>throw 1</script>",
                facts,
                "CHF",
                CONTROLLERS,
                seeds,
                runs,
                episodes,
                List.of(
                        "These figures are made up for tests.",
                        "Declared departure was derived: departure rounded up to 30 min."),
                provenance,
                12.3,
                Yardstick.NONE,
                List.of());
    }

    private static Map<String, Double> values(int c, long seed) {
        var random = new RandomStream("fixture", 1000 * c + seed);
        double day = 800 + 40 * new RandomStream("day", seed).nextGaussian();
        double saving = c < 2 ? 0 : 12 * c;
        var values = new LinkedHashMap<String, Double>();
        for (Kpi kpi : Kpi.all()) {
            values.put(kpi.id(), 10 + random.nextDouble());
        }
        double operating = day - saving + 5 * random.nextGaussian();
        double unserved = c == 2 ? 31.0 : 0.4 * random.nextDouble();
        values.put("operating_cost", operating);
        values.put("unserved_cost", unserved);
        values.put("total_cost", operating + unserved);
        values.put("power_flow_failures", c == 0 ? 2.0 : 0.0);
        values.put("served_share", c == 2 ? 96.2 : 100.0);
        values.put("voltage_min", 0.93 + 0.003 * random.nextDouble() - (c == 0 ? 0.05 : 0));
        values.put("peak_power", 3900 + 20 * random.nextGaussian() - 30 * c);
        values.put("energy_balance_relative_error", 1e-13 * random.nextDouble());
        values.put("regret", Double.NaN);
        for (Kpi kpi : Kpi.all()) {
            if (kpi.id().endsWith("_violation")) {
                values.put(kpi.id(), c == 0 ? 6.5 : 0.0);
            }
        }
        return values;
    }

    private static EpisodeRecord episode(int c, boolean hasFeeder) {
        var random = new RandomStream("episode", c);
        double[] base = new double[STEPS];
        double[] plant = new double[STEPS];
        double[] charge = new double[STEPS];
        double[] discharge = new double[STEPS];
        double[] net = new double[STEPS];
        double[] loss = new double[STEPS];
        double[] price = new double[STEPS];
        for (int step = 0; step < STEPS; step++) {
            double hour = step / 4.0;
            base[step] =
                    2600
                            + 700 * Math.exp(-Math.pow((hour - 19) / 3, 2))
                            + 20 * random.nextGaussian();
            plant[step] = 450 * Math.max(0, Math.sin((hour - 6) / 12 * Math.PI));
            double centre = 9 + c * 0.9;
            charge[step] = 520 * Math.exp(-Math.pow((hour - centre) / 2.5, 2));
            discharge[step] = c > 9 && hour > 17 && hour < 20 ? 60 : 0;
            loss[step] = 0.02 * base[step];
            net[step] = base[step] + charge[step] - discharge[step] - plant[step] + loss[step];
            price[step] = hour >= 16 && hour < 21 ? 0.42 : hour < 8 ? 0.11 : 0.21;
        }
        return new EpisodeRecord(
                CONTROLLERS.get(c),
                3,
                "2019-07-15T00:00:00+02:00",
                15,
                net,
                base,
                plant,
                new double[STEPS],
                charge,
                discharge,
                loss,
                price,
                hasFeeder ? 560 : Double.POSITIVE_INFINITY,
                hasFeeder ? buses(c) : List.of(),
                hasFeeder ? branches(c) : List.of(),
                hasFeeder
                        ? List.of(new EpisodeRecord.TransformerView("T1", 5000, 4100 - 20 * c))
                        : List.of(),
                hasFeeder ? departures(random) : List.of(),
                hasFeeder
                        ? chart(random)
                        : new EpisodeRecord.StationChart("", List.of(), 15, List.of()),
                hasFeeder ? cuts(c) : List.of(),
                events(hasFeeder));
    }

    /** Parents of the 33 buses: main path 1–18, laterals at 2, 3 and 6. */
    private static int parent(int bus) {
        return switch (bus) {
            case 0 -> -1;
            case 18 -> 1;
            case 22 -> 2;
            case 25 -> 5;
            default -> bus - 1;
        };
    }

    private static List<EpisodeRecord.BusView> buses(int c) {
        double[] ohm = new double[33];
        double[] drop = new double[33];
        var buses = new ArrayList<EpisodeRecord.BusView>();
        for (int bus = 0; bus < 33; bus++) {
            int parent = parent(bus);
            ohm[bus] = parent < 0 ? 0 : ohm[parent] + 0.4 + 0.1 * (bus % 7);
            drop[bus] = parent < 0 ? 0 : drop[parent] + 0.007 / (1 + 0.12 * bus);
            double mean = 1 - drop[bus];
            double low = mean - 0.5 * drop[bus] - (c == 0 ? 0.35 * drop[bus] : 0);
            buses.add(
                    new EpisodeRecord.BusView(
                            String.valueOf(bus + 1),
                            parent,
                            ohm[bus],
                            low,
                            mean,
                            mean + 0.25 * drop[bus],
                            0.93,
                            1.05,
                            bus % 6 == 5 ? List.of("station <" + bus + ">") : List.of()));
        }
        return buses;
    }

    private static List<EpisodeRecord.BranchView> branches(int c) {
        var branches = new ArrayList<EpisodeRecord.BranchView>();
        for (int bus = 1; bus < 33; bus++) {
            double rating = bus > 28 ? Double.POSITIVE_INFINITY : bus < 6 ? 400 : 200;
            double current = 380.0 / (1 + 0.25 * bus) + (c == 0 ? 60 : 0);
            branches.add(
                    new EpisodeRecord.BranchView(
                            "L" + bus, parent(bus), bus, true, rating, current));
        }
        int[][] ties = {{7, 20}, {8, 14}, {11, 21}, {17, 32}, {24, 28}};
        for (int[] tie : ties) {
            branches.add(
                    new EpisodeRecord.BranchView(
                            "tie " + tie[0] + "-" + tie[1], tie[0], tie[1], false, 200, 0));
        }
        return branches;
    }

    private static List<EpisodeRecord.Departure> departures(RandomStream random) {
        var departures = new ArrayList<EpisodeRecord.Departure>();
        for (int session = 0; session < 180; session++) {
            double arrival = 0.1 + 0.5 * random.nextDouble();
            double target = 0.7 + 0.05 * random.nextInt(7);
            double reachable = session % 15 == 0 ? target - 0.2 : target;
            double achieved = session % 9 == 0 ? reachable - 0.15 * random.nextDouble() : reachable;
            departures.add(new EpisodeRecord.Departure(arrival, target, reachable, achieved));
        }
        return departures;
    }

    private static EpisodeRecord.StationChart chart(RandomStream random) {
        List<String> connectors = IntStream.range(0, 60).mapToObj(i -> "centre-" + i).toList();
        var bars = new ArrayList<EpisodeRecord.Bar>();
        for (int connector = 0; connector < 60; connector++) {
            int step = random.nextInt(12);
            while (step < 80) {
                int stay = 6 + random.nextInt(34);
                int depart = Math.min(96, step + stay);
                double[] powerKw = new double[depart - step];
                for (int i = 0; i < powerKw.length; i++) {
                    powerKw[i] =
                            i < powerKw.length / 3
                                    ? 0
                                    : i > powerKw.length - 3 ? -4 : 2 + 20.0 * i / 40;
                }
                bars.add(
                        new EpisodeRecord.Bar(
                                connector,
                                step,
                                depart,
                                depart + random.nextInt(5) - 2,
                                0.3,
                                0.8,
                                0.78,
                                powerKw));
                step = depart + 3 + random.nextInt(20);
            }
        }
        return new EpisodeRecord.StationChart("centre", connectors, 15, bars);
    }

    private static List<EpisodeRecord.Cut> cuts(int c) {
        return List.of(
                new EpisodeRecord.Cut("station_limit", "centre", 42.5 + c, 310.2 - c),
                new EpisodeRecord.Cut("voltage_low", "bus 18", 12.25, 88.4),
                new EpisodeRecord.Cut("station_limit", "depot", 9, 41.7),
                new EpisodeRecord.Cut("line_limit", "L6", 3.5, 20.5),
                new EpisodeRecord.Cut("current_step", "centre-4", 30, 6.1));
    }

    private static EpisodeRecord.Events events(boolean isAny) {
        return new EpisodeRecord.Events(isAny ? 5200 : 0, 15, isAny ? events() : List.of());
    }

    private static List<EpisodeRecord.Event> events() {
        return List.of(
                new EpisodeRecord.Event(
                        "overload",
                        "",
                        "transformer T1",
                        60,
                        76,
                        Double.NaN,
                        "transformer T1 at 104 % by base load alone until 19:00: no charging below"
                                + " it"),
                new EpisodeRecord.Event(
                        "correction",
                        "centre-4",
                        "line L6",
                        66,
                        71,
                        8.25,
                        "connector centre-4 at 3.1 kW until 17:45: line L6 at 98 %"),
                new EpisodeRecord.Event(
                        "shortfall",
                        "<b>centre</b>-7",
                        "",
                        40,
                        70,
                        6.5,
                        "vehicle at <b>centre</b>-7 leaves at 17:30 with 71 % instead of 80 %: it"
                                + " needed 1.4 h at 7 kW and had 0.9 h"));
    }

    /** The same with other runs and another yardstick. */
    static StudyResult with(StudyResult base, List<StudyResult.Run> runs, Yardstick yardstick) {
        return new StudyResult(
                base.study(),
                base.scenario(),
                base.title(),
                base.facts(),
                base.currency(),
                base.controllers(),
                base.seeds(),
                runs,
                base.episodes(),
                base.notes(),
                base.provenance(),
                base.wallSeconds(),
                yardstick,
                base.sites());
    }
}
