package org.evenflow.sim;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evenflow.control.Action;
import org.evenflow.model.Battery;
import org.evenflow.model.Battery.Wear;
import org.evenflow.model.ChargeCurve;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Connector;
import org.evenflow.model.ConstantPowerTaper;
import org.evenflow.model.Feeder;
import org.evenflow.model.Site;
import org.evenflow.model.Station;
import org.evenflow.model.SupplyTransformer;
import org.evenflow.model.TimeGrid;
import org.evenflow.model.Vehicle;
import org.evenflow.model.scenario.BaseLoad;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.Scenario.Carbon;
import org.evenflow.model.scenario.SessionRecord;
import org.evenflow.model.scenario.SessionSource;
import org.evenflow.model.scenario.Tariff;
import org.jspecify.annotations.Nullable;

/** Scenarios small enough to compute by hand: one station, hourly steps from 06:00 UTC in June. */
final class Small {
    static final Instant SIX = Instant.parse("2019-06-05T06:00:00Z");
    static final double UNLIMITED = Double.POSITIVE_INFINITY;

    private Small() {}

    static Vehicle vehicle(double efficiency, double minSoc, ChargeCurve curve, Wear wear) {
        var battery = new Battery(60, minSoc, 1, efficiency, efficiency, curve, wear);
        return new Vehicle("car", battery, 3, 32, 200, 50);
    }

    static Vehicle plainVehicle() {
        return vehicle(0.9, 0, ConstantPowerTaper.NONE, Wear.NONE);
    }

    /** A session of whole hours from 06:00, of 60 kWh with 12 kWh on arrival. */
    static SessionRecord session(int arrives, int leaves, double requestedKwh) {
        return session("s", arrives, leaves, requestedKwh);
    }

    /** The same at a station. */
    static SessionRecord session(String station, int arrives, int leaves, double requestedKwh) {
        var departure = SIX.plusSeconds(3600L * leaves);
        return new SessionRecord(
                "x" + arrives + "-" + leaves,
                station,
                SIX.plusSeconds(3600L * arrives),
                departure,
                departure,
                requestedKwh,
                requestedKwh,
                60,
                0.2,
                UNLIMITED);
    }

    /** Two connectors, base load 2 kW, 0.30 to buy, 0.10 to sell, 5 per kW and month. */
    static Scenario scenario(
            int steps,
            ChargerKind kind,
            double limitKw,
            @Nullable Feeder feeder,
            Vehicle vehicle,
            List<SessionRecord> sessions) {
        var connectors = List.of(new Connector("c0", kind), new Connector("c1", kind));
        return Scenario.of(
                "small",
                Scenario.World.of(TimeGrid.of("2019-06-05T06:00", "UTC", 60, steps))
                        .with(new BaseLoad(BaseLoad.flat(1), BaseLoad.flat(1), 1, 0))
                        .with(new Carbon(0.4, null, 0.5)),
                Site.of(
                                feeder,
                                List.of(new Station("s", "b", "t", limitKw, 100, connectors)),
                                List.of(new SupplyTransformer("t", 50)))
                        .withLoad(2, "t"),
                new SessionSource.Logged(
                        "by hand", sessions, List.of("2019-06-05"), vehicle, List.of()),
                Scenario.Money.of(new Tariff.Flat("flat", "EUR", 0.3, 0.1, 5), 2));
    }

    /** Plays the same wishes at both connectors in each step and returns the totals. */
    static EpisodeTotals play(ChargingEnv env, double... wishes) {
        env.reset(1);
        var action = new Action(2, env.scenario().site().plants().size());
        for (double wish : wishes) {
            action.clear();
            Arrays.fill(action.powerKw(), wish);
            env.step(action);
        }
        return env.totals();
    }

    /** Copies what a trace shows of every step. */
    static final class Import implements Trace {
        final List<Double> importKw = new ArrayList<>();
        final List<SessionOutcome> outcomes = new ArrayList<>();

        @Override
        public void append(StepRecord step) {
            importKw.add(step.importKw());
        }

        @Override
        public void departed(SessionOutcome session) {
            outcomes.add(session.copy());
        }
    }
}
