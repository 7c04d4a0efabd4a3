package org.evenflow.city;

/**
 * Draws a position with given relative frequencies in constant time: the alias method (A. Walker,
 * ACM Trans. Math. Software 3, 1977; M. Vose, IEEE Trans. Software Eng. 17, 1991).
 */
final class AliasTable {
    private final double[] keep;
    private final int[] alias;

    AliasTable(double[] weights) {
        int n = weights.length;
        keep = new double[n];
        alias = new int[n];
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        var small = new int[n];
        var large = new int[n];
        int smalls = 0;
        int larges = 0;
        for (int i = 0; i < n; i++) {
            keep[i] = weights[i] * n / sum;
            alias[i] = i;
            if (keep[i] < 1) {
                small[smalls++] = i;
            } else {
                large[larges++] = i;
            }
        }
        while (smalls > 0 && larges > 0) {
            int less = small[--smalls];
            int more = large[larges - 1];
            alias[less] = more;
            keep[more] -= 1 - keep[less];
            if (keep[more] < 1) {
                larges--;
                small[smalls++] = more;
            }
        }
        // What is left differs from 1 by rounding only.
        while (smalls > 0) {
            keep[small[--smalls]] = 1;
        }
        while (larges > 0) {
            keep[large[--larges]] = 1;
        }
    }

    /** The position that a uniform number in [0, 1) stands for. */
    int pick(double u) {
        double x = u * keep.length;
        int i = (int) x;
        return x - i < keep[i] ? i : alias[i];
    }
}
