package org.evenflow.data.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.evenflow.data.Feeders;
import org.evenflow.data.SharedFiles;
import org.evenflow.model.Branch;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.Generator;
import org.evenflow.model.Line;
import org.junit.jupiter.api.Test;

/** The built-in feeder against the transmission case that it is made from. */
class Urban39Test {
    private static final String SLACK = "31";
    private static final double FACTOR = 0.4043;
    private static final double PEAK_KW = 11_300;

    /** 12.66 kV squared over 10 MVA. */
    private static final double BASE_OHM = 12.66 * 12.66 / 10;

    private static final Feeder FEEDER = Feeders.builtIn("urban39");

    @Test
    void itIsATreeOf39BusesAnd38LinesElevenDeep() {
        assertThat(FEEDER.buses()).hasSize(39);
        assertThat(FEEDER.branches()).hasSize(38).allMatch(Line.class::isInstance);
        FEEDER.requireRadial();
        assertThat(FEEDER.sourceBus()).isEqualTo(SLACK);
        assertThat(depths(FEEDER).values().stream().max(Comparator.naturalOrder())).contains(11);
    }

    @Test
    void everyLineHasTheResistanceOfItsReactanceAndARating() {
        for (Branch branch : FEEDER.branches()) {
            var line = (Line) branch;
            assertThat(line.rOhm()).isEqualTo(line.xOhm());
            assertThat(line.ratingA()).isFinite();
        }
    }

    @Test
    void theBranchesAreTheMinimumSpanningTreeOfTheCase() throws IOException {
        var expected = new TreeMap<String, Double>();
        for (double[] row : spanningTree(table("branch"))) {
            expected.put(pair((int) row[0], (int) row[1]), FACTOR * row[3] * BASE_OHM);
        }
        var actual = new TreeMap<String, Double>();
        for (Branch branch : FEEDER.branches()) {
            var line = (Line) branch;
            actual.put(
                    pair(Integer.parseInt(line.fromBus()), Integer.parseInt(line.toBus())),
                    line.xOhm());
        }
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        // The file holds six digits.
        actual.forEach((id, x) -> assertThat(x).as(id).isCloseTo(expected.get(id), within(6e-7)));
    }

    @Test
    void theLoadsAreThoseOfTheCaseScaledToThePeak() throws IOException {
        var rows = table("bus");
        double mean = rows.stream().mapToDouble(r -> r[2]).filter(p -> p > 0).average().orElse(0);
        double sum = rows.stream().mapToDouble(r -> r[2] > 0 ? r[2] : mean / 2).sum();
        double kvarPerKw = Math.tan(Math.acos(0.95));
        double total = 0;
        for (double[] row : rows) {
            double kw = (row[2] > 0 ? row[2] : mean / 2) / sum * PEAK_KW;
            Bus bus = bus((int) row[0]);
            // The file holds three digits of kW and kvar.
            assertThat(bus.loadKw()).as(bus.id()).isCloseTo(kw, within(6e-4));
            assertThat(bus.loadKvar()).as(bus.id()).isCloseTo(kw * kvarPerKw, within(1e-3));
            total += bus.loadKw();
        }
        assertThat(total).isCloseTo(PEAK_KW, within(39 * 6e-4));
    }

    @Test
    void plantsSumUpToTwentyTwoAndAHalfMegawatt() {
        var plants = ScenarioReader.builtIn("urban-feeder").site().plants();
        assertThat(plants.stream().map(p -> p.busId()))
                .containsExactly("3", "7", "12", "15", "18", "21", "24", "27", "30", "33");
        assertThat(plants.stream().mapToDouble(p -> ((Generator.Pv) p).kwp()))
                .allMatch(kwp -> kwp >= 1500 && kwp <= 3000)
                .satisfies(
                        kwp ->
                                assertThat(kwp.stream().mapToDouble(k -> k).sum())
                                        .isEqualTo(22_500));
    }

    private static Bus bus(int number) {
        return FEEDER.buses().get(FEEDER.busIndex().getOrDefault("" + number, -1));
    }

    private static String pair(int a, int b) {
        return Math.min(a, b) + "-" + Math.max(a, b);
    }

    private static Map<String, Integer> depths(Feeder feeder) {
        var depth = new HashMap<String, Integer>(Map.of(feeder.sourceBus(), 0));
        for (int round = 0; round < feeder.buses().size(); round++) {
            for (Branch branch : feeder.branches()) {
                Integer from = depth.get(branch.fromBus());
                Integer to = depth.get(branch.toBus());
                if (from != null && to == null) {
                    depth.put(branch.toBus(), from + 1);
                } else if (to != null && from == null) {
                    depth.put(branch.fromBus(), to + 1);
                }
            }
        }
        return depth;
    }

    /** Kruskal's tree by the magnitude of the impedance, equal ones by their number. */
    private static List<double[]> spanningTree(List<double[]> branches) {
        var order = new ArrayList<>(branches);
        // The sort keeps the order of equal ones.
        order.sort(Comparator.comparingDouble(row -> Math.hypot(row[2], row[3])));
        var group = new int[40];
        Arrays.setAll(group, bus -> bus);
        var tree = new ArrayList<double[]>();
        for (double[] row : order) {
            int one = group[(int) row[0]];
            int other = group[(int) row[1]];
            if (one != other) {
                tree.add(row);
                for (int bus = 0; bus < group.length; bus++) {
                    group[bus] = group[bus] == one ? other : group[bus];
                }
            }
        }
        return tree;
    }

    private static List<double[]> table(String name) throws IOException {
        String text = Files.readString(SharedFiles.file("feeders/matpower/case39.m"));
        var found =
                Pattern.compile("mpc\\." + name + " = \\[(.*?)];", Pattern.DOTALL).matcher(text);
        assertThat(found.find()).isTrue();
        return found.group(1)
                .lines()
                .map(line -> line.replace(";", "").strip())
                .filter(line -> !line.isEmpty())
                .map(line -> line.split("\\s+"))
                .map(cells -> Arrays.stream(cells).mapToDouble(Double::parseDouble).toArray())
                .toList();
    }
}
