package org.evenflow.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.Observation;
import org.evenflow.control.Settings;
import org.evenflow.control.Visit;
import org.evenflow.model.ChargerKind;
import org.junit.jupiter.api.Test;

final class LeaningTest {
    private static final double FREE = Double.POSITIVE_INFINITY;

    @Test
    void aShareRunsFromLeastToGreatestPower() {
        assertThat(Mpc.Leaning.share(Double.NaN, 10, 5)).isZero();
        assertThat(Mpc.Leaning.share(0, 10, 0)).isZero();
        assertThat(Mpc.Leaning.share(5, 10, 0)).isEqualTo(0.5);
        assertThat(Mpc.Leaning.share(FREE, 10, 0)).isEqualTo(1);
        assertThat(Mpc.Leaning.share(-3, 10, 0)).isZero();
        assertThat(Mpc.Leaning.share(0, 10, 8)).isZero();
        assertThat(Mpc.Leaning.share(5, 10, 8)).isEqualTo(0.5);
        assertThat(Mpc.Leaning.share(-4, 10, 8)).isEqualTo(-0.5);
        assertThat(Mpc.Leaning.share(-FREE, 10, 8)).isEqualTo(-1);
        assertThat(Mpc.Leaning.share(FREE, 0, 0)).isZero();
    }

    @Test
    void proposalsSettleTiesAndYieldToPrices() {
        // 8 kWh within 2 h at up to 10 kW: either hour will do where both cost the same.
        var world = world(PlanWorld.ONE_WAY, VisitOf.simple(0, 0, 2, 8, 10));
        assertThat(first(world, 0.01, FREE)).isCloseTo(8, within(1e-5));
        // Waiting saves 0.05 per kWh, following the proposal may cost 0.01.
        world.buy[1] = world.buy[0] - 0.05;
        assertThat(first(world, 0.01, FREE)).isCloseTo(0, within(1e-5));
        assertThat(first(world, 0.06, FREE)).isCloseTo(8, within(1e-5));
    }

    @Test
    void aRefinedControllerBearsBothNames() {
        var mpc = (Controller.Refining) new Planners().create("mpc");
        assertThat(mpc.refining(always(0)).id()).isEqualTo("always+mpc");
    }

    private static PlanWorld world(ChargerKind kind, Visit... visits) {
        return new PlanWorld(PlanWorld.site(FREE, kind, visits.length), 20, 1, visits);
    }

    /** Power of the first block where another always wishes so many kW. */
    private static double first(PlanWorld world, double pricePerKwh, double wishKw) {
        var known = new Planners().settings("mpc");
        var given = Map.of("proposal_price", pricePerKwh, "early_departure_share", 0.0);
        var settings = Settings.of("controller mpc", known, given);
        var refined =
                ((Controller.Refining) new Planners().create("mpc", settings))
                        .refining(always(wishKw));
        var action = new Action(1, world.site().plants().size());
        Observation now = world.at(0);
        refined.decide(now, action);
        refined.reset();
        return action.powerKw()[0];
    }

    private static Controller always(double kw) {
        return new Controller() {
            @Override
            public String id() {
                return "always";
            }

            @Override
            public void decide(Observation observation, Action action) {
                Arrays.fill(action.powerKw(), kw);
            }
        };
    }
}
