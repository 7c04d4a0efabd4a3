package org.evenflow.forecast;

/** What was measured of one quantity, step by step, back from the present. A view; read-only. */
public interface History {
    /** How many steps are known, the present one included; at least 1. */
    int steps();

    /**
     * A measured value; NaN where the measurement is missing.
     *
     * @param ago steps before the present one, 0 to {@code steps() - 1}
     */
    double ago(int ago);

    /**
     * The history that an array holds.
     *
     * @param measured oldest first, the last is the present one; at least one
     */
    static History of(double... measured) {
        return new History() {
            @Override
            public int steps() {
                return measured.length;
            }

            @Override
            public double ago(int ago) {
                return measured[measured.length - 1 - ago];
            }
        };
    }
}
