package org.evenflow.model;

import java.util.List;

/**
 * Reactive power that a charger takes or gives beside its active power. It never exceeds what the
 * charger's apparent power leaves: active power has priority.
 */
public sealed interface Reactive permits Reactive.PowerFactor, Reactive.VoltVar {
    /** No reactive power: unity power factor. */
    Reactive NONE = new PowerFactor(1);

    /**
     * Reactive power, kvar; positive is taken from the network, negative given to it.
     *
     * @param kw active power at the meter, positive charges
     * @param ratedKw greatest active power of the charger
     * @param voltagePu voltage at its terminals, mean over its phases
     */
    double kvar(double kw, double ratedKw, double voltagePu);

    /** Whether it follows the voltage. */
    boolean followsVoltage();

    /**
     * A fixed power factor, in either direction of active power; the charger's apparent power is
     * large enough to keep it at full active power.
     *
     * @param factor from 0.5 to 1 takes reactive power (lagging), from -1 to -0.5 gives it
     *     (leading)
     */
    record PowerFactor(double factor) implements Reactive {
        public PowerFactor {
            Check.that(
                    Math.abs(factor) >= 0.5 && Math.abs(factor) <= 1,
                    "power_factor",
                    factor,
                    "from 0.5 to 1 (lagging), or from -1 to -0.5 (leading)");
        }

        /** Reactive power per magnitude of active power, kvar per kW. */
        public double kvarPerKw() {
            return Math.copySign(Math.sqrt(1 - factor * factor) / Math.abs(factor), factor);
        }

        @Override
        public double kvar(double kw, double ratedKw, double voltagePu) {
            return kvarPerKw() * Math.abs(kw);
        }

        @Override
        public boolean followsVoltage() {
            return false;
        }
    }

    /**
     * A volt-var curve: a share of apparent power by voltage, linear between its points, constant
     * beyond them. Below a fifth of rated active power it shrinks in proportion, to nothing at
     * rest, which is the least that IEEE 1547-2018, clause 5.2, asks of a converter.
     *
     * @param voltagePu rising
     * @param share not rising, -1 to 1 of rated apparent power; positive gives reactive power
     * @param kvaPerKw rated apparent power over rated active power, at least 1
     */
    record VoltVar(List<Double> voltagePu, List<Double> share, double kvaPerKw)
            implements Reactive {
        /** Share of rated active power from which on all reactive power is there. */
        private static final double FULL_FROM = 0.2;

        /**
         * Rated apparent over active power where nothing is said: 1.1 (K. Turitsyn et al., Options
         * for control of reactive power by distributed photovoltaic generators, Proc. IEEE 99(6),
         * 2011).
         */
        public static final double KVA_PER_KW = 1.1;

        public VoltVar {
            voltagePu = List.copyOf(voltagePu);
            share = List.copyOf(share);
            Check.that(
                    voltagePu.size() == share.size() && voltagePu.size() >= 2,
                    "volt_var",
                    voltagePu.size() + " voltages and " + share.size() + " shares",
                    "two or more voltages and as many shares");
            Check.that(
                    kvaPerKw >= 1 && kvaPerKw <= 10,
                    "volt_var kva_per_kw",
                    kvaPerKw,
                    "between 1 and 10");
            for (int point = 0; point < share.size(); point++) {
                Check.within(voltagePu.get(point), 0.5, 1.5, "volt_var voltage_pu");
                Check.within(share.get(point), -1, 1, "volt_var share");
                if (point > 0) {
                    Check.that(
                            voltagePu.get(point) > voltagePu.get(point - 1),
                            "volt_var voltage_pu",
                            voltagePu.get(point),
                            "above the one before it, " + voltagePu.get(point - 1));
                    Check.that(
                            share.get(point) <= share.get(point - 1),
                            "volt_var share",
                            share.get(point),
                            "at most the one before it, " + share.get(point - 1));
                }
            }
        }

        /** Default curve of category A, IEEE 1547-2018, table 8. */
        public static VoltVar ieee1547CategoryA(double kvaPerKw) {
            return new VoltVar(List.of(0.9, 1.0, 1.1), List.of(0.25, 0.0, -0.25), kvaPerKw);
        }

        /** Default curve of category B, IEEE 1547-2018, table 8. */
        public static VoltVar ieee1547CategoryB(double kvaPerKw) {
            return new VoltVar(
                    List.of(0.92, 0.98, 1.02, 1.08), List.of(0.44, 0.0, 0.0, -0.44), kvaPerKw);
        }

        /** Share of rated apparent power that is given at a voltage. */
        public double shareAt(double pu) {
            int last = voltagePu.size() - 1;
            if (pu <= voltagePu.getFirst()) {
                return share.getFirst();
            }
            for (int point = 1; point <= last; point++) {
                double to = voltagePu.get(point);
                if (pu <= to) {
                    double from = voltagePu.get(point - 1);
                    double along = (pu - from) / (to - from);
                    return share.get(point - 1) + along * (share.get(point) - share.get(point - 1));
                }
            }
            return share.getLast();
        }

        @Override
        public double kvar(double kw, double ratedKw, double voltagePu) {
            double kva = kvaPerKw * ratedKw;
            double started = Math.min(1, Math.abs(kw) / (FULL_FROM * ratedKw));
            double room = Math.sqrt(Math.max(0, kva * kva - kw * kw));
            double given = shareAt(voltagePu) * kva * started;
            return -Math.clamp(given, -room, room);
        }

        @Override
        public boolean followsVoltage() {
            return true;
        }
    }
}
