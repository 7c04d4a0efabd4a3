package org.evenflow.grid;

/** What the loads of one solve are, gathered from its injections. Mutable. */
final class DrawnLoads {
    private final PhaseTree tree;

    /** Constant power between each node and neutral, pu, and the nodes where there is any. */
    final double[] p;

    final double[] q;
    final int[] active;
    int actives;

    /** Constant power between two nodes. */
    final int[] pairOne;

    final int[] pairTwo;
    final double[] pairP;
    final double[] pairQ;
    int pairs;

    /** Factor on each load of the feeder. */
    final double[] factor;

    DrawnLoads(PhaseTree tree) {
        this.tree = tree;
        p = new double[tree.nodes];
        q = new double[tree.nodes];
        active = new int[tree.nodes];
        int most = tree.nodeOf.length;
        pairOne = new int[most];
        pairTwo = new int[most];
        pairP = new double[most];
        pairQ = new double[most];
        factor = new double[tree.feeder.loads().size()];
    }

    /** Takes over what terminals draw. */
    void terminals(Injections injections) {
        double[] kw = injections.loadKw();
        double[] kvar = injections.loadKvar();
        int places = tree.nodeOf.length;
        if (kw.length != 2 * places) {
            throw new IllegalArgumentException(
                    "injections have " + kw.length + " terminals, the network " + 2 * places);
        }
        int[] placeOf = tree.placeOf;
        for (int node = 0; node < p.length; node++) {
            int place = placeOf[node];
            p[node] = place < 0 ? 0 : kw[place] * PhaseLoads.PER_PHASE;
            q[node] = place < 0 ? 0 : kvar[place] * PhaseLoads.PER_PHASE;
        }
        pairs = 0;
        for (int terminal = places; terminal < 2 * places; terminal++) {
            if (kw[terminal] != 0 || kvar[terminal] != 0) {
                pair(terminal - places, kw[terminal], kvar[terminal]);
            }
        }
    }

    private void pair(int place, double kw, double kvar) {
        int phase = place % 3;
        pairOne[pairs] = tree.nodeOf[place];
        pairTwo[pairs] = tree.nodeOf[place - phase + (phase + 1) % 3];
        pairP[pairs] = kw * PhaseLoads.PER_PHASE;
        pairQ[pairs] = kvar * PhaseLoads.PER_PHASE;
        pairs++;
    }

    /** Lists the nodes with power. */
    void list() {
        actives = 0;
        for (int node = 0; node < p.length; node++) {
            if (p[node] != 0 || q[node] != 0) {
                active[actives++] = node;
            }
        }
    }
}
