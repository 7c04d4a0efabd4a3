package org.evenflow.dispatch;

import java.util.Arrays;
import org.evenflow.control.Limits;
import org.evenflow.numeric.NestedDeadlines;

/**
 * Keeps what vehicles need until their declared departures within reach: the powers of a step must
 * leave no more undone than the best powers would. What can be done later is bounded by each
 * vehicle's power and by stations, supply transformers and the site, whose room is taken to stay as
 * it is now; the charge curve's taper counts as an earlier departure. {@link NestedDeadlines} tells
 * the least undone energy exactly, and a set of vehicles that would be too late: together they must
 * take so much in this step, which is a linear row, drawn where it is missed (J. E. Kelley, The
 * cutting-plane method for solving convex programs, J. SIAM 8(4), 1960). Where nothing shared is
 * short, each vehicle has a floor of its own.
 *
 * <p>Where not all can be had, what a station lacks by itself is not asked of others: a node of the
 * tree whose undone energy is just its parts' is judged part by part. Feeder lines and voltages are
 * left aside; they are held, and rows give way to them. Mutable work arrays.
 */
final class LookAhead {
    /** Energy per step length that may be missed, kW: far above rounding, far below a charger. */
    private static final double TOLERANCE_KW = 1e-6;

    private final Limits limits;
    private final Curtailment curtailment;
    private final Stays stays;
    private final NestedDeadlines tree;
    private final int[] parent;
    private final int site;

    /** What of each node's needs cannot be met whatever is done now, kWh. */
    private final double[] unreachableKwh;

    /** Whether a node falls short by its own capacity, beyond what its parts lack. */
    private final boolean[] isShort;

    /** Whether no node above is short, so that the node is judged by itself. */
    private final boolean[] isAlone;

    private final double[] highKw;
    private final double[] floorKw;
    private final double[] workKwh;
    private final int[] members;

    /** What of that each node lacks by its own capacity, kWh. */
    private final double[] ownKwh;

    /** Largest distance between power levels below a node. */
    private final double[] levelKw;

    private double stepHours;

    LookAhead(Limits limits, Curtailment curtailment, Stays stays) {
        this.limits = limits;
        this.curtailment = curtailment;
        this.stays = stays;
        int stations = limits.stations();
        site = stations + limits.transformers();
        parent = new int[site + 1];
        for (int s = 0; s < stations; s++) {
            parent[s] =
                    limits.layout().transformerOf(s) < 0
                            ? site
                            : stations + limits.layout().transformerOf(s);
        }
        Arrays.fill(parent, stations, site, site);
        parent[site] = -1;
        tree = new NestedDeadlines(parent);
        unreachableKwh = new double[site + 1];
        ownKwh = new double[site + 1];
        isShort = new boolean[site + 1];
        isAlone = new boolean[site + 1];
        levelKw = new double[site + 1];
        highKw = new double[limits.connectors()];
        floorKw = new double[limits.connectors()];
        workKwh = new double[limits.connectors()];
        members = new int[limits.connectors()];
    }

    /**
     * Looks at a step.
     *
     * @param ramp that bounds what can be taken in it
     */
    void startStep(double hours, Ramp ramp) {
        stepHours = hours;
        int n = limits.pluggedInCount();
        capacities();
        tree.begin(n);
        for (int rank = 0; rank < n; rank++) {
            tree.job(rank, limits.stationAt(rank), stays.ratedKw[rank], stays.leftHours[rank]);
            workKwh[rank] = stays.isDue[rank] ? stays.needKwh[rank] : 0;
            highKw[rank] = Math.min(limits.highKwAt(rank), ramp.mostKw(rank));
        }
        tree.ready();
        tree.serveAfterFirst(workKwh, highKw, hours);
        double[] parts = new double[site + 1];
        for (int rank = 0; rank < n; rank++) {
            parts[limits.stationAt(rank)] += unreachableAlone(rank);
        }
        for (int v = 0; v <= site; v++) {
            unreachableKwh[v] = tree.undone(v);
            ownKwh[v] = unreachableKwh[v] - parts[v];
            isShort[v] = ownKwh[v] > TOLERANCE_KW * hours;
            if (v < site) {
                parts[parent[v]] += unreachableKwh[v];
            }
        }
        for (int v = site; v >= 0; v--) {
            isAlone[v] = v == site || (isAlone[parent[v]] && !isShort[parent[v]]);
        }
        for (int rank = 0; rank < n; rank++) {
            floorKw[rank] = floor(rank, ramp);
        }
    }

    /** Room of the tree's nodes, on the power levels of what hangs below. */
    private void capacities() {
        Arrays.fill(levelKw, 0);
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int s = limits.stationAt(rank);
            levelKw[s] = Math.max(levelKw[s], limits.stepKwAt(rank));
        }
        for (int s = 0; s < limits.stations(); s++) {
            tree.capacity(s, onLevels(limits.layout().stationHighKw(s), levelKw[s]));
            levelKw[parent[s]] = Math.max(levelKw[parent[s]], levelKw[s]);
        }
        for (int t = 0; t < limits.transformers(); t++) {
            int v = limits.stations() + t;
            tree.capacity(v, onLevels(curtailment.transformerHighKw(t), levelKw[v]));
            levelKw[site] = Math.max(levelKw[site], levelKw[v]);
        }
        tree.capacity(site, onLevels(limits.layout().siteHighKw(), levelKw[site]));
    }

    /** What chargers on levels can use of a limit for sure. */
    private static double onLevels(double limitKw, double level) {
        return level > 0 && limitKw < Double.POSITIVE_INFINITY
                ? Math.floor(limitKw / level + 1e-9) * level
                : limitKw;
    }

    private double unreachableAlone(int rank) {
        double later = stays.ratedKw[rank] * Math.max(0, stays.leftHours[rank]);
        return Math.max(0, workKwh[rank] - highKw[rank] * stepHours - later);
    }

    /**
     * The least power with which a vehicle by itself is in time, or as near as it can be; minus
     * infinity for any.
     */
    private double floor(int rank, Ramp ramp) {
        int s = limits.stationAt(rank);
        if (!stays.isDue[rank] || !isAlone[s] || isShort[s]) {
            return Double.NEGATIVE_INFINITY;
        }
        double high = highKw[rank];
        double need = workKwh[rank];
        if (!ramp.isLimited()) {
            double later = stays.ratedKw[rank] * Math.max(0, stays.leftHours[rank]);
            double kw = (need - unreachableAlone(rank) - later) / stepHours;
            return Math.min(high, kw < 0 ? kw / stays.regain[rank] : kw);
        }
        // What can be taken later rises with what is taken now.
        double most = high * stepHours + ramp.laterKwh(rank, high, stays);
        if (need >= most) {
            return high;
        }
        double low = Math.min(limits.lowKwAt(rank), high);
        for (int i = 0; i < 50; i++) {
            double kw = (low + high) / 2;
            boolean isEnough =
                    stays.needAfter(rank, kw, stepHours) <= ramp.laterKwh(rank, kw, stays);
            low = isEnough ? low : kw;
            high = isEnough ? kw : high;
        }
        return high;
    }

    /** The least power with which the vehicle at a rank, by itself, is in time. */
    double floorKw(int rank) {
        return floorKw[rank];
    }

    /** Whether powers leave all within reach that can be. */
    boolean hold(double[] power) {
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            if (power[rank] < floorKw[rank] - TOLERANCE_KW) {
                return false;
            }
        }
        serve(power);
        for (int v = 0; v <= site; v++) {
            if (isMissed(v)) {
                return false;
            }
        }
        return true;
    }

    private void serve(double[] power) {
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            workKwh[rank] = stays.isDue[rank] ? stays.needAfter(rank, power[rank], stepHours) : 0;
        }
        tree.serve(workKwh);
    }

    private boolean isMissed(int v) {
        return isAlone[v] && tree.undone(v) > unreachableKwh[v] + TOLERANCE_KW * stepHours;
    }

    /** Adds rows for what powers put out of reach; whether any was new. */
    boolean addRows(double[] power, LimitRows to) {
        serve(power);
        boolean added = false;
        for (int v = 0; v <= site; v++) {
            // A node without blame of its own is missed because one of its parts is.
            if (isMissed(v) && (isShort[v] || tree.isToBlame(v))) {
                added |= addRow(v, power, to);
            }
        }
        return added;
    }

    /** Vehicles of a cut: together their needs must fall to the budget and what is unreachable. */
    private boolean addRow(int v, double[] power, LimitRows to) {
        int count = tree.cut(v, members);
        double least = -tree.budget() - unreachableKwh[v];
        double[] slopes = to.slopes();
        Arrays.fill(slopes, 0, limits.pluggedInCount(), 0);
        for (int i = 0; i < count; i++) {
            int rank = members[i];
            least += stays.needKwh[rank];
            slopes[rank] = power[rank] < 0 ? -stays.regain[rank] : -1;
        }
        if (!to.newRow(-least / stepHours, CutReason.LOOK_AHEAD, kind(v), thing(v), true)) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            to.problem.letRise(members[i], highKw[members[i]]);
        }
        return true;
    }

    private ThingKind kind(int v) {
        return v == site
                ? ThingKind.SITE
                : v < limits.stations() ? ThingKind.STATION : ThingKind.TRANSFORMER;
    }

    private int thing(int v) {
        return v == site ? -1 : v < limits.stations() ? v : v - limits.stations();
    }

    /**
     * How much the vehicles in most need lack in this step on top of some powers, kW, and who they
     * are; 0 where nothing is out of reach.
     *
     * @param isMember filled
     */
    double lacking(double[] power, boolean[] isMember) {
        Arrays.fill(isMember, 0, limits.pluggedInCount(), false);
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            if (power[rank] < floorKw[rank] - TOLERANCE_KW) {
                isMember[rank] = true;
                return floorKw[rank] - power[rank];
            }
        }
        serve(power);
        for (int v = 0; v <= site; v++) {
            if (isMissed(v)) {
                int count = tree.cut(v, members);
                for (int i = 0; i < count; i++) {
                    isMember[members[i]] = true;
                }
                return (tree.undone(v) - unreachableKwh[v]) / stepHours;
            }
        }
        return 0;
    }

    /** Notes what no dispatch can give in time because capacities are shared. */
    void reportShortage(Dispatch dispatch) {
        dispatch.missingKwh = 0;
        for (int v = 0; v <= site; v++) {
            if (isAlone[v] && isShort[v] && ownKwh[v] > dispatch.missingKwh) {
                dispatch.missingKwh = ownKwh[v];
                dispatch.missingKind = kind(v);
                dispatch.missingThing = thing(v);
            }
        }
    }
}
