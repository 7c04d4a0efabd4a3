package org.evenflow.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.evenflow.model.Battery.Wear;
import org.junit.jupiter.api.Test;

/** Batteries, vehicles and chargers, and the power that flows between them. */
class PlugTest {
    private static final Vehicle THREE_PHASE = vehicle(3, 16, 100, 10);
    private static final Vehicle ONE_PHASE = vehicle(1, 32, 0, 0);
    private static final ChargerKind.SlowAc AC = new ChargerKind.SlowAc(3, 32, 6, 1, 230);

    private static Battery battery(double minSoc, double maxSoc, double efficiency) {
        return new Battery(
                60, minSoc, maxSoc, efficiency, efficiency, ConstantPowerTaper.NONE, Wear.NONE);
    }

    private static Vehicle vehicle(int phases, double amps, double dcKw, double dischargeKw) {
        return new Vehicle("car", battery(0.1, 0.9, 0.9), phases, amps, dcKw, dischargeKw);
    }

    @Test
    void alternatingCurrentIsBoundByTheFewerPhasesAndTheSmallerCurrent() {
        // 3 x 230 V x 16 A, 1 x 230 V x 32 A.
        assertThat(AC.maxChargeKw(THREE_PHASE)).isCloseTo(11.04, within(1e-12));
        assertThat(AC.maxChargeKw(ONE_PHASE)).isCloseTo(7.36, within(1e-12));
        assertThat(AC.ratedKw()).isCloseTo(22.08, within(1e-12));
        var single = new ChargerKind.SlowAc(1, 16, 6, 1, 230);
        assertThat(single.maxChargeKw(THREE_PHASE)).isCloseTo(3.68, within(1e-12));
    }

    @Test
    void aStepAndTheSmallestCurrentCountOnAllPhasesInUse() {
        assertThat(AC.stepKw(THREE_PHASE)).isCloseTo(0.69, within(1e-12));
        assertThat(AC.minChargeKw(THREE_PHASE)).isCloseTo(4.14, within(1e-12));
        assertThat(AC.stepKw(ONE_PHASE)).isCloseTo(0.23, within(1e-12));
        assertThat(AC.minChargeKw(ONE_PHASE)).isCloseTo(1.38, within(1e-12));
    }

    @Test
    void aVehicleWithoutTheInletGetsNothing() {
        var dcOnly = vehicle(0, 0, 50, 0);
        assertThat(AC.maxChargeKw(dcOnly)).isZero();
        assertThat(new ChargerKind.FastDc(50, 5, 0.95).maxChargeKw(ONE_PHASE)).isZero();
    }

    @Test
    void theRectifiersLossIsOnTheGridSideOfTheMeter() {
        // The vehicle takes 38 kW at its plug: 38 / 0.95 = 40 kW at the meter.
        var fast = new ChargerKind.FastDc(150, 5, 0.95);
        assertThat(fast.maxChargeKw(vehicle(3, 16, 38, 0))).isCloseTo(40, within(1e-12));
        assertThat(fast.maxChargeKw(vehicle(3, 16, 200, 0))).isEqualTo(150);
        assertThat(fast.maxDischargeKw(THREE_PHASE)).isZero();
        assertThat(fast.efficiency()).isEqualTo(0.95);
        assertThat(AC.efficiency()).isEqualTo(1);
    }

    @Test
    void meteredEnergyIsWhatTheBatteryGetsOverBothEfficiencies() {
        // 36 kWh in the cells through 0.9 (vehicle) and 0.8 (charger): 36 / 0.72 = 50 at the meter;
        // back again 36 x 0.72 = 25.92.
        var charger = new ChargerKind.Bidirectional(20, 15, 1, 0.8);
        var cells = THREE_PHASE.battery();
        double efficiency = charger.efficiency() * cells.chargeEfficiency();
        assertThat(36 / efficiency).isCloseTo(50, within(1e-12));
        assertThat(36 * charger.efficiency() * cells.dischargeEfficiency())
                .isCloseTo(25.92, within(1e-12));
    }

    @Test
    void whatComesBackIsBoundByVehicleAndCharger() {
        // The vehicle gives 10 kW at its plug: 10 x 0.8 = 8 kW at the meter.
        assertThat(new ChargerKind.Bidirectional(20, 15, 1, 0.8).maxDischargeKw(THREE_PHASE))
                .isCloseTo(8, within(1e-12));
        assertThat(new ChargerKind.Bidirectional(20, 5, 1, 0.8).maxDischargeKw(THREE_PHASE))
                .isEqualTo(5);
        assertThat(new ChargerKind.Bidirectional(20, 5, 1, 0.8).maxDischargeKw(ONE_PHASE)).isZero();
        assertThat(AC.maxDischargeKw(THREE_PHASE)).isZero();
    }

    @Test
    void wearIsTheUrbanFeederPapersEquationFive() {
        // 0.01 x 11^1.3 = 0.2258450055 per hour; the sign of the power does not matter.
        var wear = new Wear(0.01, 1.3);
        assertThat(wear.cost(11, 1)).isCloseTo(0.01 * 22.58450055, within(1e-11));
        assertThat(wear.cost(-11, 0.25)).isCloseTo(0.0025 * 22.58450055, within(1e-11));
        assertThat(new Wear(0.01, 1.5).cost(4, 1)).isCloseTo(0.08, within(1e-15));
        assertThat(wear.cost(0, 1)).isZero();
        assertThat(Wear.NONE.cost(11, 1)).isZero();
    }

    @Test
    void refusesWhatNoBatteryIs() {
        refused(() -> battery(0.5, 0.5, 0.9), "min_soc must be below max_soc 0.5, is 0.5");
        refused(() -> battery(0, 1.1, 0.9), "max_soc must be between 0.0 and 1.0, is 1.1");
        refused(() -> battery(0, 1, 0), "charge_efficiency must be in (0, 1], is 0.0");
        refused(() -> battery(0, 1, 1.01), "charge_efficiency");
        refused(() -> battery(0, 1, Double.NaN), "charge_efficiency");
        refused(() -> new Wear(-1, 1), "wear coefficient");
        refused(() -> new Wear(1, 0.5), "wear exponent");
    }

    @Test
    void refusesWhatNoVehicleOrChargerIs() {
        refused(() -> vehicle(0, 0, 0, 0), "vehicle car: inlet must be AC");
        refused(() -> vehicle(4, 16, 0, 0), "vehicle car: ac_phases must be 0, 1, 2 or 3, is 4");
        refused(() -> new ChargerKind.SlowAc(0, 16, 6, 1, 230), "slow_ac phases");
        refused(() -> new ChargerKind.SlowAc(3, 16, 17, 1, 230), "slow_ac min_a");
        refused(() -> new ChargerKind.FastDc(-3, 0, 1), "fast_dc max_kw must be > 0");
        refused(() -> new ChargerKind.FastDc(50, 60, 1), "fast_dc min_kw");
        refused(() -> new ChargerKind.Bidirectional(10, -1, 0, 1), "max_discharge_kw");
        refused(() -> new Connector(" ", AC), "connector must be a non-empty id");
    }

    private static void refused(Runnable made, String message) {
        assertThatThrownBy(made::run)
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message);
    }
}
