package org.evenflow.grid.powsybl;

/**
 * What passes through the series impedance of a branch in a state, pu.
 *
 * @param current magnitude, at the to end
 * @param power apparent power at the end where active power enters
 * @param loading share of the branch's rating; 0 without one
 */
record Series(double current, double power, double loading) {
    Series(MeshedGrid grid, double[] vPu, double[] angleRad, int branch) {
        int from = grid.nodeOf[grid.fromBus[branch]];
        int to = grid.nodeOf[grid.toBus[branch]];
        this(grid, branch, vPu[from], vPu[to], angleRad[from] - angleRad[to]);
    }

    /** From the voltages of both ends and the angle of the from end before the to end. */
    Series(MeshedGrid grid, int branch, double fromPu, double toPu, double aheadRad) {
        double behindRatioPu = fromPu / grid.tap[branch];
        double angle = aheadRad - grid.shiftRad[branch];
        double re = behindRatioPu * Math.cos(angle) - toPu;
        double im = behindRatioPu * Math.sin(angle);
        double current = Math.hypot(re, im) / Math.hypot(grid.r[branch], grid.x[branch]);
        // Active power out of and into the impedance, up to a positive factor.
        double r = grid.r[branch];
        double x = grid.x[branch];
        double outOfTo = toPu * (r * re + x * im);
        double intoFrom =
                behindRatioPu
                        * (r * (behindRatioPu - toPu * Math.cos(angle))
                                + x * toPu * Math.sin(angle));
        double power = current * (intoFrom >= -outOfTo ? behindRatioPu : toPu);
        this(
                current,
                power,
                Math.max(
                        current * grid.ampsPerPu[branch] / grid.ratingA[branch],
                        power / grid.ratingPower[branch]));
    }

    /** Power into both ends of a branch, shunts included, pu: {p from, q from, p to, q to}. */
    static double[] endPowers(MeshedGrid grid, double[] vPu, double[] angleRad, int branch) {
        double[] y = grid.admittance(branch);
        int from = grid.nodeOf[grid.fromBus[branch]];
        int to = grid.nodeOf[grid.toBus[branch]];
        double vf = vPu[from];
        double vt = vPu[to];
        double cos = Math.cos(angleRad[from] - angleRad[to]);
        double sin = Math.sin(angleRad[from] - angleRad[to]);
        return new double[] {
            vf * vf * y[0] + vf * vt * (y[2] * cos + y[3] * sin),
            -vf * vf * y[1] + vf * vt * (y[2] * sin - y[3] * cos),
            vt * vt * y[6] + vt * vf * (y[4] * cos - y[5] * sin),
            -vt * vt * y[7] - vt * vf * (y[4] * sin + y[5] * cos)
        };
    }
}
