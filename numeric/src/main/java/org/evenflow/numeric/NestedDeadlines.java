package org.evenflow.numeric;

import java.util.Arrays;

/**
 * Jobs that are all ready now, each with a deadline and a greatest rate, under capacities that are
 * nested: jobs belong to nodes of a tree, and what all jobs below a node do at a time is bounded by
 * its capacity, the same at all times. Tells how much work must stay undone, exactly, and which
 * jobs and capacities are to blame.
 *
 * <p>By the theorem of the largest flow and the least cut (L. R. Ford, D. R. Fulkerson, "Maximal
 * flow through a network", Canadian Journal of Mathematics 8, 1956) the least undone work is the
 * largest excess of some jobs' work over what their own rates and the capacities above them can do.
 * Jobs only ever leave, so a capacity that is used up by a set of jobs is used up from now until
 * some time and never again; and the time matters for jobs with a deadline only. With {@code
 * W_v(t)} the work below node v that cannot be done after t, v's own capacity considered, {@code
 * W_v(t) = max over s >= t of Σ W_c(s) - C_v (s - t)} over its children and {@code W_j(t) = max(0,
 * w_j - r_j max(0, d_j - t))} for a job. These are piecewise linear and bend down at deadlines
 * only, so their values at deadlines say all. The undone work is {@code W(0)} at the root. Cost:
 * jobs times the logarithm of their number, and nodes times distinct deadlines.
 *
 * <p>Mutable work arrays, reused.
 */
public final class NestedDeadlines {
    private final int[] parent;
    private final double[] capacity;
    private int jobs;
    private int[] nodeOf = new int[0];
    private double[] rate = new double[0];
    private double[] deadline = new double[0];

    /** Jobs by node: {@code nodeJob[nodeStart[v]]} and following. */
    private final int[] nodeStart;

    private int[] nodeJob = new int[0];

    /** Where the job's deadline stands among {@link #time}. */
    private int[] deadlineAt = new int[0];

    /** Zero and the distinct deadlines, rising. */
    private double[] time = new double[1];

    private int times;
    private double[] work = new double[0];

    /** Work below a node that cannot be done after a time, without and with its own capacity. */
    private final double[][] below;

    private final double[][] withOwn;

    /** The same where a first period counts too; only what {@link #serveAfterFirst} needs. */
    private final double[][] afterFirst;

    private final double[] undone;
    private double[] slope = new double[0];

    /** What {@link #cut} found. */
    private double budget;

    /**
     * A tree of nodes.
     *
     * @param parent of each node, a higher number than its own; -1 for the last, the root
     */
    public NestedDeadlines(int[] parent) {
        for (int v = 0; v < parent.length; v++) {
            boolean isRoot = v == parent.length - 1;
            if (isRoot ? parent[v] != -1 : parent[v] <= v || parent[v] >= parent.length) {
                throw new IllegalArgumentException(
                        "parent of node " + v + " must be a later node, is " + parent[v]);
            }
        }
        this.parent = parent.clone();
        capacity = new double[parent.length];
        nodeStart = new int[parent.length + 1];
        below = new double[parent.length][0];
        withOwn = new double[parent.length][0];
        afterFirst = new double[parent.length][0];
        undone = new double[parent.length];
    }

    /** Begins with so many jobs, all to be given by {@link #job}, and forgets all others. */
    public void begin(int count) {
        jobs = count;
        if (nodeOf.length < count) {
            int room = Math.max(count, 2 * nodeOf.length);
            nodeOf = new int[room];
            nodeJob = new int[room];
            rate = new double[room];
            deadline = new double[room];
            deadlineAt = new int[room];
            work = new double[room];
            time = new double[room + 1];
        }
    }

    /**
     * A job.
     *
     * @param node it belongs to
     * @param greatestRate work per time, 0 or more
     * @param until its deadline; at or before 0 nothing of it can be done
     */
    public void job(int j, int node, double greatestRate, double until) {
        nodeOf[j] = node;
        rate[j] = greatestRate;
        deadline[j] = Math.max(0, until);
    }

    /** Work per time that all jobs below a node can do together; may be infinite. */
    public void capacity(int node, double most) {
        capacity[node] = Math.max(0, most);
    }

    /** Sorts the deadlines; to be called between the last {@link #job} and what follows. */
    public void ready() {
        time[0] = 0;
        System.arraycopy(deadline, 0, time, 1, jobs);
        Arrays.sort(time, 1, jobs + 1);
        times = 1;
        for (int i = 1; i <= jobs; i++) {
            if (time[i] > time[times - 1]) {
                time[times++] = time[i];
            }
        }
        for (int j = 0; j < jobs; j++) {
            deadlineAt[j] = Arrays.binarySearch(time, 0, times, deadline[j]);
        }
        Arrays.fill(nodeStart, 0);
        for (int j = 0; j < jobs; j++) {
            nodeStart[nodeOf[j] + 1]++;
        }
        for (int v = 0; v < parent.length; v++) {
            nodeStart[v + 1] += nodeStart[v];
        }
        int[] next = nodeStart.clone();
        for (int j = 0; j < jobs; j++) {
            nodeJob[next[nodeOf[j]]++] = j;
        }
        if (slope.length < times) {
            slope = new double[2 * times];
        }
        for (int v = 0; v < parent.length; v++) {
            if (below[v].length < times) {
                below[v] = new double[2 * times];
                withOwn[v] = new double[2 * times];
                afterFirst[v] = new double[2 * times];
            }
        }
    }

    /**
     * Finds the least undone work of every node's jobs under the capacities at and below it.
     *
     * @param workOf each job; negative counts as none
     */
    public void serve(double[] workOf) {
        System.arraycopy(workOf, 0, work, 0, jobs);
        sum(below);
        for (int v = 0; v < parent.length; v++) {
            raise(below[v], withOwn[v], capacity[v]);
            add(withOwn, v, below);
            undone[v] = withOwn[v][0];
        }
    }

    /**
     * The same where a period before time 0 counts too, in which jobs have other greatest rates.
     *
     * @param firstRate of each job during the first period, 0 or more
     * @param length of the first period
     */
    public void serveAfterFirst(double[] workOf, double[] firstRate, double length) {
        serve(workOf);
        for (int j = 0; j < jobs; j++) {
            work[j] = workOf[j] - firstRate[j] * length;
        }
        sum(below);
        for (int v = 0; v < parent.length; v++) {
            raise(below[v], afterFirst[v], capacity[v]);
            double first = capacity[v] * length;
            for (int i = 0; i < times; i++) {
                afterFirst[v][i] = Math.max(afterFirst[v][i], withOwn[v][i] - first);
            }
            add(afterFirst, v, below);
            undone[v] = Math.max(0, afterFirst[v][0]);
        }
    }

    /** Least undone work below a node, its own capacity considered, nothing above it. */
    public double undone(int node) {
        return undone[node];
    }

    /** What each node's own jobs cannot do after each time. */
    private void sum(double[][] into) {
        for (double[] values : into) {
            Arrays.fill(values, 0, times, 0);
        }
        for (int v = 0; v < parent.length; v++) {
            Arrays.fill(slope, 0, times, 0);
            boolean any = false;
            for (int i = nodeStart[v]; i < nodeStart[v + 1]; i++) {
                if (work[nodeJob[i]] > 0) {
                    bend(nodeJob[i], into[v]);
                    any = true;
                }
            }
            if (any) {
                integrate(into[v]);
            }
        }
    }

    /** Adds a job's bends: it rises from its latest start to its deadline. */
    private void bend(int j, double[] level) {
        int end = deadlineAt[j];
        double start = deadline[j] - work[j] / rate[j];
        if (end == 0 || !(rate[j] > 0)) {
            level[0] += work[j];
            return;
        }
        int first = start < 0 ? 0 : Arrays.binarySearch(time, 0, end + 1, start);
        first = first < 0 ? -first - 1 : first;
        if (first >= end) {
            level[end] += work[j];
            return;
        }
        slope[first] += rate[j];
        level[first] -= rate[j] * start;
        slope[end] -= rate[j];
        level[end] += rate[j] * start + work[j];
    }

    private void integrate(double[] level) {
        double steep = 0;
        double base = 0;
        for (int i = 0; i < times; i++) {
            steep += slope[i];
            base += level[i];
            level[i] = Math.max(0, base + steep * time[i]);
        }
    }

    /** The least function above that rises no faster than the capacity. */
    private void raise(double[] from, double[] into, double most) {
        double best = Double.NEGATIVE_INFINITY;
        for (int i = times - 1; i >= 0; i--) {
            double fallen = i == times - 1 ? best : best - most * (time[i + 1] - time[i]);
            best = Math.max(from[i], fallen);
            into[i] = best;
        }
    }

    private void add(double[][] of, int v, double[][] into) {
        if (parent[v] >= 0) {
            double[] sum = into[parent[v]];
            for (int i = 0; i < times; i++) {
                sum[i] += of[v][i];
            }
        }
    }

    /**
     * Whether a node's undone work is due to its own capacity, rather than to parts below alone.
     */
    public boolean isToBlame(int node) {
        return withOwn[node][0] > below[node][0];
    }

    /**
     * The jobs that a node's undone work is due to, after {@link #serve}: their work exceeds {@link
     * #budget} by just as much.
     *
     * @param members filled with the jobs
     * @return how many
     */
    public int cut(int node, int[] members) {
        budget = 0;
        int[] at = new int[parent.length];
        Arrays.fill(at, -1);
        at[node] = end(node, 0);
        for (int v = node - 1; v >= 0; v--) {
            if (at[parent[v]] >= 0) {
                at[v] = end(v, at[parent[v]]);
            }
        }
        int count = 0;
        for (int j = 0; j < jobs; j++) {
            int i = at[nodeOf[j]];
            double later = i < 0 ? 0 : rate[j] * Math.max(0, deadline[j] - time[Math.max(0, i)]);
            if (i >= 0 && work[j] > later) {
                budget += later;
                members[count++] = j;
            }
        }
        return count;
    }

    /** Work that the jobs of the last {@link #cut} can do in time. */
    public double budget() {
        return budget;
    }

    /** Until when the last node's capacity of a cut from a time on is used up. */
    private int end(int v, int from) {
        int i = from;
        while (withOwn[v][i] > below[v][i]) {
            i++;
        }
        if (i > from) {
            budget += capacity[v] * (time[i] - time[from]);
        }
        return i;
    }
}
