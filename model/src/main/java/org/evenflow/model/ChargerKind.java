package org.evenflow.model;

/**
 * What kind of power a connector gives. Power limits are at the meter, on the grid's side of the
 * charger.
 */
public sealed interface ChargerKind
        permits ChargerKind.FastDc, ChargerKind.SlowAc, ChargerKind.Bidirectional {
    /** The same with any power from 0 to its greatest. */
    default ChargerKind withoutLevels() {
        return switch (this) {
            case FastDc dc -> new FastDc(dc.maxKw(), 0, dc.efficiency());
            case SlowAc ac -> new SlowAc(ac.phases(), ac.maxA(), 0, 0, ac.voltageV());
            case Bidirectional both ->
                    new Bidirectional(both.maxKw(), both.maxDischargeKw(), 0, both.efficiency());
        };
    }

    /**
     * Share of the metered power that reaches the vehicle's plug, (0, 1]; 1 for AC, whose charger
     * is on board.
     */
    double efficiency();

    /**
     * Greatest charging power at the meter for a vehicle, kW; 0 where they do not fit each other.
     */
    double maxChargeKw(Vehicle vehicle);

    /** Greatest discharging power at the meter for a vehicle, kW; 0 where it cannot. */
    double maxDischargeKw(Vehicle vehicle);

    /** Smallest charging power above zero for a vehicle, kW at the meter. */
    double minChargeKw(Vehicle vehicle);

    /**
     * Distance between two charging power levels for a vehicle, kW at the meter; 0 where power is
     * continuous.
     */
    double stepKw(Vehicle vehicle);

    /** Greatest charging power at the meter with any vehicle, kW. */
    double ratedKw();

    /** How many phases the charger loads with a vehicle: all three but for AC. */
    default int phases(Vehicle vehicle) {
        return 3;
    }

    /** One word for tables: {@code fast_dc}, {@code slow_ac} or {@code bidirectional}. */
    String label();

    /**
     * A DC charger with continuous power.
     *
     * @param maxKw greatest power at the meter
     * @param minKw smallest power above zero at the meter
     * @param efficiency of the rectifier
     */
    record FastDc(double maxKw, double minKw, double efficiency) implements ChargerKind {
        public FastDc {
            Check.positive(maxKw, "fast_dc max_kw");
            Check.within(minKw, 0, maxKw, "fast_dc min_kw");
            Check.efficiency(efficiency, "fast_dc efficiency");
        }

        @Override
        public double maxChargeKw(Vehicle vehicle) {
            return Math.min(maxKw, vehicle.maxDcKw() / efficiency);
        }

        @Override
        public double maxDischargeKw(Vehicle vehicle) {
            return 0;
        }

        @Override
        public double minChargeKw(Vehicle vehicle) {
            return minKw;
        }

        @Override
        public double stepKw(Vehicle vehicle) {
            return 0;
        }

        @Override
        public double ratedKw() {
            return maxKw;
        }

        @Override
        public String label() {
            return "fast_dc";
        }
    }

    /**
     * An AC charge point that sets a current per phase in whole steps; below 6 A the standard knows
     * only zero (IEC 61851-1:2017, annex A).
     *
     * @param phases 1 to 3
     * @param maxA greatest current per phase
     * @param minA smallest current above zero, 6 A in the standard
     * @param stepA distance between two currents; 0 for continuous
     * @param voltageV phase to neutral
     */
    record SlowAc(int phases, double maxA, double minA, double stepA, double voltageV)
            implements ChargerKind {
        public SlowAc {
            Check.that(phases >= 1 && phases <= 3, "slow_ac phases", phases, "1, 2 or 3");
            Check.positive(maxA, "slow_ac max_a");
            Check.within(minA, 0, maxA, "slow_ac min_a");
            Check.within(stepA, 0, maxA, "slow_ac step_a");
            Check.positive(voltageV, "slow_ac voltage_v");
        }

        private double kwPerA(Vehicle vehicle) {
            return Math.min(phases, vehicle.acPhases()) * voltageV / 1000;
        }

        @Override
        public double efficiency() {
            return 1;
        }

        @Override
        public int phases(Vehicle vehicle) {
            return Math.min(phases, vehicle.acPhases());
        }

        @Override
        public double maxChargeKw(Vehicle vehicle) {
            return kwPerA(vehicle) * Math.min(maxA, vehicle.maxAcA());
        }

        @Override
        public double maxDischargeKw(Vehicle vehicle) {
            return 0;
        }

        @Override
        public double minChargeKw(Vehicle vehicle) {
            return kwPerA(vehicle) * minA;
        }

        @Override
        public double stepKw(Vehicle vehicle) {
            return kwPerA(vehicle) * stepA;
        }

        @Override
        public double ratedKw() {
            return phases * maxA * voltageV / 1000;
        }

        @Override
        public String label() {
            return "slow_ac";
        }
    }

    /**
     * A bidirectional DC charger with continuous power.
     *
     * @param maxKw greatest charging power at the meter
     * @param maxDischargeKw greatest power delivered at the meter
     * @param minKw smallest charging power above zero at the meter
     * @param efficiency of the converter, the same in both directions
     */
    record Bidirectional(double maxKw, double maxDischargeKw, double minKw, double efficiency)
            implements ChargerKind {
        public Bidirectional {
            Check.positive(maxKw, "bidirectional max_kw");
            Check.notNegative(maxDischargeKw, "bidirectional max_discharge_kw");
            Check.within(minKw, 0, maxKw, "bidirectional min_kw");
            Check.efficiency(efficiency, "bidirectional efficiency");
        }

        @Override
        public double maxChargeKw(Vehicle vehicle) {
            return Math.min(maxKw, vehicle.maxDcKw() / efficiency);
        }

        @Override
        public double maxDischargeKw(Vehicle vehicle) {
            return Math.min(maxDischargeKw, vehicle.maxDischargeKw() * efficiency);
        }

        @Override
        public double minChargeKw(Vehicle vehicle) {
            return minKw;
        }

        @Override
        public double stepKw(Vehicle vehicle) {
            return 0;
        }

        @Override
        public double ratedKw() {
            return maxKw;
        }

        @Override
        public String label() {
            return "bidirectional";
        }
    }
}
