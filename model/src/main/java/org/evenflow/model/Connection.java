package org.evenflow.model;

/**
 * Between which conductors a connector draws. A vehicle whose on-board charger has fewer phases
 * than the connector uses the first ones (IEC 61851-1:2017: a single-phase vehicle lies between L1
 * and neutral), which is why installers rotate the phases from socket to socket.
 */
public sealed interface Connection permits Connection.Shared, Connection.Wye, Connection.Delta {
    /** All three phases take a third, whatever the vehicle: where nothing is said. */
    Connection SHARED = new Shared();

    /** Imaginary part of what a device between two phases draws from the first, per kW. */
    double ACROSS = 1 / (2 * Math.sqrt(3));

    /** The phases that it touches. */
    Phases phases();

    /**
     * The phases that a vehicle loads, each with the same power.
     *
     * @param vehiclePhases how many phases vehicle and charger have in common, 1 to 3
     */
    Phases loaded(int vehiclePhases);

    /** Whether it draws between phases, not between phase and neutral. */
    boolean isDelta();

    /** What files call it: {@code shared}, {@code b}, {@code bca}, {@code delta ab}. */
    String label();

    /**
     * What a kW loads the phases with: their currents, times the nominal phase voltage and against
     * the voltage of their own phase, in kVA per kW. A device between phase and neutral draws
     * {@code P - jQ}; one between two phases draws {@code (P - jQ) (1/2 + j/(2√3))} from the first
     * and {@code (P - jQ) (1/2 - j/(2√3))} from the second (W. H. Kersting, Distribution System
     * Modeling and Analysis, ch. 9, delta-connected loads at balanced voltages).
     *
     * @param vehiclePhases how many phases vehicle and charger have in common, 1 to 3
     * @param along real parts by phase, to be filled where there are any
     * @param across imaginary parts, likewise
     */
    default void phasors(int vehiclePhases, double[] along, double[] across) {
        Phases loaded = loaded(vehiclePhases);
        if (!isDelta()) {
            for (int phase : loaded.numbers()) {
                along[phase] = 1.0 / loaded.count();
            }
            return;
        }
        int pairs = loaded.count() == 3 ? 3 : 1;
        for (int from = 0; from < 3; from++) {
            int to = (from + 1) % 3;
            if (loaded.has(from) && loaded.has(to)) {
                along[from] += 0.5 / pairs;
                along[to] += 0.5 / pairs;
                across[from] += ACROSS / pairs;
                across[to] -= ACROSS / pairs;
            }
        }
    }

    /** Three phases, a third each. */
    record Shared() implements Connection {
        @Override
        public Phases phases() {
            return Phases.ABC;
        }

        @Override
        public Phases loaded(int vehiclePhases) {
            return Phases.ABC;
        }

        @Override
        public boolean isDelta() {
            return false;
        }

        @Override
        public String label() {
            return "shared";
        }
    }

    /**
     * Between phases and neutral.
     *
     * @param phases which it has
     * @param firstPhase the phase at its L1: 0 for a, 1 for b, 2 for c; the others follow in turn
     */
    record Wye(Phases phases, int firstPhase) implements Connection {
        public Wye {
            Check.that(
                    firstPhase >= 0 && firstPhase < 3 && phases.has(firstPhase),
                    "connection: first phase",
                    firstPhase,
                    "one of the phases " + phases.letters());
        }

        /** Phases in their own order, e.g. {@code "bca"}: L1 on b, L2 on c, L3 on a. */
        public static Wye parse(String letters, String thing) {
            var phases = Phases.parse(letters, thing);
            var wye = new Wye(phases, "abc".indexOf(Character.toLowerCase(letters.charAt(0))));
            Check.that(
                    wye.label().equalsIgnoreCase(letters),
                    thing,
                    letters,
                    "in the order of rotation, such as abc, bca, ab or ca");
            return wye;
        }

        @Override
        public Phases loaded(int vehiclePhases) {
            int mask = 0;
            for (int turn = 0; turn < 3 && Integer.bitCount(mask) < vehiclePhases; turn++) {
                mask |= phases.mask() & 1 << (firstPhase + turn) % 3;
            }
            return Phases.of(mask);
        }

        @Override
        public boolean isDelta() {
            return false;
        }

        @Override
        public String label() {
            var label = new StringBuilder();
            for (int turn = 0; turn < 3; turn++) {
                int phase = (firstPhase + turn) % 3;
                label.append(phases.has(phase) ? "abc".substring(phase, phase + 1) : "");
            }
            return label.toString();
        }
    }

    /**
     * Between phases: two of them (North American level 2 on 208 V), or all three.
     *
     * @param phases two or three
     */
    record Delta(Phases phases) implements Connection {
        public Delta {
            Check.that(
                    phases.count() >= 2,
                    "delta connection: phases",
                    phases.letters(),
                    "two or three");
        }

        @Override
        public Phases loaded(int vehiclePhases) {
            return phases;
        }

        @Override
        public boolean isDelta() {
            return true;
        }

        @Override
        public String label() {
            return "delta " + phases.letters();
        }
    }
}
