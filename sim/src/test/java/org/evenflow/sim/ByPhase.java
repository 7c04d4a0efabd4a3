package org.evenflow.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evenflow.control.Action;
import org.evenflow.model.Battery.Wear;
import org.evenflow.model.Branch;
import org.evenflow.model.Bus;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Connection;
import org.evenflow.model.Connector;
import org.evenflow.model.ConstantPowerTaper;
import org.evenflow.model.Feeder;
import org.evenflow.model.Infeed;
import org.evenflow.model.Line;
import org.evenflow.model.Load;
import org.evenflow.model.PhaseImpedance;
import org.evenflow.model.PhaseMatrix;
import org.evenflow.model.Phases;
import org.evenflow.model.Reactive;
import org.evenflow.model.Site;
import org.evenflow.model.Station;
import org.evenflow.model.TimeGrid;
import org.evenflow.model.scenario.BaseLoad;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.SessionRecord;
import org.evenflow.model.scenario.SessionSource;
import org.evenflow.model.scenario.Tariff;

/**
 * A low-voltage feeder of four buses whose phases do not touch each other, so that every phase is
 * one quadratic equation; one station at its bus b, one step of an hour.
 */
final class ByPhase {
    /** Nominal voltage between phase and neutral, V. */
    static final double NOMINAL_V = 400 / Math.sqrt(3);

    static final ChargerKind DC = new ChargerKind.FastDc(100, 0, 1);

    private ByPhase() {}

    static Connection wye(String letters) {
        return Connection.Wye.parse(letters, "phases");
    }

    static Connector connector(int number, Connection connection, Reactive reactive) {
        return new Connector("c" + number, DC, connection, reactive);
    }

    /** Source - b - c, and d beside c on phase a alone; b is {@code rOhm} and {@code xOhm} away. */
    static Feeder feeder(double rOhm, double xOhm, double minPu, List<Load> loads) {
        var buses =
                List.of(
                        bus("source", Phases.ABC, 0.5),
                        bus("b", Phases.ABC, minPu),
                        bus("c", Phases.ABC, minPu),
                        bus("d", Phases.A, minPu));
        List<Branch> branches =
                List.of(
                        line("source", "b", Phases.ABC, rOhm, xOhm),
                        line("b", "c", Phases.ABC, rOhm, xOhm),
                        line("b", "d", Phases.A, rOhm, xOhm));
        return new Feeder(
                "four",
                "by hand",
                List.of(new Infeed("source", 1)),
                buses,
                branches,
                loads,
                List.of(),
                List.of(),
                List.of());
    }

    private static Bus bus(String id, Phases phases, double minPu) {
        return new Bus(id, phases, 0.4, 0, 0, 0, 0, minPu, 1.1, Double.NaN, Double.NaN);
    }

    private static Line line(String from, String to, Phases phases, double rOhm, double xOhm) {
        int n = phases.count();
        return new Line(
                from + "-" + to,
                from,
                to,
                phases,
                rOhm,
                xOhm,
                0,
                new PhaseImpedance(diagonal(n, rOhm), diagonal(n, xOhm), diagonal(n, 0)),
                Double.NaN,
                Double.POSITIVE_INFINITY,
                true);
    }

    private static PhaseMatrix diagonal(int size, double value) {
        var lower = new ArrayList<Double>();
        for (int row = 0; row < size; row++) {
            for (int column = 0; column <= row; column++) {
                lower.add(row == column ? value : 0);
            }
        }
        return new PhaseMatrix(size, lower);
    }

    static Scenario scenario(Feeder feeder, double baseFactor, Connector... connectors) {
        var sessions = new ArrayList<SessionRecord>();
        for (int i = 0; i < connectors.length; i++) {
            var leaves = Small.SIX.plusSeconds(3600);
            sessions.add(
                    new SessionRecord(
                            "x" + i,
                            "s",
                            Small.SIX,
                            leaves,
                            leaves,
                            40,
                            40,
                            60,
                            0.2,
                            Small.UNLIMITED));
        }
        return Scenario.of(
                "by-phase",
                Scenario.World.of(TimeGrid.of("2019-06-05T06:00", "UTC", 60, 1))
                        .with(
                                new BaseLoad(
                                        BaseLoad.flat(baseFactor),
                                        BaseLoad.flat(baseFactor),
                                        1,
                                        0)),
                Site.of(
                        feeder,
                        List.of(
                                new Station(
                                        "s",
                                        "b",
                                        null,
                                        Small.UNLIMITED,
                                        Small.UNLIMITED,
                                        Arrays.asList(connectors))),
                        List.of()),
                new SessionSource.Logged(
                        "by hand",
                        sessions,
                        List.of("2019-06-05"),
                        Small.vehicle(1, 0, ConstantPowerTaper.NONE, Wear.NONE),
                        List.of()),
                Scenario.Money.of(new Tariff.Flat("flat", "EUR", 0.3, 0.1, 0), 1));
    }

    /** Plays the one step and hands its record over. */
    static ChargingEnv play(Scenario scenario, Trace trace, double... wishKw) {
        var env = new ChargingEnv(scenario);
        env.trace(trace);
        env.reset(1);
        var action = new Action(wishKw.length, 0);
        System.arraycopy(wishKw, 0, action.powerKw(), 0, wishKw.length);
        env.step(action);
        return env;
    }
}
