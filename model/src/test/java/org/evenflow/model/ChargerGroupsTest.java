package org.evenflow.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.evenflow.model.ChargerGroups.Group;
import org.evenflow.model.ChargerGroups.Kind;
import org.evenflow.model.ChargerGroups.Link;
import org.evenflow.model.ChargerGroups.State;
import org.evenflow.model.ChargerGroups.Variant;
import org.junit.jupiter.api.Test;

class ChargerGroupsTest {
    private static final double NONE = Double.POSITIVE_INFINITY;

    private static Group fast(double a, double min, double max) {
        return new Group("f", Kind.FAST_DC, "A", a, 5, 10, min, max, 1, 0, 0);
    }

    private static Group vehicles(String region) {
        return new Group("v", Kind.V2G, region, 0, 4, 5, 0, 40, 0.8, 0, 0);
    }

    private static ChargerGroups world(Link... links) {
        return new ChargerGroups(
                "w",
                "w",
                List.of("A", "B"),
                List.of(fast(0.01, 20, 100), vehicles("B")),
                List.of(links));
    }

    private static final ChargerGroups WORLD = world(new Link("f", "v"));

    private static State state(double total, double a, double b, double vehicles, double fed) {
        return new State(
                total, new double[] {a, b}, new double[] {NONE, vehicles}, new double[] {0, fed});
    }

    private static void refused(Runnable wrong, String message) {
        assertThatThrownBy(wrong::run).isInstanceOf(InputException.class).hasMessage(message);
    }

    @Test
    void numbersThatMakeNoSenseAreRefused() {
        refused(
                () -> fast(-0.01, 0, 100),
                "group f: cost_per_kw2 must be >= 0 and finite, is -0.01");
        refused(
                () -> fast(0.01, 120, 100),
                "group f: min_kw must be between 0.0 and 100.0, is 120.0");
    }

    @Test
    void placesThatDoNotExistAreRefused() {
        refused(
                () -> new ChargerGroups("w", "w", List.of("A"), List.of(vehicles("C")), List.of()),
                "group v: region must be one of A, is 'C'");
        refused(() -> world(new Link("f", "x")), "link f - x: group must be one of f, v, is 'x'");
        refused(() -> world(), "links must connect all groups, but leave group v alone");
    }

    @Test
    void statesThatNothingCanServeAreRefused() {
        refused(
                () -> WORLD.check(state(150, 10, 10, 40, 0), Variant.NON_CONVEX),
                "total_kw must be at most what all groups together give, 140.0, is 150.0");
        refused(
                () -> WORLD.check(state(50, 40, 30, 40, 0), Variant.NON_CONVEX),
                "total_kw must be at least the regions' demand, 70.0, is 50.0");
        refused(
                () -> WORLD.check(state(40, 5, 30, 40, 0), Variant.CONVEX),
                "total_kw must be at least what all running groups give at least, 50.0, is 40.0");
        refused(
                () -> WORLD.check(state(60, 5, 30, 20, 30), Variant.NON_CONVEX),
                "region B: feedback_kw must be at most what its V2G groups can feed back, 16.0, is"
                        + " 30.0");
        // The region's own demand may exceed what its groups give: the others help.
        WORLD.check(state(90, 5, 60, 40, 0), Variant.NON_CONVEX);
    }

    @Test
    void vehiclesCapAGroupsPowerAndItsOwnLimitCapsTheirs() {
        assertThat(WORLD.highKw(1, state(50, 0, 0, 25, 0))).isEqualTo(25);
        assertThat(WORLD.highKw(1, state(50, 0, 0, 150, 0))).isEqualTo(40);
    }

    @Test
    void feedbackTakesMorePowerThanReachesTheGrid() {
        // 16 kW at an efficiency of 0.8.
        assertThat(WORLD.feedbackKw(1, state(50, 0, 0, 40, 16))).isCloseTo(20, within(1e-12));
        assertThat(WORLD.feedbackKw(0, state(50, 0, 0, 40, 16))).isZero();
    }

    @Test
    void leastDemandCountsEveryRegionsFloor() {
        // Region A gives at least 20, region B at least its demand.
        assertThat(WORLD.leastKw(state(50, 5, 30, 40, 0), Variant.CONVEX)).isEqualTo(50);
        assertThat(WORLD.leastKw(state(50, 5, 30, 40, 0), Variant.CONVEX_WITHOUT_RULE))
                .isEqualTo(20);
    }
}
