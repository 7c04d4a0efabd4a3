package org.evenflow.learn.charging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.evenflow.control.Action;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.data.scenario.ScenarioReader;
import org.evenflow.learn.Frame;
import org.evenflow.numeric.RandomStream;
import org.evenflow.sim.ChargingEnv;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Laws of signals over days of {@code quickstart}, whose chargers have least powers and steps. */
class SignalProperties {
    private static final int DAYS = 3;

    /** Sums of some thousand kW. */
    private static final double ROUNDING_KW = 1e-9;

    /** One moment of a day, with actions drawn for it. */
    private interface Law {
        void check(Moment moment, RandomStream chance, String as);
    }

    private static final class Moment {
        final Observation observation;
        final Encoder encoder;
        final Frame frame;
        final Response response;
        final Action action;

        Moment(ChargingEnv env, WorldDesign design, int connectors, int plants) {
            observation = env.observation();
            encoder = new Encoder(design, observation);
            frame = new Frame(encoder.shape());
            response = Response.of(design, encoder, observation);
            action = new Action(connectors, plants);
        }

        double[] wishes(float[] actions) {
            action.clear();
            response.apply(observation, frame, actions, encoder.byUrgency(), action);
            return action.powerKw().clone();
        }
    }

    @ParameterizedTest
    @EnumSource(WorldDesign.Unit.class)
    void noAgentsPowerRisesWithItsPrice(WorldDesign.Unit unit) {
        overDays(
                new WorldDesign(unit, 0, 0, WorldDesign.Signal.PRICE),
                (moment, chance, as) -> {
                    float[] actions = drawn(moment, chance);
                    int agent = chance.nextInt(actions.length);
                    double before = Double.NEGATIVE_INFINITY;
                    // The price falls as the action rises.
                    for (float a = -1; a <= 1; a += 0.125f) {
                        actions[agent] = a;
                        double kw = sumKw(moment, moment.wishes(actions), agent);
                        assertThat(kw).as(as).isGreaterThanOrEqualTo(before - ROUNDING_KW);
                        before = kw;
                    }
                });
    }

    @ParameterizedTest
    @EnumSource(WorldDesign.Signal.class)
    void wishesStayWithinEveryLimit(WorldDesign.Signal signal) {
        for (WorldDesign.Unit unit : WorldDesign.Unit.values()) {
            overDays(
                    new WorldDesign(unit, 0, 0, signal),
                    (moment, chance, as) ->
                            within(
                                    moment.observation,
                                    moment.wishes(drawn(moment, chance)),
                                    as + " " + unit));
        }
    }

    @ParameterizedTest
    @EnumSource(WorldDesign.Signal.class)
    void whoHasNoTimeToSpareGetsWhatRoomThereIs(WorldDesign.Signal signal) {
        for (WorldDesign.Unit unit : WorldDesign.Unit.values()) {
            overDays(
                    new WorldDesign(unit, 0, 0, signal),
                    (moment, chance, as) -> {
                        double[] wishes = moment.wishes(drawn(moment, chance));
                        pressing(moment, wishes, as + " " + unit);
                    });
        }
    }

    /** In the order of urgency each takes all that those before it leave. */
    private static void pressing(Moment moment, double[] wishes, String as) {
        Observation observation = moment.observation;
        Limits limits = observation.limits();
        var rooms = new Rooms(limits);
        rooms.startStep(limits);
        for (int place = 0; place < limits.pluggedInCount(); place++) {
            int rank = moment.encoder.byUrgency()[place];
            int connector = limits.connectorAt(rank);
            if (observation.laxityHours(connector) <= 0) {
                double kw = rooms.allocate(limits, rank, limits.highKwAt(rank));
                assertThat(wishes[connector])
                        .as(as + " connector " + connector)
                        .isGreaterThanOrEqualTo(kw - ROUNDING_KW);
            }
        }
    }

    @Test
    void thoseWhoGiveHaveMoreTimeToSpareThanThoseWhoTake() {
        overDays(
                new WorldDesign(WorldDesign.Unit.STATION, 0, 0, WorldDesign.Signal.FEEDBACK),
                (moment, chance, as) -> {
                    double[] wishes = moment.wishes(drawn(moment, chance));
                    Limits limits = moment.observation.limits();
                    double[] leastGiving = new double[limits.stations()];
                    Arrays.fill(leastGiving, Double.POSITIVE_INFINITY);
                    for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
                        int connector = limits.connectorAt(rank);
                        if (wishes[connector] < 0) {
                            leastGiving[limits.stationAt(rank)] =
                                    Math.min(
                                            leastGiving[limits.stationAt(rank)],
                                            moment.observation.laxityHours(connector));
                        }
                    }
                    for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
                        int connector = limits.connectorAt(rank);
                        boolean couldGive = limits.lowKwAt(rank) < 0;
                        if (wishes[connector] > 0 && couldGive) {
                            // Ranks of time to spare are in single precision.
                            assertThat(moment.observation.laxityHours(connector))
                                    .as(as)
                                    .isLessThanOrEqualTo(
                                            leastGiving[limits.stationAt(rank)] + 1e-5);
                        }
                    }
                });
    }

    private static void within(Observation observation, double[] wishes, String as) {
        Limits limits = observation.limits();
        double[] stations = new double[limits.stations()];
        double[] transformers = new double[limits.transformers()];
        double site = 0;
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            double kw = wishes[limits.connectorAt(rank)];
            assertThat(kw)
                    .as(as)
                    .isBetween(
                            limits.lowKwAt(rank) - ROUNDING_KW,
                            limits.highKwAt(rank) + ROUNDING_KW);
            stations[limits.stationAt(rank)] += kw;
            int transformer = limits.layout().transformerOf(limits.stationAt(rank));
            if (transformer >= 0) {
                transformers[transformer] += kw;
            }
            site += kw;
        }
        for (int s = 0; s < stations.length; s++) {
            assertThat(stations[s])
                    .as(as)
                    .isLessThanOrEqualTo(limits.layout().stationHighKw(s) + 1e-9);
        }
        for (int t = 0; t < transformers.length; t++) {
            double room = Math.max(0, limits.transformerHighKw(t));
            assertThat(transformers[t]).as(as).isLessThanOrEqualTo(room + 1e-9);
        }
        assertThat(site).as(as).isLessThanOrEqualTo(limits.layout().siteHighKw() + 1e-9);
    }

    private static double sumKw(Moment moment, double[] powers, int agent) {
        double sum = 0;
        for (int connector = 0; connector < powers.length; connector++) {
            sum += moment.encoder.agents().of(connector) == agent ? powers[connector] : 0;
        }
        return sum;
    }

    private static float[] drawn(Moment moment, RandomStream chance) {
        var shape = moment.encoder.shape();
        float[] actions = new float[shape.agents() * shape.actions().parts()];
        for (int i = 0; i < actions.length; i++) {
            actions[i] = 2 * chance.nextFloat() - 1;
        }
        return actions;
    }

    /** Plays days by random signals and checks a law in each step. */
    private static void overDays(WorldDesign design, Law law) {
        var scenario = ScenarioReader.builtIn("quickstart");
        var env = new ChargingEnv(scenario);
        for (long seed = 1; seed <= DAYS; seed++) {
            env.reset(seed);
            int plants = scenario.site().plants().size();
            var moment = new Moment(env, design, scenario.connectorCount(), plants);
            var chance = new RandomStream("signals", seed);
            boolean ends = false;
            while (!ends) {
                moment.encoder.encode(moment.observation, moment.frame);
                law.check(moment, chance, "seed " + seed + " step " + moment.observation.step());
                moment.wishes(drawn(moment, chance));
                ends = env.step(moment.action).isTruncated();
            }
        }
    }
}
