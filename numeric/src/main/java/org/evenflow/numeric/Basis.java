package org.evenflow.numeric;

/**
 * Where a simplex method stands: for each column and row of a program whether it is {@link #BASIC}
 * or rests at a bound. Handed back to a program it saves most of a solve; it need not fit exactly,
 * the solver repairs what is not a basis. The arrays are not copied.
 *
 * @param columns one of the constants for each column
 * @param rows one of the constants for each row
 */
@SuppressWarnings("ArrayRecordComponent") // read and shifted in place by controllers
public record Basis(byte[] columns, byte[] rows) {
    /** At its lower bound. */
    public static final byte LOWER = 0;

    /** Between its bounds. */
    public static final byte BASIC = 1;

    /** At its upper bound. */
    public static final byte UPPER = 2;

    /** Without bounds and at 0. */
    public static final byte FREE = 3;

    /** Checks that every entry is one of the constants. */
    public Basis {
        check(columns);
        check(rows);
    }

    private static void check(byte[] entries) {
        for (byte entry : entries) {
            if (entry < LOWER || entry > FREE) {
                throw new IllegalArgumentException("basis entry must be 0 to 3, is " + entry);
            }
        }
    }
}
