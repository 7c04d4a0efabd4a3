package org.evenflow.grid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evenflow.model.Feeder;
import org.evenflow.model.Load;

/**
 * Currents that loads draw at given voltages. Every load is one or more <em>elements</em>, each
 * between a node and neutral or between two nodes; an element of voltage U with power S draws
 * {@code conj(S / U)}. Immutable; what one solve draws is a {@link DrawnLoads}.
 */
final class PhaseLoads {
    static final double PER_PHASE = 1 / PhaseTree.PHASE_KVA;

    private final PhaseTree tree;

    /** The feeder's loads of constant power to neutral: node, load, p and q at factor 1. */
    private final int[] plainNode;

    private final int[] plainLoad;
    private final double[] plainP;
    private final double[] plainQ;

    /** The feeder's other loads. */
    private final Element[] elements;

    /** The same as arrays, for the hot loop; the last node of an element to neutral is -1. */
    private final int[] one;

    private final int[] two;
    private final int[] load;
    private final double[] p;
    private final double[] q;
    private final double[] perNominal;

    /** Shares of constant impedance, current and power, active then reactive: six per element. */
    private final double[] shares;

    /** A load element whose power follows its voltage or that lies between phases. */
    private record Element(
            int load, int one, int two, double p, double q, double nominalPu, Load.Model model) {}

    PhaseLoads(PhaseTree tree) {
        this.tree = tree;
        var plain = new ArrayList<Element>();
        var other = new ArrayList<Element>();
        Feeder feeder = tree.feeder;
        var index = feeder.busIndex();
        for (int load = 0; load < feeder.loads().size(); load++) {
            Load data = feeder.loads().get(load);
            int bus = index.getOrDefault(data.busId(), 0);
            boolean isPlain = !data.isDelta() && data.model().equals(Load.Model.CONSTANT_POWER);
            split(load, data, bus, isPlain ? plain : other);
        }
        plainNode = plain.stream().mapToInt(Element::one).toArray();
        plainLoad = plain.stream().mapToInt(Element::load).toArray();
        plainP = plain.stream().mapToDouble(Element::p).toArray();
        plainQ = plain.stream().mapToDouble(Element::q).toArray();
        elements = other.toArray(Element[]::new);
        one = other.stream().mapToInt(Element::one).toArray();
        two = other.stream().mapToInt(Element::two).toArray();
        load = other.stream().mapToInt(Element::load).toArray();
        p = other.stream().mapToDouble(Element::p).toArray();
        q = other.stream().mapToDouble(Element::q).toArray();
        perNominal = other.stream().mapToDouble(element -> 1 / element.nominalPu()).toArray();
        shares = new double[6 * elements.length];
        for (int i = 0; i < elements.length; i++) {
            Load.Model model = elements[i].model();
            shares[6 * i] = model.pImpedance();
            shares[6 * i + 1] = model.pCurrent();
            shares[6 * i + 2] = model.pPower();
            shares[6 * i + 3] = model.qImpedance();
            shares[6 * i + 4] = model.qCurrent();
            shares[6 * i + 5] = model.qPower();
        }
    }

    private void split(int load, Load data, int bus, List<Element> to) {
        if (!data.isDelta()) {
            int n = data.phases().count();
            for (int phase : data.phases().numbers()) {
                int node = tree.nodeOf[3 * bus + phase];
                to.add(element(load, data, node, -1, n, data.nominalPu()));
            }
            return;
        }
        int[][] ends = PhaseShunts.pairs(data.phases());
        for (int[] pair : ends) {
            int one = tree.nodeOf[3 * bus + pair[0]];
            int two = tree.nodeOf[3 * bus + pair[1]];
            double nominalPu = Math.sqrt(3) * data.nominalPu();
            to.add(element(load, data, one, two, ends.length, nominalPu));
        }
    }

    private static Element element(
            int load, Load data, int one, int two, int shares, double nominalPu) {
        return new Element(
                load,
                one,
                two,
                data.kw() / shares * PER_PHASE,
                data.kvar() / shares * PER_PHASE,
                nominalPu,
                data.model());
    }

    /** Takes over the loads of a solve. */
    void gather(Injections injections, DrawnLoads drawn) {
        drawn.terminals(injections);
        double[] factor = injections.loadFactor();
        if (factor.length != tree.feeder.loads().size()) {
            throw new IllegalArgumentException(
                    "injections have "
                            + factor.length
                            + " load factors, the feeder has "
                            + tree.feeder.loads().size()
                            + " loads");
        }
        System.arraycopy(factor, 0, drawn.factor, 0, factor.length);
        for (int i = 0; i < plainNode.length; i++) {
            drawn.p[plainNode[i]] += factor[plainLoad[i]] * plainP[i];
            drawn.q[plainNode[i]] += factor[plainLoad[i]] * plainQ[i];
        }
        drawn.list();
    }

    /** Sets every node's current to what loads draw there at the given voltages. */
    void currents(DrawnLoads drawn, double[] vRe, double[] vIm, double[] jRe, double[] jIm) {
        Arrays.fill(jRe, 0);
        Arrays.fill(jIm, 0);
        double[] nodeP = drawn.p;
        double[] nodeQ = drawn.q;
        for (int i = 0; i < drawn.actives; i++) {
            int node = drawn.active[i];
            double re = vRe[node];
            double im = vIm[node];
            double inverse = 1 / (re * re + im * im);
            jRe[node] = (nodeP[node] * re + nodeQ[node] * im) * inverse;
            jIm[node] = (nodeP[node] * im - nodeQ[node] * re) * inverse;
        }
        for (int i = 0; i < one.length; i++) {
            int other = two[i];
            double re = vRe[one[i]] - (other < 0 ? 0 : vRe[other]);
            double im = vIm[one[i]] - (other < 0 ? 0 : vIm[other]);
            double squared = re * re + im * im;
            double v = Math.sqrt(squared) * perNominal[i];
            double scale = drawn.factor[load[i]] / squared;
            double power = p[i] * ((shares[6 * i] * v + shares[6 * i + 1]) * v + shares[6 * i + 2]);
            double reactive =
                    q[i] * ((shares[6 * i + 3] * v + shares[6 * i + 4]) * v + shares[6 * i + 5]);
            draw(one[i], other, scale * power, scale * reactive, re, im, jRe, jIm);
        }
        for (int i = 0; i < drawn.pairs; i++) {
            int node = drawn.pairOne[i];
            int other = drawn.pairTwo[i];
            double re = vRe[node] - vRe[other];
            double im = vIm[node] - vIm[other];
            double inverse = 1 / (re * re + im * im);
            double power = drawn.pairP[i] * inverse;
            draw(node, other, power, drawn.pairQ[i] * inverse, re, im, jRe, jIm);
        }
    }

    /** Adds conj(S / U) given S / |U|² and U. */
    private static void draw(
            int one,
            int two,
            double power,
            double reactive,
            double re,
            double im,
            double[] jRe,
            double[] jIm) {
        double iRe = power * re + reactive * im;
        double iIm = power * im - reactive * re;
        jRe[one] += iRe;
        jIm[one] += iIm;
        if (two >= 0) {
            jRe[two] -= iRe;
            jIm[two] -= iIm;
        }
    }

    private static double share(double impedance, double current, double v) {
        return impedance * v * v + current * v + (1 - impedance - current);
    }

    /**
     * Adds the adjoint of the currents' derivative by voltage: {@code g += (dI/dV)^* m}, with the
     * derivative taken as real-linear in (re, im), at the voltages given. For an element with
     * {@code I = conj(S(v) / U)}.
     */
    void adjoint(
            DrawnLoads drawn,
            double[] vRe,
            double[] vIm,
            double[] mRe,
            double[] mIm,
            double[] gRe,
            double[] gIm) {
        for (int i = 0; i < drawn.actives; i++) {
            int node = drawn.active[i];
            double p = drawn.p[node];
            double q = drawn.q[node];
            adjoint(node, -1, p, q, 0, 0, vRe, vIm, mRe, mIm, gRe, gIm);
        }
        for (Element element : elements) {
            double re = vRe[element.one] - (element.two < 0 ? 0 : vRe[element.two]);
            double im = vIm[element.one] - (element.two < 0 ? 0 : vIm[element.two]);
            double v = Math.hypot(re, im) / element.nominalPu;
            Load.Model model = element.model;
            double scale = drawn.factor[element.load];
            double pp = scale * element.p;
            double qq = scale * element.q;
            // dS / d|U| times |U|, for the powers that follow the voltage.
            double pSlope = pp * (2 * model.pImpedance() * v * v + model.pCurrent() * v);
            double qSlope = qq * (2 * model.qImpedance() * v * v + model.qCurrent() * v);
            adjoint(
                    element.one,
                    element.two,
                    pp * share(model.pImpedance(), model.pCurrent(), v),
                    qq * share(model.qImpedance(), model.qCurrent(), v),
                    pSlope,
                    qSlope,
                    vRe,
                    vIm,
                    mRe,
                    mIm,
                    gRe,
                    gIm);
        }
        for (int i = 0; i < drawn.pairs; i++) {
            int one = drawn.pairOne[i];
            int two = drawn.pairTwo[i];
            double p = drawn.pairP[i];
            double q = drawn.pairQ[i];
            adjoint(one, two, p, q, 0, 0, vRe, vIm, mRe, mIm, gRe, gIm);
        }
    }

    /**
     * One element. With U = a + jb, s = |U|²: I = ((pa + qb) + j(pb - qa)) / s. The derivatives by
     * a and b, power's own slope included, times m; added at one node and taken off the other.
     */
    private static void adjoint(
            int one,
            int two,
            double p,
            double q,
            double pSlope,
            double qSlope,
            double[] vRe,
            double[] vIm,
            double[] mRe,
            double[] mIm,
            double[] gRe,
            double[] gIm) {
        double a = vRe[one] - (two < 0 ? 0 : vRe[two]);
        double b = vIm[one] - (two < 0 ? 0 : vIm[two]);
        double s = a * a + b * b;
        double m = mRe[one] - (two < 0 ? 0 : mRe[two]);
        double n = mIm[one] - (two < 0 ? 0 : mIm[two]);
        double iRe = (p * a + q * b) / s;
        double iIm = (p * b - q * a) / s;
        // Slopes: d|U| / da = a / |U|, so dp = pSlope a / s da.
        double kRe = (pSlope * a + qSlope * b) / s;
        double kIm = (pSlope * b - qSlope * a) / s;
        double byA =
                m * (p / s - 2 * a / s * iRe + a / s * kRe)
                        + n * (-q / s - 2 * a / s * iIm + a / s * kIm);
        double byB =
                m * (q / s - 2 * b / s * iRe + b / s * kRe)
                        + n * (p / s - 2 * b / s * iIm + b / s * kIm);
        gRe[one] += byA;
        gIm[one] += byB;
        if (two >= 0) {
            gRe[two] -= byA;
            gIm[two] -= byB;
        }
    }
}
