package org.evenflow.data.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Connection;
import org.evenflow.model.InputException;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.SessionSource;
import org.evenflow.model.scenario.Tariff;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the frozen worlds are, and that they stay it. */
final class GauntletTest {
    private static final Map<String, Scenario> READ = new ConcurrentHashMap<>();

    /** A change of a world is a new version: raise it and write the new checksum beside it. */
    @Test
    void worldsAreThoseOfTheirVersion() {
        assertThat(Gauntlet.checksum()).isEqualTo(Gauntlet.FROZEN);
    }

    @Test
    void thereAreTwelveWorldsThatNoStudyPlays() {
        assertThat(Gauntlet.worlds()).hasSize(12).doesNotHaveDuplicates();
        assertThat(ScenarioReader.builtIns().keySet())
                .doesNotContainAnyElementsOf(Gauntlet.worlds());
        assertThat(Gauntlet.seeds()).hasSize(10).startsWith(9001L).endsWith(9010L);
    }

    static List<String> worlds() {
        return Gauntlet.worlds();
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void aWorldNeedsNothingBesideTheProgramAndIsSmall(String id) {
        var scenario = world(id);
        assertThat(scenario.id()).isEqualTo(id);
        assertThat(scenario.sessions()).isInstanceOf(SessionSource.Drawn.class);
        int connectors =
                scenario.site().stations().stream().mapToInt(s -> s.connectors().size()).sum();
        assertThat(connectors).isBetween(8, 60);
    }

    @Test
    void worldsCoverWhatSitesDifferIn() {
        assertThat(with(s -> hasProfile(s, "workplace"))).hasSizeGreaterThanOrEqualTo(4);
        assertThat(with(s -> hasProfile(s, "home"))).hasSizeGreaterThanOrEqualTo(4);
        assertThat(with(s -> hasProfile(s, "public"))).hasSizeGreaterThanOrEqualTo(3);
        assertThat(with(GauntletTest::overAsks)).containsExactly("clinic-early-leavers");
        assertThat(with(s -> hasProfile(s, "depot"))).containsExactly("bus-depot-winter");
        assertThat(with(s -> hasKind(s, ChargerKind.FastDc.class)))
                .containsExactly("bus-depot-winter", "retail-fast", "market-negative");
        assertThat(with(s -> hasKind(s, ChargerKind.Bidirectional.class)))
                .containsExactly("homes-export", "pool-cars-v2g");
        assertThat(with(GauntletTest::isOnSinglePhases)).contains("garage-phases", "lv-street");
        assertThat(with(s -> s.site().feeder() != null))
                .containsExactly("lv-street", "rural-feeder");
        assertThat(with(s -> s.site().plants().size() > 0)).hasSizeGreaterThanOrEqualTo(5);
        assertThat(with(s -> s.time().steps() * s.time().stepMin() > 24 * 60))
                .hasSizeGreaterThanOrEqualTo(6);
        assertThat(with(s -> s.time().steps() * s.time().stepMin() == 7 * 24 * 60))
                .containsExactly("van-fleet-week");
    }

    @Test
    void pricesCoverWhatTariffsDifferIn() {
        assertThat(with(s -> demand(s) > 0))
                .containsExactly(
                        "office-campus",
                        "crowded-car-park",
                        "van-fleet-week",
                        "retail-fast",
                        "rural-feeder");
        assertThat(with(s -> s.money().tariffs().getFirst().value() instanceof Tariff.Flat))
                .containsExactly("crowded-car-park", "retail-fast");
        assertThat(with(s -> prices(s).min().orElseThrow() < 0)).containsExactly("market-negative");
        assertThat(with(s -> prices(s).distinct().count() >= 24))
                .containsExactly("pool-cars-v2g", "bus-depot-winter", "market-negative");
        assertThat(with(GauntletTest::paysForExport))
                .containsExactly("homes-export", "pool-cars-v2g", "retail-fast", "market-negative");
    }

    @Test
    void aStudyHasTheWorldsAsVariantsAndReadsAgain() {
        var study =
                Gauntlet.study(
                        List.of("lv-street", "retail-fast"), Gauntlet.seeds(2), List.of("mpc"));
        assertThat(study.seeds()).containsExactly(9001L, 9002L);
        assertThat(study.extent().variants())
                .extracting(Extent.Variant::id)
                .containsExactly("lv-street", "retail-fast");
        assertThat(study.resolvedYaml()).contains("lv-street", "retail-fast");
    }

    @Test
    void unknownWorldsAndSeedsAreRefused() {
        assertThatThrownBy(() -> Gauntlet.study(List.of("lv-stret"), Gauntlet.seeds(), List.of()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("lv-stret")
                .hasMessageContaining("lv-street");
        assertThatThrownBy(() -> Gauntlet.seeds(11)).isInstanceOf(InputException.class);
    }

    /** Worlds are read once for all tests. */
    private static Scenario world(String id) {
        return READ.computeIfAbsent(
                id, of -> Gauntlet.study(List.of(of), Gauntlet.seeds(1), List.of()).scenario());
    }

    private static List<String> with(Predicate<Scenario> property) {
        return Gauntlet.worlds().stream().filter(id -> property.test(world(id))).toList();
    }

    private static boolean hasProfile(Scenario scenario, String profile) {
        return ((SessionSource.Drawn) scenario.sessions())
                .populations().stream().anyMatch(p -> p.profile().equals(profile));
    }

    private static boolean overAsks(Scenario scenario) {
        return ((SessionSource.Drawn) scenario.sessions())
                .populations().stream().anyMatch(p -> p.requests().bias() > 1);
    }

    private static boolean hasKind(Scenario scenario, Class<? extends ChargerKind> kind) {
        return scenario.site().stations().stream()
                .flatMap(station -> station.connectors().stream())
                .anyMatch(connector -> kind.isInstance(connector.kind()));
    }

    private static boolean isOnSinglePhases(Scenario scenario) {
        return scenario.site().stations().stream()
                .flatMap(station -> station.connectors().stream())
                .anyMatch(connector -> !connector.connection().equals(Connection.SHARED));
    }

    private static DoubleStream prices(Scenario scenario) {
        var tariff = scenario.money().tariffs().getFirst().value();
        return steps(scenario).mapToDouble(at -> tariff.buyPerKwh(at, 15));
    }

    private static boolean paysForExport(Scenario scenario) {
        var tariff = scenario.money().tariffs().getFirst().value();
        return steps(scenario).anyMatch(at -> tariff.sellPerKwh(at, 15) > 0);
    }

    private static double demand(Scenario scenario) {
        var tariff = scenario.money().tariffs().getFirst().value();
        return tariff.demandPerKwMonth(steps(scenario).findFirst().orElseThrow());
    }

    private static Stream<ZonedDateTime> steps(Scenario scenario) {
        var time = scenario.time();
        return IntStream.range(0, time.steps()).mapToObj(time::local);
    }
}
