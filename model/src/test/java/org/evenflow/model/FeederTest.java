package org.evenflow.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FeederTest {
    private static Bus bus(String id) {
        return new Bus(id, 10, 0, 0, 0, 0, 0.9, 1.1);
    }

    private static Line line(String id, String from, String to, boolean isClosed) {
        return new Line(id, from, to, 0.1, 0.1, 0, Double.POSITIVE_INFINITY, isClosed);
    }

    private static Line line(String from, String to) {
        return line(from + to, from, to, true);
    }

    private static Feeder feeder(String buses, Branch... branches) {
        return new Feeder(
                "f",
                "by hand",
                "a",
                1,
                Stream.of(buses.split("")).map(FeederTest::bus).toList(),
                List.of(branches));
    }

    private static void refused(Runnable made, String message) {
        assertThatThrownBy(made::run).isInstanceOf(InputException.class).hasMessage(message);
    }

    @Test
    void branchesMayPointEitherWay() {
        assertThat(feeder("abc", line("b", "a"), line("b", "c")).busIndex())
                .containsEntry("a", 0)
                .containsEntry("c", 2);
    }

    @Test
    void anOpenBranchMayCloseALoop() {
        assertThat(
                        feeder("abc", line("a", "b"), line("b", "c"), line("tie", "c", "a", false))
                                .branches())
                .hasSize(3);
    }

    @Test
    void aLoopIsNamedWithItsBuses() {
        refused(
                () ->
                        feeder(
                                        "abcd",
                                        line("a", "b"),
                                        line("b", "c"),
                                        line("c", "d"),
                                        line("d", "b"))
                                .requireRadial(),
                "feeder f: branch db from bus d to bus b closes a loop (buses d - b - c - d); the"
                        + " feeder must be radial (open a switch, or set its status to 0)");
    }

    @Test
    void twoLinesBetweenTheSameBusesAreALoop() {
        var feeder = feeder("ab", line("a", "b"), line("second", "a", "b", true));
        assertThatThrownBy(feeder::requireRadial)
                .isInstanceOf(InputException.class)
                .hasMessageContaining("branch second from bus a to bus b closes a loop");
    }

    @Test
    void anIslandIsNamed() {
        refused(
                () -> feeder("abc", line("a", "b"), line("open", "b", "c", false)),
                "feeder f: bus c is an island; every bus must be reached from the source bus a");
    }

    @Test
    void anUnknownBusIsNamed() {
        refused(
                () -> feeder("ab", line("a", "b"), line("b", "z")),
                "feeder f: branch bz ends at bus 'z', which does not exist");
        refused(
                () -> new Feeder("f", "", "q", 1, List.of(bus("a")), List.of()),
                "feeder f: source bus must be one of its buses, is q");
    }

    @Test
    void idsAreUnique() {
        refused(
                () -> feeder("aba", line("a", "b")),
                "feeder f: bus 'a' is defined twice; ids must be unique");
        refused(
                () -> feeder("abc", line("x", "a", "b", true), line("x", "b", "c", true)),
                "feeder f: branch 'x' is defined twice; ids must be unique");
    }

    @Test
    void valuesOutOfRangeAreRefused() {
        refused(
                () -> new Feeder("f", "", "a", 1.6, List.of(bus("a")), List.of()),
                "infeed at bus a: pu must be between 0.5 and 1.5, is 1.6");
        refused(
                () -> new Bus("7", 0, 0, 0, 0, 0, 0.9, 1.1),
                "bus 7: base_kv must be > 0 and finite, is 0.0");
        refused(
                () -> new Bus("7", 10, Double.NaN, 0, 0, 0, 0.9, 1.1),
                "bus 7: load_kw must be a finite number, is NaN");
        refused(
                () -> new Bus("7", 10, 0, 0, 0, 0, 1.1, 0.9),
                "bus 7: min_pu must be at most max_pu 0.9, is 1.1");
        refused(
                () -> new Line("l", "a", "b", 0, 0, 0, 1, true),
                "line l: impedance must be not zero; join the two buses by a switch instead, is 0");
        refused(
                () -> new Line("l", "a", "a", 1, 0, 0, 1, true),
                "line l: to must be another bus than from, is a");
        refused(
                () -> new Line("l", "a", "b", 1, 0, 0, 0, true),
                "line l: rating_a must be > 0 (absent for unlimited), is 0.0");
        refused(
                () -> new Transformer("t", "a", "b", 1, 1, 0, 0, 0, 100, true),
                "transformer t: tap_ratio must be > 0 and finite, is 0.0");
    }

    @Test
    void twoSourcesOfOneNetworkAreNamed() {
        refused(
                () ->
                        network(
                                List.of(new Infeed("a", 1), new Infeed("c", 1)),
                                List.of(bus("a"), bus("b"), bus("c")),
                                List.of(line("a", "b"), line("b", "c"))),
                "feeder f: has two sources in one network: buses a and c are joined; open a switch"
                        + " between them or leave one out");
        var apart =
                network(
                        List.of(new Infeed("a", 1), new Infeed("c", 1)),
                        List.of(bus("a"), bus("b"), bus("c")),
                        List.of(line("a", "b"), line("open", "b", "c", false)));
        assertThat(apart.infeeds()).hasSize(2);
    }

    @Test
    void aPhaseWithoutSupplyIsNamed() {
        var one = new PhaseMatrix(1, List.of(0.1));
        var impedance = new PhaseImpedance(one, one, one);
        var lateral =
                Line.byPhase(
                        "ab", "a", "b", Phases.B, impedance, 0.1, Double.POSITIVE_INFINITY, true);
        refused(
                () ->
                        network(
                                List.of(new Infeed("a", 1)),
                                List.of(bus("a"), bus("b")),
                                List.of(lateral)),
                "feeder f: bus b: phase ca does not exist upstream; only phases b reach it");
    }

    private static Feeder network(List<Infeed> infeeds, List<Bus> buses, List<Branch> branches) {
        return new Feeder(
                "f", "", infeeds, buses, branches, List.of(), List.of(), List.of(), List.of());
    }
}
