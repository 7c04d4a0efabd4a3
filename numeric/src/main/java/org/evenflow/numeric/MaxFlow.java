package org.evenflow.numeric;

import java.util.Arrays;

/**
 * Largest flow from a source to a sink through edges with real capacities: E. A. Dinic, "Algorithm
 * for solution of a problem of maximum flow in networks with power estimation", Soviet Math.
 * Doklady 11, 1970. Capacities below 1e-12 of the largest count as used up. Mutable: build, then
 * solve once or after {@link #capacity} set all capacities anew.
 */
public final class MaxFlow {
    private final int nodes;
    private int edges;
    private int[] to = new int[64];
    private int[] next = new int[64];
    private double[] left = new double[64];
    private final int[] first;
    private final int[] level;
    private final int[] cursor;
    private double epsilon;

    /** A graph of nodes 0 to {@code nodes - 1} without edges. */
    public MaxFlow(int nodes) {
        this.nodes = nodes;
        first = new int[nodes];
        level = new int[nodes];
        cursor = new int[nodes];
        Arrays.fill(first, -1);
    }

    /** Adds an edge and returns its number. */
    public int edge(int from, int towards, double capacity) {
        add(from, towards, capacity);
        add(towards, from, 0);
        return edges - 2;
    }

    /** Sets an edge's capacity and forgets its flow. */
    public void capacity(int edge, double capacity) {
        left[edge] = capacity;
        left[edge + 1] = 0;
    }

    /**
     * What is left of every edge's capacity, both directions; before a solution the capacities
     * themselves.
     */
    public double[] capacities() {
        return Arrays.copyOf(left, edges);
    }

    /** Sets what {@link #capacities} returned. */
    public void capacities(double[] capacities) {
        System.arraycopy(capacities, 0, left, 0, edges);
    }

    private void add(int from, int towards, double capacity) {
        if (edges == to.length) {
            to = Arrays.copyOf(to, 2 * edges);
            next = Arrays.copyOf(next, 2 * edges);
            left = Arrays.copyOf(left, 2 * edges);
        }
        to[edges] = towards;
        left[edges] = capacity;
        next[edges] = first[from];
        first[from] = edges++;
    }

    /** The largest flow from one node to another. */
    public double solve(int source, int sink) {
        double largest = 0;
        for (int edge = 0; edge < edges; edge++) {
            largest = Math.max(largest, left[edge] < Double.POSITIVE_INFINITY ? left[edge] : 0);
        }
        epsilon = 1e-12 * largest;
        double flow = 0;
        while (layer(source, sink)) {
            System.arraycopy(first, 0, cursor, 0, nodes);
            double pushed = push(source, sink, Double.POSITIVE_INFINITY);
            while (pushed > 0) {
                flow += pushed;
                pushed = push(source, sink, Double.POSITIVE_INFINITY);
            }
        }
        return flow;
    }

    /** Distances from the source through edges with room; whether the sink is reached. */
    private boolean layer(int source, int sink) {
        Arrays.fill(level, -1);
        level[source] = 0;
        int[] queue = new int[nodes];
        int tail = 1;
        queue[0] = source;
        for (int head = 0; head < tail; head++) {
            for (int edge = first[queue[head]]; edge >= 0; edge = next[edge]) {
                if (left[edge] > epsilon && level[to[edge]] < 0) {
                    level[to[edge]] = level[queue[head]] + 1;
                    queue[tail++] = to[edge];
                }
            }
        }
        return level[sink] >= 0;
    }

    /**
     * Pushes flow along one path of rising levels; the recursion is as deep as the path is long.
     */
    private double push(int node, int sink, double room) {
        if (node == sink) {
            return room;
        }
        for (; cursor[node] >= 0; cursor[node] = next[cursor[node]]) {
            int edge = cursor[node];
            if (left[edge] > epsilon && level[to[edge]] == level[node] + 1) {
                double pushed = push(to[edge], sink, Math.min(room, left[edge]));
                if (pushed > 0) {
                    left[edge] -= pushed;
                    left[edge ^ 1] += pushed;
                    return pushed;
                }
            }
        }
        return 0;
    }
}
