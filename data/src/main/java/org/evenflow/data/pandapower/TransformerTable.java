package org.evenflow.data.pandapower;

import java.util.Locale;
import org.evenflow.model.Phases;
import org.evenflow.model.Transformer;
import org.evenflow.model.Transformer.Winding;

/**
 * Table {@code trafo}: pandapower's T model, half of the leakage impedance z at each side of the
 * magnetising admittance y, all referred to the low-voltage side. It is the same two-port as a π of
 * series impedance {@code z + z² y / 4} with {@code (y / 2) / (1 + z y / 4)} at each end (A. E.
 * Kennelly's star-delta transformation, 1899).
 *
 * <p>Zero sequence by vector group and the values {@code vk0_percent, vkr0_percent, mag0_percent,
 * mag0_rx, si0_hv_partial}: a T whose delta side is short-circuited. Where a network does not have
 * these values, positive sequence alone is known: two earthed wyes.
 */
final class TransformerTable {
    private TransformerTable() {}

    static void read(NetAssembly net, OpenEnds openEnds) {
        for (var row : net.net.frame("trafo").rows()) {
            boolean takesNothing = row.number("pfe_kw", 0) == 0 && row.number("i0_percent", 0) == 0;
            var ends = openEnds.of(row, "hv_bus", "lv_bus", takesNothing, false);
            if (ends != null) {
                net.branches.add(row.at(() -> transformer(net, row, ends)));
            }
        }
    }

    private static Transformer transformer(NetAssembly net, Frame.Row row, OpenEnds.Ends ends) {
        checkHalves(row);
        var ratio = Ratio.of(net, row);
        double parallel = row.parallel();
        double ratedMva = row.number("sn_mva");
        if (!(ratedMva > 0)) {
            throw row.wrong("sn_mva must be > 0, is " + ratedMva);
        }
        double zBaseOhm = ratio.lowKv() * ratio.lowKv() / ratedMva / parallel;
        var leakage = shortCircuit(row, "vk_percent", "vkr_percent").times(zBaseOhm);
        double lossShare = row.number("pfe_kw", 0) / 1000 / ratedMva;
        double noLoadShare = row.number("i0_percent", 0) / 100;
        double magnetising =
                Math.sqrt(Math.max(0, noLoadShare * noLoadShare - lossShare * lossShare));
        var core = new Complex(lossShare, -magnetising).times(1 / zBaseOhm);
        var quarter = leakage.times(core).times(0.25);
        var series = leakage.plus(leakage.times(quarter));
        var shunt = core.over(quarter.plus(new Complex(1, 0)));
        var zero = ZeroSequence.of(net, row, zBaseOhm, series).without(shunt.times(0.5));
        double tapRatio = ratio.highKv() / ratio.lowKv() * ends.to().baseKv / ends.from().baseKv;
        return new Transformer(
                row.id(),
                ends.from().id,
                ends.to().id,
                Phases.ABC,
                zero.from(),
                zero.to(),
                series.re(),
                series.im(),
                zero.impedance().re(),
                zero.impedance().im(),
                shunt.re(),
                shunt.im(),
                tapRatio,
                ratio.shiftDeg(),
                1000 * ratedMva * row.number("df", 1) * parallel,
                ends.isClosed());
    }

    private static void checkHalves(Frame.Row row) {
        for (String column :
                new String[] {"leakage_resistance_ratio_hv", "leakage_reactance_ratio_hv"}) {
            double share = row.number(column, 0.5);
            if (share != 0.5) {
                throw row.wrong(column + " must be 0.5, is " + share);
            }
        }
    }

    /** A short-circuit impedance as a share of the rated impedance. */
    private static Complex shortCircuit(Frame.Row row, String percent, String realPercent) {
        double z = row.number(percent) / 100;
        double r = row.number(realPercent) / 100;
        if (Math.abs(r) > Math.abs(z)) {
            throw row.wrong(
                    realPercent
                            + " must be at most "
                            + percent
                            + " "
                            + 100 * z
                            + ", is "
                            + 100 * r);
        }
        return new Complex(r, Math.signum(z) * Math.sqrt(z * z - r * r));
    }

    /**
     * What zero sequence sees.
     *
     * @param from winding of the high-voltage side
     * @param to winding of the low-voltage side
     * @param impedance series, or from the earthed winding to earth
     */
    private record ZeroSequence(Winding from, Winding to, Complex impedance) {
        static ZeroSequence of(NetAssembly net, Frame.Row row, double zBaseOhm, Complex series) {
            boolean isKnown =
                    row.has("vector_group") && row.has("vk0_percent") && row.has("vkr0_percent");
            if (!isKnown) {
                if (net.needsZeroSequence && row.isInService()) {
                    throw row.wrong(
                            "vector_group, vk0_percent and vkr0_percent must be given where loads differ by phase, are absent");
                }
                return new ZeroSequence(Winding.EARTHED_WYE, Winding.EARTHED_WYE, series);
            }
            if (row.number("xn_ohm", 0) != 0 || row.number("rn_ohm", 0) != 0) {
                throw row.wrong("an impedance between star point and earth is not supported");
            }
            String group =
                    row.text("vector_group").replaceAll("[0-9]+$", "").toLowerCase(Locale.ROOT);
            return switch (group) {
                case "dyn" ->
                        new ZeroSequence(
                                Winding.DELTA,
                                Winding.EARTHED_WYE,
                                beyondDelta(net, row, zBaseOhm, false));
                case "ynd" ->
                        new ZeroSequence(
                                Winding.EARTHED_WYE,
                                Winding.DELTA,
                                beyondDelta(net, row, zBaseOhm, true));
                case "yy" -> new ZeroSequence(Winding.WYE, Winding.WYE, series);
                case "yd" -> new ZeroSequence(Winding.WYE, Winding.DELTA, series);
                case "dy" -> new ZeroSequence(Winding.DELTA, Winding.WYE, series);
                case "dd" -> new ZeroSequence(Winding.DELTA, Winding.DELTA, series);
                default -> unknown(net, row, group, series);
            };
        }

        /**
         * The same with a path to earth that is what it was together with half of the core, which
         * stands beside it in a {@link Transformer}.
         */
        ZeroSequence without(Complex halfCore) {
            boolean hasPath =
                    (from == Winding.DELTA && to == Winding.EARTHED_WYE)
                            || (from == Winding.EARTHED_WYE && to == Winding.DELTA);
            var share = impedance.times(halfCore).times(-1).plus(new Complex(1, 0));
            return hasPath ? new ZeroSequence(from, to, impedance.over(share)) : this;
        }

        private static ZeroSequence unknown(
                NetAssembly net, Frame.Row row, String group, Complex series) {
            if (net.needsZeroSequence && row.isInService()) {
                throw row.wrong(
                        "vector_group must be Dyn, YNd, Yy, Yd, Dy or Dd where loads differ by phase, is '"
                                + group
                                + "'");
            }
            net.tally.warn(
                    row.id()
                            + ": zero sequence of vector group "
                            + group
                            + " is not represented; only balanced load is right");
            return new ZeroSequence(Winding.EARTHED_WYE, Winding.EARTHED_WYE, series);
        }

        /** From the earthed side: its leakage, then magnetising beside the delta's leakage. */
        private static Complex beyondDelta(
                NetAssembly net, Frame.Row row, double zBaseOhm, boolean isHighEarthed) {
            boolean isGiven = row.number("vk0_percent") != 0;
            var leakage =
                    isGiven
                            ? shortCircuit(row, "vk0_percent", "vkr0_percent")
                            : shortCircuit(row, "vk_percent", "vkr_percent");
            double highShare = row.number("si0_hv_partial", 0.5);
            if (!(highShare > 0 && highShare < 1)) {
                throw row.wrong("si0_hv_partial must be between 0 and 1, is " + highShare);
            }
            double earthedShare = isHighEarthed ? highShare : 1 - highShare;
            var earthed = leakage.times(earthedShare);
            var delta = leakage.times(1 - earthedShare);
            double ratio =
                    row.number("mag0_percent", 0) / (net.net.isMagnetisingInPercent() ? 100 : 1);
            double magnitude = Math.hypot(leakage.re(), leakage.im()) * ratio;
            if (magnitude == 0) {
                // No magnetising branch is stated: it takes nothing.
                return leakage.times(zBaseOhm);
            }
            double rx = row.number("mag0_rx", 0);
            double x = magnitude / Math.hypot(1, rx);
            var magnetising = new Complex(rx * x, x);
            var beside = delta.times(magnetising).over(delta.plus(magnetising));
            return earthed.plus(beside).times(zBaseOhm);
        }
    }
}
