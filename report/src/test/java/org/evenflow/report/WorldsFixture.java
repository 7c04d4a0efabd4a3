package org.evenflow.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.evenflow.data.Claims;
import org.evenflow.data.Claims.Claim;
import org.evenflow.data.Claims.Figure;
import org.evenflow.data.Claims.Measure;
import org.evenflow.data.Claims.Method;

/** Two made-up worlds of three controllers and two seeds, small enough to compute by hand. */
final class WorldsFixture {
    private WorldsFixture() {}

    /** Runs of two seeds: emissions, lowest voltage and the objectives of the Pareto view. */
    private static void add(
            List<StudyResult.Run> runs,
            String controller,
            double[] emissionsKg,
            double voltagePu,
            double bill,
            double wear,
            double unservedKwh) {
        for (int seed = 1; seed <= emissionsKg.length; seed++) {
            runs.add(
                    new StudyResult.Run(
                            controller,
                            seed,
                            Map.of(
                                    "emissions",
                                    emissionsKg[seed - 1],
                                    "emissions_incremental",
                                    emissionsKg[seed - 1] - 50,
                                    "voltage_min",
                                    voltagePu,
                                    "energy_cost",
                                    bill,
                                    "demand_cost",
                                    0.0,
                                    "wear_cost",
                                    wear,
                                    "unserved_energy",
                                    unservedKwh,
                                    "operating_cost",
                                    bill + wear,
                                    "unserved_cost",
                                    unservedKwh)));
        }
    }

    static StudyResult world(String title) {
        var runs = new ArrayList<StudyResult.Run>();
        add(runs, "uncontrolled_raw", new double[] {100, 300}, 0.95, 20, 2, 0);
        add(runs, "uncontrolled", new double[] {100, 300}, 0.95, 20, 2, 0);
        add(runs, "mpc[weight=0.5]", new double[] {90, 210}, 0.96, 10, 4, 0);
        add(runs, "mpc[weight=1]", new double[] {95, 205}, 0.97, 12, 6, 0);
        return new StudyResult(
                "two",
                "site",
                title,
                Map.of(),
                "EUR",
                List.of("uncontrolled_raw", "uncontrolled", "mpc[weight=0.5]", "mpc[weight=1]"),
                List.of(1L, 2L),
                runs,
                List.of(),
                List.of("A note of <" + title + ">."),
                Map.of(),
                1,
                Yardstick.NONE,
                List.of());
    }

    static Claims claims() {
        var claimed = Map.of("small", Map.of("theirs", new Claim(40, 45)));
        return new Claims(
                "made-up",
                "Nobody, \"Nothing\", 2020",
                "uncontrolled_raw",
                List.of(
                        new Method("theirs", "Their method", List.of("absent", "mpc[weight=0.5]")),
                        new Method("other", "Another", List.of("absent"))),
                List.of(
                        new Figure(
                                "Emissions, less by",
                                "emissions",
                                Measure.DECREASE_PERCENT,
                                1,
                                "%",
                                1,
                                claimed),
                        new Figure(
                                "Voltage, higher by",
                                "voltage_min",
                                Measure.INCREASE,
                                1000,
                                "mpu",
                                1,
                                Map.of()),
                        new Figure("Bill", "energy_cost", Measure.VALUE, 1, "EUR", 0, Map.of())),
                List.of("Water does not flow uphill."));
    }

    /** Two worlds that stand for themselves, held against claims. */
    static WorldsResult variants() {
        var cases = new ArrayList<WorldsResult.Case>();
        var worlds = new ArrayList<WorldsResult.World>();
        for (String id : List.of("small", "large")) {
            var result = world("The " + id + " world");
            result.controllers()
                    .forEach(c -> cases.add(new WorldsResult.Case(worlds.size(), c, c, id)));
            worlds.add(new WorldsResult.World(id, result));
        }
        return new WorldsResult(
                "two", "Two worlds", "variant", false, worlds, cases, claims(), Map.of(), 2);
    }

    /** One world in which a setting was swept. */
    static WorldsResult sweep() {
        var result = world("The world");
        var cases =
                List.of(
                        new WorldsResult.Case(0, "uncontrolled_raw", "uncontrolled_raw", ""),
                        new WorldsResult.Case(0, "uncontrolled", "uncontrolled", ""),
                        new WorldsResult.Case(0, "mpc[weight=0.5]", "mpc", "0.5"),
                        new WorldsResult.Case(0, "mpc[weight=1]", "mpc", "1"));
        return new WorldsResult(
                "swept",
                "A sweep",
                "weight",
                true,
                List.of(new WorldsResult.World("all", result)),
                cases,
                null,
                Map.of(),
                2);
    }
}
