package org.evenflow.learn.charging;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.evenflow.control.Action;
import org.evenflow.control.Observation;
import org.evenflow.learn.Frame;
import org.evenflow.model.Battery;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Connector;
import org.evenflow.model.ConstantPowerTaper;
import org.evenflow.model.Site;
import org.evenflow.model.Station;
import org.evenflow.model.TimeGrid;
import org.evenflow.model.Vehicle;
import org.evenflow.model.scenario.BaseLoad;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.Scenario.Carbon;
import org.evenflow.model.scenario.SessionRecord;
import org.evenflow.model.scenario.SessionSource;
import org.evenflow.model.scenario.Tariff;
import org.evenflow.sim.ChargingEnv;

/**
 * One bus, no base load, hourly steps from 06:00 UTC in June, prices by the hour, everything
 * lossless and known: problems whose answers follow by hand or from a linear program.
 */
final class TinyCharging {
    static final Instant SIX = Instant.parse("2019-06-05T06:00:00Z");
    private static final double UNLIMITED = Double.POSITIVE_INFINITY;

    private TinyCharging() {}

    /** A session of 60 kWh with 12 kWh on arrival, in whole hours from the run's beginning. */
    static SessionRecord session(int day, int arrives, int leaves, double requestedKwh) {
        Instant from = SIX.plusSeconds(86_400L * day);
        Instant departure = from.plusSeconds(3600L * leaves);
        return new SessionRecord(
                "x" + day + "-" + arrives + "-" + leaves + "-" + requestedKwh,
                "s",
                from.plusSeconds(3600L * arrives),
                departure,
                departure,
                requestedKwh,
                requestedKwh,
                60,
                0.2,
                UNLIMITED);
    }

    /** A run of one day of a log. */
    static Scenario scenario(
            int steps,
            int connectors,
            ChargerKind kind,
            double limitKw,
            int days,
            List<Double> prices,
            List<SessionRecord> sessions) {
        var battery = new Battery(60, 0, 1, 1, 1, ConstantPowerTaper.NONE, Battery.Wear.NONE);
        var dates =
                IntStream.range(0, days)
                        .mapToObj(day -> SIX.plusSeconds(86_400L * day).toString().substring(0, 10))
                        .toList();
        var sockets = new ArrayList<Connector>();
        for (int i = 0; i < connectors; i++) {
            sockets.add(new Connector("c" + i, kind));
        }
        return Scenario.of(
                "tiny",
                Scenario.World.of(TimeGrid.of("2019-06-05T06:00", "UTC", 60, steps))
                        .with(new BaseLoad(BaseLoad.flat(1), BaseLoad.flat(1), 1, 0))
                        .with(new Carbon(0.4, null, 0.5)),
                Site.of(
                        null,
                        List.of(new Station("s", "b", null, limitKw, 100, sockets)),
                        List.of()),
                new SessionSource.Logged(
                        "by hand",
                        sessions,
                        dates,
                        new Vehicle("car", battery, 3, 32, 200, 50),
                        List.of()),
                Scenario.Money.of(tariff(prices), 2));
    }

    /** Three vehicles that lack 20 kWh and leave after 6, 5 and 4 hours. */
    static Scenario three(ChargerKind kind, double limitKw) {
        var sessions = List.of(session(0, 0, 6, 20), session(0, 0, 5, 20), session(0, 0, 4, 20));
        return scenario(8, 3, kind, limitKw, 3, List.of(0.1, 0.2), sessions);
    }

    /** What agents' actions mean in the first step of a scenario, kW by connector. */
    static double[] wishes(Scenario scenario, WorldDesign design, float... actions) {
        Observation observation = new ChargingEnv(scenario).reset(1);
        var encoder = new Encoder(design, observation);
        var frame = new Frame(encoder.shape());
        encoder.encode(observation, frame);
        var action = new Action(scenario.connectorCount(), 0);
        Response.of(design, encoder, observation)
                .apply(observation, frame, actions, encoder.byUrgency(), action);
        return action.powerKw();
    }

    /** Prices by the hour from 06:00. */
    private static Tariff tariff(List<Double> prices) {
        var times = IntStream.range(0, 24).mapToObj(hour -> LocalTime.of(hour, 0)).toList();
        var byHour =
                IntStream.range(0, 24)
                        .mapToObj(hour -> prices.get((hour + 18) % 24 % prices.size()))
                        .toList();
        var entry =
                new Tariff.Entry(
                        "all",
                        MonthDay.of(1, 1),
                        MonthDay.of(12, 31),
                        EnumSet.allOf(DayOfWeek.class),
                        times,
                        byHour,
                        0);
        return new Tariff.TimeOfUse("hours", "EUR", List.of(entry), 0);
    }
}
