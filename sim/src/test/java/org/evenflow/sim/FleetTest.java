package org.evenflow.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.assertj.core.data.Offset;
import org.evenflow.city.SessionTable;
import org.evenflow.control.Ambient;
import org.evenflow.control.Limits;
import org.evenflow.control.Occupancy;
import org.evenflow.control.SiteLayout;
import org.evenflow.control.Visit;
import org.evenflow.model.Battery.Wear;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Connector;
import org.evenflow.model.ConstantPowerTaper;
import org.evenflow.model.Site;
import org.evenflow.model.Station;
import org.evenflow.model.Vehicle;
import org.junit.jupiter.api.Test;

class FleetTest {
    private static final Offset<Double> CLOSE = within(1e-12);
    private static final int STEPS = 4;

    /** One vehicle of 60 kWh in steps of half an hour. */
    private static final class World {
        final Limits limits;
        final Fleet fleet;
        double wearCost;

        World(ChargerKind kind, Vehicle vehicle, double arrivalKwh, double targetKwh) {
            var layout =
                    new SiteLayout(
                            Small.scenario(
                                            STEPS,
                                            kind,
                                            Small.UNLIMITED,
                                            null,
                                            vehicle,
                                            List.of(Small.session(0, 1, 1)))
                                    .site());
            var occupancy = new Occupancy(layout);
            limits = new Limits(occupancy, new Ambient(layout));
            var connectors = List.of(new Connector("c0", kind), new Connector("c1", kind));
            fleet = new Fleet(connectors, List.of(vehicle), occupancy, 0.5, STEPS);
            var table = new SessionTable();
            int row = table.add();
            table.connector[row] = 0;
            table.arrivalStep[row] = 0;
            table.departStep[row] = STEPS;
            table.declaredStep[row] = STEPS;
            table.capacityKwh[row] = 60;
            table.arrivalKwh[row] = arrivalKwh;
            table.targetKwh[row] = targetKwh;
            table.mostKwh[row] = table.targetKwh[row];
            table.maxKw[row] = Double.POSITIVE_INFINITY;
            fleet.plugIn(table, row, STEPS);
            fleet.ranges();
        }

        void charge(double kw) {
            fleet.charge(new double[] {kw});
            wearCost += fleet.wearCost();
            fleet.ranges();
        }
    }

    /** Twenty vehicles that arrived with 1, 4, 7 ... 58 of 60 kWh and may have 59, or less. */
    private static Limits twenty(int many, ChargerKind kind, Vehicle vehicle) {
        var connectors = new ArrayList<Connector>();
        for (int c = 0; c < many; c++) {
            connectors.add(new Connector("c" + c, kind));
        }
        var station = new Station("s", "b", null, 1000, 1000, connectors);
        var layout = new SiteLayout(Site.of(null, List.of(station), List.of()));
        var occupancy = new Occupancy(layout);
        var fleet = new Fleet(connectors, List.of(vehicle), occupancy, 0.5, STEPS);
        var table = new SessionTable();
        for (int c = 0; c < many; c++) {
            int row = table.add();
            table.connector[row] = c;
            table.departStep[row] = STEPS;
            table.declaredStep[row] = STEPS;
            table.capacityKwh[row] = 60;
            table.arrivalKwh[row] = 1 + 3 * c;
            table.targetKwh[row] = c % 4 == 3 ? 3 + 3 * c : 59;
            table.mostKwh[row] = table.targetKwh[row];
            table.maxKw[row] = Double.POSITIVE_INFINITY;
            fleet.plugIn(table, row, STEPS);
        }
        fleet.ranges();
        return new Limits(occupancy, new Ambient(layout));
    }

    @Test
    void whatAVehicleCanTakeDoesNotDependOnHowManyThereAre() {
        // With sixteen and more the loops are others.
        var kind = new ChargerKind.Bidirectional(40, 30, 1, 0.9);
        var vehicle = Small.vehicle(0.9, 0.1, new ConstantPowerTaper(0.6, 1), Wear.NONE);
        var few = twenty(15, kind, vehicle);
        var many = twenty(20, kind, vehicle);
        for (int c = 0; c < 15; c++) {
            assertThat(many.highKw(c)).as("connector %d", c).isEqualTo(few.highKw(c));
            assertThat(many.lowKw(c)).as("connector %d", c).isEqualTo(few.lowKw(c));
        }
        // 1 kWh lies below the floor of 6: nothing to give. Full power up, 40 kW; 2 kWh at
        // 0.81 in half an hour up; 28 kWh less 6 down are more than 30 kW, 10 less 6 are
        // 4 kWh at 0.81.
        assertThat(many.lowKw(0)).isZero();
        assertThat(many.highKw(0)).isEqualTo(40);
        assertThat(many.highKw(3)).isCloseTo(2 / 0.5 / 0.81, CLOSE);
        assertThat(many.lowKw(9)).isEqualTo(-30);
        assertThat(many.lowKw(3)).isCloseTo(-4 / 0.5 * 0.81, CLOSE);
        // 58 of 60 kWh: above 60 % the battery's 180 kW fall by 7.5 of what is missing an hour.
        assertThat(many.highKw(19)).isCloseTo(2 * (1 - Math.exp(-3.75)) / 0.5 / 0.81, CLOSE);
    }

    /** A plain vehicle and one that tapers and wears, of which only the second stays. */
    private static double[] theSecond(boolean besideAnother) {
        var kind = new ChargerKind.Bidirectional(40, 30, 1, 1);
        var worn = Small.vehicle(0.9, 0.1, new ConstantPowerTaper(0.6, 1), new Wear(0.1, 1.3));
        var connectors = List.of(new Connector("c0", kind), new Connector("c1", kind));
        var station = new Station("s", "b", null, 1000, 1000, connectors);
        var layout = new SiteLayout(Site.of(null, List.of(station), List.of()));
        var occupancy = new Occupancy(layout);
        var fleet =
                new Fleet(connectors, List.of(Small.plainVehicle(), worn), occupancy, 0.5, STEPS);
        var table = new SessionTable();
        for (int c = besideAnother ? 0 : 1; c < 2; c++) {
            int row = table.add();
            table.connector[row] = c;
            table.vehicle[row] = c;
            table.departStep[row] = STEPS - c;
            table.declaredStep[row] = STEPS;
            table.capacityKwh[row] = 60;
            table.arrivalKwh[row] = 20 + 34 * c;
            table.targetKwh[row] = 60 - c;
            table.mostKwh[row] = table.targetKwh[row];
            table.maxKw[row] = 50 - 30 * c;
            fleet.plugIn(table, row, STEPS);
        }
        fleet.charge(new double[] {2, 2});
        if (besideAnother) {
            fleet.unplug(0);
        }
        fleet.ranges();
        double high = occupancy.highKw()[0];
        double low = occupancy.lowKw()[0];
        fleet.charge(new double[] {2});
        return new double[] {
            high,
            low,
            fleet.wearCost(),
            fleet.storedKwh[0],
            fleet.chargedKwh[0],
            fleet.dischargedKwh[0],
            fleet.departStep[0],
            fleet.reachableKwh[1],
            fleet.mostKwh[0],
            fleet.neededKwh(0),
            fleet.ratedKw(0),
            fleet.ratedDischargeKw(0),
            fleet.floorKwh[0]
        };
    }

    @Test
    void whoTakesTheFreedPlaceKeepsAllThatIsTheirs() {
        assertThat(theSecond(true)).containsExactly(theSecond(false));
        // 54.9 of 60 kWh: the taper binds below the 20 kW of its cable.
        assertThat(theSecond(true)[0]).isBetween(1.0, 19.0);
        assertThat(theSecond(true)[1]).isEqualTo(-20);
        assertThat(theSecond(true)[2]).isCloseTo(0.1 * Math.pow(2, 1.3) * 0.5, CLOSE);
    }

    @Test
    void lossesOfChargerAndVehicleStayOnTheGridSide() {
        // 0.8 x 0.9 = 0.72: half an hour at 20 kW stores 7.2 kWh.
        var world = new World(new ChargerKind.FastDc(20, 0, 0.8), Small.plainVehicle(), 10, 20);
        assertThat(world.limits.highKwAt(0)).isEqualTo(20);
        world.charge(20);
        assertThat(world.fleet.storedKwh[0]).isCloseTo(17.2, CLOSE);
        assertThat(world.fleet.chargedKw()).isEqualTo(20);
        assertThat(world.fleet.chargedKwh[0]).isCloseTo(10, CLOSE);
    }

    @Test
    void theLastStepStopsAtTheTarget() {
        // 2.8 kWh are left: 2.8 / (0.72 x 0.5) kW at the meter.
        var world = new World(new ChargerKind.FastDc(20, 0, 0.8), Small.plainVehicle(), 10, 20);
        world.charge(20);
        assertThat(world.limits.highKwAt(0)).isCloseTo(2.8 / 0.36, CLOSE);
        assertThat(world.fleet.neededKwh(0)).isCloseTo(2.8 / 0.72, CLOSE);
        assertThat(world.fleet.neededHours(0)).isCloseTo(2.8 / 14.4, CLOSE);
        world.charge(world.limits.highKwAt(0));
        assertThat(world.fleet.storedKwh[0]).isCloseTo(20, CLOSE);
        assertThat(world.limits.highKwAt(0)).isCloseTo(0, CLOSE);
        assertThat(world.fleet.reachableKwh[0]).isCloseTo(20, CLOSE);
    }

    @Test
    void theTaperBoundsTheMeanOfAStep() {
        // 60 kW into 60 kWh at 0.8: after half an hour 1 - 0.2 e^(-0.5 / 0.2).
        var vehicle = Small.vehicle(1, 0, new ConstantPowerTaper(0.8, 1), Wear.NONE);
        var small = new Vehicle("car", vehicle.battery(), 0, 0, 60, 0);
        var world = new World(new ChargerKind.FastDc(60, 0, 1), small, 48, 60);
        double gain = 60 * (1 - 0.2 * Math.exp(-2.5)) - 48;
        assertThat(world.limits.highKwAt(0)).isCloseTo(gain / 0.5, within(1e-10));
        // Four steps of half an hour at most.
        assertThat(world.fleet.reachableKwh[0])
                .isCloseTo(60 * (1 - 0.2 * Math.exp(-10)), within(1e-10));
    }

    @Test
    void theTaperCutsWhatTheLossesLeave() {
        // 60 kW at 0.72 are 43.2 of the battery's 54 kW: cut from 1 - 0.2 x 0.8 = 0.84 on, which
        // they pass by 0.22 from 0.7 within half an hour.
        var vehicle = Small.vehicle(0.9, 0, new ConstantPowerTaper(0.8, 1), Wear.NONE);
        var small = new Vehicle("car", vehicle.battery(), 0, 0, 60, 0);
        var world = new World(new ChargerKind.FastDc(60, 0, 0.8), small, 42, 60);
        double gain = 60 * (1 - 0.16 * Math.exp(-0.22 / 0.16)) - 42;
        assertThat(world.limits.highKwAt(0)).isCloseTo(gain / 0.36, within(1e-10));
    }

    @Test
    void whatIsGivenBackCostsMoreAndEndsAtTheFloor() {
        // 0.8 x 0.9 = 0.72: 5 kW for half an hour take 2.5 / 0.72 kWh; the floor is 0.1 x 60.
        var world =
                new World(
                        new ChargerKind.Bidirectional(20, 5, 0, 0.8),
                        Small.vehicle(0.9, 0.1, ConstantPowerTaper.NONE, Wear.NONE),
                        10,
                        20);
        assertThat(world.limits.lowKwAt(0)).isCloseTo(-5, CLOSE);
        world.charge(-5);
        assertThat(world.fleet.storedKwh[0]).isCloseTo(10 - 2.5 / 0.72, CLOSE);
        assertThat(world.fleet.dischargedKw()).isEqualTo(5);
        assertThat(world.fleet.dischargedKwh[0]).isEqualTo(2.5);
        assertThat(world.fleet.ratedDischargeKw(0)).isEqualTo(5);
        assertThat(world.limits.lowKwAt(0)).isCloseTo(-(4 - 2.5 / 0.72) * 0.72 / 0.5, CLOSE);
        world.charge(world.limits.lowKwAt(0));
        assertThat(world.fleet.storedKwh[0]).isCloseTo(6, CLOSE);
        assertThat(world.limits.lowKwAt(0)).isCloseTo(0, CLOSE);
    }

    @Test
    void whoArrivesBelowTheFloorGivesNothing() {
        var world =
                new World(
                        new ChargerKind.Bidirectional(20, 5, 0, 0.8),
                        Small.vehicle(0.9, 0.5, ConstantPowerTaper.NONE, Wear.NONE),
                        10,
                        20);
        assertThat(world.limits.lowKwAt(0)).isZero();
    }

    @Test
    void wearFollowsThePowerAtTheMeter() {
        // 0.01 x 11^1.3 = 0.2258450055 per hour, in either direction.
        var world =
                new World(
                        new ChargerKind.Bidirectional(20, 20, 0, 1),
                        Small.vehicle(0.9, 0, ConstantPowerTaper.NONE, new Wear(0.01, 1.3)),
                        30,
                        60);
        world.charge(11);
        assertThat(world.wearCost).isCloseTo(0.5 * 0.2258450055, within(1e-10));
        world.charge(-11);
        world.charge(0);
        world.charge(11);
        assertThat(world.wearCost).isCloseTo(1.5 * 0.2258450055, within(1e-10));
    }

    @Test
    void whatFullPowerStoresUntilDepartureIsReachable() {
        // Two hours of 20 kW at 0.72, far from where the curve cuts.
        var world = new World(new ChargerKind.FastDc(20, 0, 0.8), Small.plainVehicle(), 10, 50);
        assertThat(world.fleet.reachableKwh[0]).isCloseTo(38.8, CLOSE);
    }

    @Test
    void whoNeedsNothingNeedsNoTimeEvenAtAPlugThatGivesNothing() {
        var noInlet = new Vehicle("old", Small.plainVehicle().battery(), 3, 32, 0, 0);
        var world = new World(new ChargerKind.FastDc(20, 0, 1), noInlet, 10, 10);
        assertThat(world.fleet.ratedKw(0)).isZero();
        assertThat(world.fleet.neededHours(0)).isZero();
        assertThat(world.fleet.reachableKwh[0]).isEqualTo(10);
    }

    /** Comes in the second half-hour to connector 1, of 10 kW, at 20 kW at most. */
    private static SessionTable visitor(int departStep, double targetKwh) {
        var table = new SessionTable();
        int row = table.add();
        table.connector[row] = 1;
        table.arrivalStep[row] = 1;
        table.departStep[row] = departStep;
        table.declaredStep[row] = departStep + 2;
        table.capacityKwh[row] = 60;
        table.arrivalKwh[row] = 30;
        table.targetKwh[row] = targetKwh;
        table.mostKwh[row] = table.targetKwh[row];
        table.maxKw[row] = 20;
        return table;
    }

    private static List<Visit> visits(SessionTable table, Vehicle vehicle) {
        var connectors =
                List.of(
                        new Connector("c0", new ChargerKind.FastDc(50, 0, 1)),
                        new Connector("c1", new ChargerKind.Bidirectional(10, 40, 0, 0.8)));
        var station = new Station("s", "b", null, 1000, 1000, connectors);
        var layout = new SiteLayout(Site.of(null, List.of(station), List.of()));
        return new Fleet(connectors, List.of(vehicle), new Occupancy(layout), 0.5, STEPS)
                .visits(table, STEPS);
    }

    @Test
    void aVisitIsForeseenWithAllThatConcernsIt() {
        var wear = new Wear(0.1, 1.3);
        var vehicle = Small.vehicle(0.9, 0.1, ConstantPowerTaper.NONE, wear);
        // An hour of 10 kW at 0.72; declared past the end of the run.
        var visits = visits(visitor(3, 50), vehicle);
        assertThat(visits)
                .usingRecursiveFieldByFieldElementComparator(
                        RecursiveComparisonConfiguration.builder()
                                .withComparatorForType(
                                        (a, b) -> Math.abs(a - b) < 1e-9 ? 0 : 1, Double.class)
                                .build())
                .containsExactly(
                        new Visit(
                                1,
                                1,
                                3,
                                4,
                                30,
                                50,
                                50,
                                37.2,
                                6,
                                10,
                                20,
                                0.72,
                                0.72,
                                wear,
                                3,
                                new Visit.Uptake(ConstantPowerTaper.NONE, 180, 60, 0, 0)));
        // To the end of the run, an hour and a half; then with a target in reach.
        assertThat(visits(visitor(9, 50), vehicle).getFirst().departStep()).isEqualTo(4);
        assertThat(visits(visitor(9, 50), vehicle).getFirst().reachableKwh())
                .isCloseTo(40.8, CLOSE);
        assertThat(visits(visitor(9, 35), vehicle).getFirst().reachableKwh()).isEqualTo(35);
    }
}
