package org.evenflow.city;

/**
 * The quantiles of a {@link SessionProfile} laid out for drawing: flat, with the slope beside the
 * value, read with 32 random bits of which the upper four are the cell and the others the place in
 * it. Says the same as {@link SessionProfile#stayMin} and {@link SessionProfile#energyKwh}, which
 * are the plain form.
 */
final class StayTables {
    /** Bits of a uniform number. */
    static final int BITS = 32;

    private static final int CELLS = SessionProfile.QUANTILES - 1;
    private static final int ROW = 2 * CELLS;
    private static final int PLACE_BITS = BITS - Integer.numberOfTrailingZeros(CELLS);
    private static final long PLACE = (1L << PLACE_BITS) - 1;
    private static final double PER_PLACE = 1.0 / (1L << PLACE_BITS);
    private static final int DAY_MIN = 1440;

    private final boolean leavesByClock;
    private final double[] stayMin;
    private final double[] energyKwh;
    private final short[] energyRow;

    StayTables(SessionProfile profile) {
        leavesByClock = profile.leavesByClock();
        stayMin = flat(profile.stayRows());
        energyKwh = flat(profile.energyRows());
        energyRow = new short[(int) Math.max(DAY_MIN, profile.longestMin()) + 2];
        for (int minute = 0; minute < energyRow.length; minute++) {
            energyRow[minute] = (short) (profile.energyBand(minute) * ROW);
        }
    }

    private static double[] flat(double[][] rows) {
        var flat = new double[rows.length * ROW];
        for (int row = 0; row < rows.length; row++) {
            for (int cell = 0; cell < CELLS; cell++) {
                int at = row * ROW + 2 * cell;
                flat[at] = rows[row][cell];
                flat[at + 1] = (rows[row][cell + 1] - rows[row][cell]) * PER_PLACE;
            }
        }
        return flat;
    }

    /** Whether stays are given by the hour of leaving and so depend on the minute of arrival. */
    boolean leavesByClock() {
        return leavesByClock;
    }

    /** Where the stays of vehicles begin that come at that local minute. */
    int stayRow(int minuteOfDay) {
        return leavesByClock ? 0 : minuteOfDay / (DAY_MIN / SessionProfile.ARRIVAL_BANDS) * ROW;
    }

    /**
     * Length of a stay in minutes.
     *
     * @param bits uniform in [0, 2^32)
     */
    double stayMin(int stayRow, long bits) {
        return at(stayMin, stayRow, bits);
    }

    /** Length in minutes of a stay that the clock ends. */
    double stayByClockMin(double minuteOfDay, long bits) {
        double stay = at(stayMin, 0, bits) - minuteOfDay;
        return stay > 0 ? stay : stay + DAY_MIN;
    }

    /** Energy at the meter in kWh that a stay of that length takes. */
    double energyKwh(double stay, long bits) {
        return at(energyKwh, energyRow[(int) stay], bits);
    }

    /** Share of the stays of a row that are shorter, as bits, rounded down: in [0, 2^32]. */
    long bitsBelow(int stayRow, double min) {
        for (int cell = 0; cell < CELLS; cell++) {
            double past = min - stayMin[stayRow + 2 * cell];
            double slope = stayMin[stayRow + 2 * cell + 1];
            if (past <= slope * PLACE) {
                return ((long) cell << PLACE_BITS) + (past > 0 ? (long) (past / slope) : 0);
            }
        }
        return 1L << BITS;
    }

    private static double at(double[] table, int row, long bits) {
        int at = row + 2 * (int) (bits >>> PLACE_BITS);
        return table[at] + (bits & PLACE) * table[at + 1];
    }
}
