package org.evenflow.experiment.hosting;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.evenflow.control.Controller;
import org.evenflow.experiment.Controllers;
import org.evenflow.grid.hosting.Binding;
import org.evenflow.grid.hosting.HostingCapacity;
import org.evenflow.grid.hosting.HostingSetup;
import org.evenflow.grid.hosting.LargestServed;
import org.evenflow.grid.hosting.LimitKind;
import org.evenflow.grid.hosting.Outcome;
import org.evenflow.grid.hosting.Seat;
import org.evenflow.model.Battery;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Connection;
import org.evenflow.model.Connector;
import org.evenflow.model.ConstantPowerTaper;
import org.evenflow.model.Phases;
import org.evenflow.model.Reactive;
import org.evenflow.model.Site;
import org.evenflow.model.Station;
import org.evenflow.model.TimeGrid;
import org.evenflow.model.Vehicle;
import org.evenflow.model.scenario.BaseLoad;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.SessionRecord;
import org.evenflow.model.scenario.SessionSource;
import org.evenflow.model.scenario.Tariff;
import org.evenflow.sim.ChargingEnv;
import org.evenflow.sim.Episode;
import org.evenflow.sim.EpisodeTotals;

/**
 * The same draws under a controller and the dispatcher that holds the feeder's limits: two days
 * from noon, every vehicle with a connector of its own. Vehicles count while enough of the energy
 * within reach is served and no limit breaks.
 */
final class ControlledDay {
    private static final int DAY_MIN = 1440;
    private static final double CAPACITY_KWH = 1000;
    private static final double PRICE_PER_KWH = 0.3;

    /** Dear enough that no planner would rather pay for energy that it does not serve. */
    private static final double UNSERVED_PER_KWH = 10 * PRICE_PER_KWH;

    private final HostingSetup setup;
    private final HostingCapacity capacity;
    private final Controller controller;
    private final LongSupplier nanoClock;
    private final double[] arrivalMin;
    private final double[] stayMin;
    private final double[] energyKwh;

    ControlledDay(
            HostingSetup setup,
            HostingCapacity capacity,
            String controller,
            LongSupplier nanoClock) {
        this.setup = setup;
        this.capacity = capacity;
        this.nanoClock = nanoClock;
        this.controller = new Controllers().create(controller);
        arrivalMin = new double[setup.slots()];
        stayMin = new double[setup.slots()];
        energyKwh = new double[setup.slots()];
    }

    Outcome most(long seed) {
        Outcome onArrival = capacity.vehiclesOnArrival(seed);
        if (onArrival.isBase()) {
            return onArrival;
        }
        setup.visits().draw(seed, arrivalMin, stayMin, energyKwh);
        List<Seat> seats = capacity.seats(seed);
        int most = seats.size();
        int served =
                LargestServed.of(0, most, 1 - setup.serviceShare(), count -> margin(seats, count));
        var kind = served == most ? LimitKind.NONE : LimitKind.SERVICE;
        return new Outcome(served, new Binding(kind, -1, -1, Double.NaN), -1, false);
    }

    private double margin(List<Seat> seats, int vehicles) {
        var sessions = new ArrayList<SessionRecord>();
        var stations = new ArrayList<Station>();
        double wantedKwh = 0;
        for (int slot = 0; slot < vehicles; slot++) {
            stations.add(station(slot, seats.get(slot)));
            SessionRecord session = session(slot);
            sessions.add(session);
            wantedKwh += session.requestedKwh();
        }
        var env = new ChargingEnv(scenario(stations, sessions));
        EpisodeTotals totals = new Episode(env, nanoClock).play(controller, 1);
        Map<String, Double> values = totals.indicators(totals.asBaseline());
        double broken =
                values.getOrDefault("voltage_violation", 0.0)
                        + values.getOrDefault("line_violation", 0.0)
                        + values.getOrDefault("transformer_violation", 0.0)
                        + values.getOrDefault("power_flow_failures", 0.0);
        double unserved = values.getOrDefault("unserved_energy", Double.NaN);
        return broken > 0 ? -1 : 1 - unserved / wantedKwh - setup.serviceShare();
    }

    private Station station(int slot, Seat seat) {
        Connection connection =
                seat.isDelta()
                        ? new Connection.Delta(seat.phases())
                        : seat.phases() == Phases.ABC
                                ? Connection.SHARED
                                : new Connection.Wye(seat.phases(), seat.phases().numbers()[0]);
        var kind = new ChargerKind.FastDc(setup.vehicleKw(), 0, 1);
        return new Station(
                "s" + slot,
                setup.feeder().buses().get(seat.bus()).id(),
                null,
                Double.POSITIVE_INFINITY,
                Double.POSITIVE_INFINITY,
                List.of(new Connector("c" + slot, kind, connection, Reactive.NONE)));
    }

    /** A visit on the steps of the run, its energy cut to what is within reach. */
    private SessionRecord session(int slot) {
        int step = setup.stepMin();
        double minute = arrivalMin[slot] + (arrivalMin[slot] < DAY_MIN / 2 ? DAY_MIN : 0);
        long from = Math.round(minute / step) * step;
        double stays = Math.min(stayMin[slot], DAY_MIN - step);
        long to = Math.max(from + step, Math.round((minute + stays) / step) * step);
        double kwh = Math.min(energyKwh[slot], setup.vehicleKw() * (to - from) / 60.0);
        var start = RunDay.START;
        var departure = start.plusSeconds(60 * (to - DAY_MIN / 2));
        return new SessionRecord(
                "v" + slot,
                "s" + slot,
                start.plusSeconds(60 * (from - DAY_MIN / 2)),
                departure,
                departure,
                kwh,
                kwh,
                CAPACITY_KWH,
                0,
                setup.vehicleKw());
    }

    private Scenario scenario(List<Station> stations, List<SessionRecord> sessions) {
        var battery =
                new Battery(CAPACITY_KWH, 0, 1, 1, 1, ConstantPowerTaper.NONE, Battery.Wear.NONE);
        var vehicle = new Vehicle("vehicle", battery, 0, 0, setup.vehicleKw(), 0);
        sessions.sort(Comparator.comparing(SessionRecord::arrival));
        int steps = 2 * DAY_MIN / setup.stepMin();
        return Scenario.of(
                "hosting",
                Scenario.World.of(
                                new TimeGrid(RunDay.START, ZoneOffset.UTC, setup.stepMin(), steps))
                        .with(new BaseLoad(setup.hourly(), setup.hourly(), setup.loadScale(), 0)),
                Site.of(setup.feeder(), stations, List.of()),
                new SessionSource.Logged(
                        "drawn visits", sessions, List.of(RunDay.DATE), vehicle, List.of()),
                Scenario.Money.of(
                        new Tariff.Flat("flat", "EUR", PRICE_PER_KWH, 0, 0), UNSERVED_PER_KWH));
    }

    /** A Tuesday without a change of clocks. */
    private static final class RunDay {
        static final String DATE = "2025-03-04";
        static final Instant START = Instant.parse(DATE + "T12:00:00Z");
    }
}
