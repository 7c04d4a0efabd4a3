package org.evenflow.experiment.study;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import org.evenflow.model.Battery;
import org.evenflow.model.Bus;
import org.evenflow.model.ChargeCurve;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Connector;
import org.evenflow.model.ConstantPowerTaper;
import org.evenflow.model.Feeder;
import org.evenflow.model.Generator;
import org.evenflow.model.Line;
import org.evenflow.model.Site;
import org.evenflow.model.Station;
import org.evenflow.model.SupplyTransformer;
import org.evenflow.model.TimeGrid;
import org.evenflow.model.Vehicle;
import org.evenflow.model.scenario.BaseLoad;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.SessionRecord;
import org.evenflow.model.scenario.SessionSource;
import org.evenflow.model.scenario.Tariff;
import org.evenflow.model.scenario.Weather;
import org.jspecify.annotations.Nullable;

/**
 * Six hours from 06:00 that can be reckoned by hand: vehicles of 60 kWh with 12 on arrival, all
 * from the beginning, one per charger, at stations of their own below one transformer of 50 kVA;
 * energy is dear in the morning and sold at the price it is bought. Mutable, until it is a
 * scenario.
 */
final class HandWorld {
    private static final Instant SIX = Instant.parse("2019-06-05T06:00:00Z");
    private static final int HOURS = 6;
    private static final double UNLIMITED = Double.POSITIVE_INFINITY;
    private static final double RATED_KVA = 50;

    private final List<ChargerKind> chargers;
    private double asksKwh = 10;
    private int stayHours = HOURS;
    private ChargeCurve curve = ConstantPowerTaper.NONE;
    private double batteryKw = 200;
    private double togetherKw = Double.NaN;
    private boolean looksAhead;
    private @Nullable Feeder feeder;
    private List<Double> baseKw = Collections.nCopies(24, 2.0);
    private double sunKw;

    private HandWorld(List<ChargerKind> chargers) {
        this.chargers = chargers;
    }

    static HandWorld of(List<ChargerKind> chargers) {
        return new HandWorld(chargers);
    }

    /** Energy that every driver asks for, at the meter. */
    HandWorld asking(double kwh) {
        asksKwh = kwh;
        return this;
    }

    /** When everyone leaves, as declared. */
    HandWorld leaving(int afterHours) {
        stayHours = afterHours;
        return this;
    }

    /** How a battery that takes 12 kW at most takes less as it fills. */
    HandWorld curve(ChargeCurve value) {
        curve = value;
        batteryKw = 12;
        return this;
    }

    /** All chargers belong to one station with a limit. */
    HandWorld together(double limitKw) {
        togetherKw = limitKw;
        return this;
    }

    HandWorld lookingAhead() {
        looksAhead = true;
        return this;
    }

    /** Everything stands at bus b of a feeder, below no transformer. */
    HandWorld on(Feeder value) {
        feeder = value;
        return this;
    }

    /** Base load all day, or by the hours of the run. */
    HandWorld base(double... kw) {
        var all = new ArrayList<>(Collections.nCopies(24, kw[0]));
        for (int hour = 0; hour < kw.length; hour++) {
            all.set(6 + hour, kw[hour]);
        }
        baseKw = all;
        return this;
    }

    /** A plant below the transformer with its peak at ten, the same every day. */
    HandWorld sun(double kwp) {
        sunKw = kwp;
        return this;
    }

    /** 0.1 + j0.05 ohm at 0.4 kV from bus a to bus b, where 1 kW is nominal. */
    static Feeder feeder(double ratingA, double minPu) {
        return new Feeder(
                "f",
                "by hand",
                "a",
                1,
                List.of(
                        new Bus("a", 0.4, 0, 0, 0, 0, 0.9, 1.1),
                        new Bus("b", 0.4, 1, 0, 0, 0, minPu, 1.1)),
                List.of(new Line("ab", "a", "b", 0.1, 0.05, 0, ratingA, true)));
    }

    Scenario scenario() {
        String transformer = feeder == null ? "t" : null;
        return Scenario.of(
                        "by-hand",
                        Scenario.World.of(TimeGrid.of("2019-06-05T06:00", "UTC", 60, HOURS))
                                .with(new BaseLoad(baseKw, baseKw, 1, 0))
                                .with(sunKw == 0 ? null : new Weather.Bell(10, 8, 0, 1))
                                .with(new Scenario.Carbon(0.4, null, 0.5)),
                        Site.of(
                                        feeder,
                                        stations(transformer),
                                        transformer == null
                                                ? List.of()
                                                : List.of(new SupplyTransformer("t", RATED_KVA)))
                                .withPlants(
                                        sunKw == 0
                                                ? List.of()
                                                : List.of(
                                                        new Generator.Pv(
                                                                "pv",
                                                                "b",
                                                                transformer,
                                                                sunKw,
                                                                30,
                                                                180,
                                                                1)))
                                .withLoad(1, transformer),
                        sessions(),
                        Scenario.Money.of(tariff(), 2))
                .with(
                        new Scenario.Dispatching(
                                looksAhead,
                                looksAhead
                                        ? Scenario.Dispatching.Weights.LAXITY
                                        : Scenario.Dispatching.Weights.EQUAL,
                                UNLIMITED,
                                UNLIMITED));
    }

    private List<Station> stations(@Nullable String transformer) {
        var connectors = new ArrayList<Connector>();
        for (int c = 0; c < chargers.size(); c++) {
            connectors.add(new Connector("c" + c, chargers.get(c)));
        }
        if (!Double.isNaN(togetherKw)) {
            return List.of(new Station("s0", "b", transformer, togetherKw, UNLIMITED, connectors));
        }
        var stations = new ArrayList<Station>();
        for (int s = 0; s < chargers.size(); s++) {
            var own = List.of(connectors.get(s));
            stations.add(new Station("s" + s, "b", transformer, UNLIMITED, UNLIMITED, own));
        }
        return stations;
    }

    private SessionSource sessions() {
        var leaves = SIX.plusSeconds(3600L * stayHours);
        var sessions = new ArrayList<SessionRecord>();
        for (int s = 0; s < chargers.size(); s++) {
            String station = Double.isNaN(togetherKw) ? "s" + s : "s0";
            sessions.add(
                    new SessionRecord(
                            "x" + s, station, SIX, leaves, leaves, asksKwh, asksKwh, 60, 0.2,
                            UNLIMITED));
        }
        var battery = new Battery(60, 0, 1, 0.9, 0.9, curve, Battery.Wear.NONE);
        return new SessionSource.Logged(
                "by hand",
                sessions,
                List.of("2019-06-05"),
                new Vehicle("car", battery, 3, 32, batteryKw, 50),
                List.of());
    }

    private static Tariff tariff() {
        var times = List.of(LocalTime.MIDNIGHT, LocalTime.of(8, 0), LocalTime.of(10, 0));
        var entry =
                new Tariff.Entry(
                        "all",
                        MonthDay.of(1, 1),
                        MonthDay.of(12, 31),
                        EnumSet.allOf(DayOfWeek.class),
                        times,
                        List.of(0.5, 0.3, 0.1),
                        0);
        return new Tariff.TimeOfUse("by hand", "EUR", List.of(entry), 1);
    }
}
