package org.evenflow.report;

/**
 * Why the plan of a seed costs more than the lower bound, currency; the four add up to the gap.
 *
 * <p>Between plan and bound stand two costs that are at most the one and at least the other: of the
 * same program's schedule played in a world without power levels and least powers, and of the
 * program itself, which knows neither of what playing it adds nor less of the network than it can.
 *
 * @param levels plan less the schedule without levels
 * @param curves that less the program: charge curves that are not concave, first-order losses and
 *     limits, what is corrected late
 * @param network the program less the bound where there is a feeder: losses and limits of which the
 *     bound proves less
 * @param unproven what is left: no such cost is known, or the bound is loose in itself
 */
public record GapCauses(double levels, double curves, double network, double unproven) {
    /**
     * Splits a gap.
     *
     * @param withoutLevels NaN where it is not known
     * @param program likewise
     * @param hasFeeder whether a network is at all behind the program's distance to the bound
     */
    public static GapCauses of(
            double plan, double withoutLevels, double program, double bound, boolean hasFeeder) {
        if (Double.isNaN(withoutLevels) || Double.isNaN(program)) {
            return new GapCauses(0, 0, 0, plan - bound);
        }
        double smooth = Math.min(plan, Math.max(withoutLevels, bound));
        double solved = Math.min(smooth, Math.max(program, bound));
        double rest = solved - bound;
        return new GapCauses(
                plan - smooth, smooth - solved, hasFeeder ? rest : 0, hasFeeder ? 0 : rest);
    }

    GapCauses plus(GapCauses other) {
        return new GapCauses(
                levels + other.levels,
                curves + other.curves,
                network + other.network,
                unproven + other.unproven);
    }

    GapCauses over(int count) {
        return new GapCauses(levels / count, curves / count, network / count, unproven / count);
    }
}
