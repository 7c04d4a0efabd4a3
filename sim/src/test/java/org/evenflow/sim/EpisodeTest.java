package org.evenflow.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.Observation;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Connector;
import org.evenflow.model.Site;
import org.evenflow.model.Station;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.SessionSource;
import org.junit.jupiter.api.Test;

/** How a run is played: two vehicles of 8 kW under a limit of 8 kW for four hours. */
class EpisodeTest {
    private static final Scenario SCENARIO =
            Small.scenario(
                    4,
                    new ChargerKind.FastDc(8, 0, 1),
                    8,
                    null,
                    Small.plainVehicle(),
                    List.of(Small.session(0, 4, 30), Small.session(0, 4, 30)));

    private final ChargingEnv env = new ChargingEnv(SCENARIO);

    /** Wants all from everybody, and writes down what happens to it. */
    private static class Wanting implements Controller {
        final List<String> heard = new ArrayList<>();

        @Override
        public String id() {
            return "wanting";
        }

        @Override
        public void reset() {
            heard.add("reset");
        }

        @Override
        public void decide(Observation observation, Action action) {
            double before = Arrays.stream(action.powerKw()).sum();
            heard.add(observation.step() + " from " + before);
            Arrays.fill(action.powerKw(), 8);
        }

        @Override
        public long fallbacks() {
            return 3;
        }
    }

    /** Looks ahead and charges past the dispatcher. */
    private static final class Seeing extends Wanting {
        @Override
        public void decide(Observation observation, Action action) {
            super.decide(observation, action);
            heard.add("sees " + observation.foresight().visits().size());
        }

        @Override
        public boolean isDispatched() {
            return false;
        }

        @Override
        public boolean isClairvoyant() {
            return true;
        }
    }

    private static double value(EpisodeTotals totals, String id) {
        return totals.indicators(Indicator.Baseline.ZERO).getOrDefault(id, Double.NaN);
    }

    @Test
    void aControllerIsResetAndThenDecidesFromNothingInEveryStep() {
        var controller = new Wanting();
        new Episode(env, () -> 0).play(controller, 1);
        assertThat(controller.heard)
                .containsExactly("reset", "0 from 0.0", "1 from 0.0", "2 from 0.0", "3 from 0.0");
    }

    @Test
    void aControllerIsHeldToWhatItDeclares() {
        var episode = new Episode(env, () -> 0);
        var seeing = new Seeing();
        // Twice 8 kW past the limit of 8 kW, for the 3.75 hours of 30 kWh.
        assertThat(value(episode.play(seeing, 1), "peak_power")).isCloseTo(18, within(1e-9));
        assertThat(seeing.heard).contains("sees 2");
        // The next one is dispatched, and the future closed again.
        assertThat(value(episode.play(new Wanting(), 1), "peak_power")).isCloseTo(10, within(1e-9));
        assertThatThrownBy(() -> env.observation().foresight())
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void decisionsAreTimedAndCounted() {
        // 2, 6, 10 and 14 ms between readings 1, 3, 7, 13, 21 ... of the clock.
        var reading = new AtomicLong();
        var episode =
                new Episode(
                        env,
                        () -> {
                            long k = reading.getAndIncrement();
                            return 1_000_000 * (k * k + k + 1);
                        });
        var totals = episode.play(new Wanting(), 1);
        assertThat(episode.decisionNanos())
                .containsExactly(2_000_000, 6_000_000, 10_000_000, 14_000_000);
        assertThat(value(totals, "decision_ms_p99")).isCloseTo(14, within(1e-12));
        assertThat(value(totals, "fallback_share")).isCloseTo(75, within(1e-12));
    }

    @Test
    void sitesOfAScenarioHaveAnEnvironmentAndAPlayerEach() {
        var one = new Episode.OfSites(SCENARIO, () -> 0);
        assertThat(one.areSeveral()).isFalse();
        assertThat(one.environments()).hasSize(1);
        assertThat(one.episodes()).hasSize(1);
        var north = SCENARIO.site().named("north");
        var connector = new Connector("d", new ChargerKind.FastDc(8, 0, 1));
        var station = new Station("r", "b", null, 9, 9, List.of(connector));
        var south = Site.of(null, List.of(station), List.of()).named("south");
        var sessions =
                new SessionSource.Logged(
                        "by hand",
                        List.of(Small.session("s", 0, 4, 30), Small.session("r", 0, 4, 30)),
                        List.of("2019-06-05"),
                        Small.plainVehicle(),
                        List.of());
        var two =
                new Episode.OfSites(
                        SCENARIO.with(sessions).withSites(List.of(north, south)), () -> 0);
        assertThat(two.areSeveral()).isTrue();
        assertThat(two.environments())
                .extracting(each -> each.scenario().site())
                .containsExactly(north, south);
        assertThat(two.episodes()).hasSize(2);
    }

    @Test
    void aRunBeginsWithNothingOfTheLast() {
        // A station that rises by 3 kW an hour, beside a base load of 2 kW.
        var slow =
                new Scenario.Dispatching(
                        false, Scenario.Dispatching.Weights.EQUAL, Small.UNLIMITED, 3 / 60.0);
        var ramped = new ChargingEnv(SCENARIO.with(slow));
        var importKw = new Small.Import();
        ramped.trace(importKw);
        var episode = new Episode(ramped, () -> 0);
        episode.play(new Wanting(), 1);
        episode.play(new Wanting(), 1);
        double[] once = {5, 8, 10, 10};
        for (int step = 0; step < 8; step++) {
            assertThat(importKw.importKw.get(step))
                    .as("step %d", step)
                    .isCloseTo(once[step % 4], within(1e-6));
        }
    }
}
