package org.evenflow.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.evenflow.model.Battery.Wear;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Connector;
import org.evenflow.model.ConstantPowerTaper;
import org.evenflow.model.Vehicle;
import org.junit.jupiter.api.Test;

class PlugTableTest {
    private static final Offset<Double> CLOSE = within(1e-12);

    private static final List<Connector> CONNECTORS =
            List.of(
                    new Connector("c0", new ChargerKind.FastDc(50, 4, 0.8)),
                    new Connector("c1", new ChargerKind.SlowAc(3, 16, 6, 1, 230)),
                    new Connector("c2", new ChargerKind.FastDc(50, 4, 0.8)));

    /** 200 kW by DC; then without a DC inlet. */
    private static final List<Vehicle> VEHICLES =
            List.of(
                    Small.plainVehicle(),
                    new Vehicle("ac", Small.plainVehicle().battery(), 3, 32, 0, 0));

    @Test
    void everyConnectorIsOfItsKind() {
        var table = new PlugTable(CONNECTORS, VEHICLES);
        assertThat(table.fit(0, 0).maxKw).isEqualTo(50);
        // 3 x 16 A x 230 V.
        assertThat(table.fit(1, 0).maxKw).isCloseTo(11.04, CLOSE);
        assertThat(table.fit(1, 0).chargeEfficiency).isCloseTo(0.9, CLOSE);
        assertThat(table.fit(2, 0)).isSameAs(table.fit(0, 0));
        assertThat(table.fit(0, 1).maxKw).isZero();
    }

    @Test
    void theBatteryTakesWhatItsInletGivesOrElseTheChargerOnBoard() {
        var table = new PlugTable(CONNECTORS, VEHICLES);
        assertThat(table.fit(0, 0).batteryMaxKw).isCloseTo(200 * 0.9, CLOSE);
        assertThat(table.fit(1, 0).batteryMaxKw).isCloseTo(200 * 0.9, CLOSE);
        assertThat(table.fit(1, 1).batteryMaxKw).isCloseTo(11.04 * 0.9, CLOSE);
    }

    @Test
    void wearIsReckonedWhereItCostsAnything() {
        var worn = Small.vehicle(0.9, 0, ConstantPowerTaper.NONE, new Wear(0.1, 1));
        assertThat(new PlugTable(CONNECTORS, VEHICLES).haveWear()).isFalse();
        assertThat(new PlugTable(CONNECTORS, List.of(VEHICLES.getFirst(), worn)).haveWear())
                .isTrue();
    }
}
