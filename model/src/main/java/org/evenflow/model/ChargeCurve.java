package org.evenflow.model;

import java.util.List;

/**
 * How much power a battery accepts as its state of charge rises. All powers are on the battery's
 * side, in kW and not negative; states of charge are fractions.
 */
public sealed interface ChargeCurve permits ConstantPowerTaper, ChargeCurve.Tabulated {

    /**
     * State of charge after charging for {@code hours} at a constant requested power, which the
     * curve may cut on the way. Exact integral of the curve, continuous and non-decreasing in
     * {@code powerKw}.
     *
     * @param soc state of charge at the beginning
     * @param powerKw requested battery power, between 0 and {@code maxKw}
     * @param maxKw the battery's greatest charging power
     * @param capacityKwh usable capacity
     * @param hours duration
     */
    double socAfter(double soc, double powerKw, double maxKw, double capacityKwh, double hours);

    /** Greatest power accepted at a state of charge, at most {@code maxKw}. */
    double limitKw(double soc, double maxKw);

    /**
     * Up to this state of charge the curve never cuts a request: charging at {@code powerKw} that
     * ends at or below it is linear in time.
     */
    double linearUntilSoc(double powerKw, double maxKw);

    /**
     * Hours to charge from one state of charge to another at the requested power, as far as the
     * curve accepts it; infinite where it never gets there.
     */
    double hoursTo(double soc, double targetSoc, double powerKw, double maxKw, double capacityKwh);

    /**
     * A charging curve given by points, linear between them, as published for DC fast charging: the
     * accepted power is the smaller of the table's value and the battery's greatest power.
     *
     * @param soc states of charge, rising from 0 to 1, at least two
     * @param limitKw accepted battery power at each of them, greater than 0 but for the last, which
     *     may be 0
     */
    record Tabulated(List<Double> soc, List<Double> limitKw) implements ChargeCurve {
        public Tabulated {
            soc = List.copyOf(soc);
            limitKw = List.copyOf(limitKw);
            Check.that(
                    soc.size() >= 2 && soc.size() == limitKw.size(),
                    "charge curve",
                    soc.size() + " and " + limitKw.size() + " values",
                    "two lists of the same length, at least 2");
            Check.that(
                    soc.getFirst() == 0 && soc.getLast() == 1,
                    "charge curve soc",
                    soc,
                    "from 0 to 1");
            for (int i = 0; i < soc.size(); i++) {
                Check.that(
                        i == 0 || soc.get(i) > soc.get(i - 1),
                        "charge curve soc",
                        soc,
                        "strictly rising");
                boolean last = i == soc.size() - 1;
                Check.that(
                        last ? limitKw.get(i) >= 0 : limitKw.get(i) > 0,
                        "charge curve kw",
                        limitKw.get(i),
                        "> 0 (the last >= 0)");
            }
        }

        @Override
        public double socAfter(
                double start, double powerKw, double maxKw, double capacityKwh, double hours) {
            double wanted = Math.min(powerKw, maxKw);
            if (wanted <= 0) {
                return start;
            }
            double left = hours;
            double s = start;
            for (int i = 0; i + 1 < soc.size() && left > 0; i++) {
                double high = soc.get(i + 1);
                if (s >= high) {
                    continue;
                }
                for (double end = split(i, s, high, wanted); s < high; end = high) {
                    double needed = pieceHours(i, s, end, wanted, capacityKwh);
                    if (needed > left) {
                        return Math.min(end, afterPiece(i, s, end, wanted, capacityKwh, left));
                    }
                    left -= needed;
                    s = end;
                }
            }
            return Math.max(start, Math.min(1, s));
        }

        @Override
        public double limitKw(double s, double maxKw) {
            for (int i = 0; i + 1 < soc.size(); i++) {
                if (s <= soc.get(i + 1)) {
                    double share = (s - soc.get(i)) / (soc.get(i + 1) - soc.get(i));
                    return Math.min(
                            maxKw, limitKw.get(i) + share * (limitKw.get(i + 1) - limitKw.get(i)));
                }
            }
            return Math.min(maxKw, limitKw.getLast());
        }

        @Override
        public double linearUntilSoc(double powerKw, double maxKw) {
            double until = 0;
            for (int i = 0; i < soc.size(); i++) {
                if (limitKw.get(i) < powerKw) {
                    return until;
                }
                until = soc.get(i);
            }
            return until;
        }

        @Override
        public double hoursTo(
                double start, double targetSoc, double powerKw, double maxKw, double capacityKwh) {
            double hours = 0;
            double s = start;
            for (int i = 0; i + 1 < soc.size() && s < targetSoc; i++) {
                double end = Math.min(targetSoc, soc.get(i + 1));
                if (end > s) {
                    double split = split(i, s, end, Math.min(powerKw, maxKw));
                    hours += pieceHours(i, s, split, Math.min(powerKw, maxKw), capacityKwh);
                    hours += pieceHours(i, split, end, Math.min(powerKw, maxKw), capacityKwh);
                    s = end;
                }
            }
            return hours;
        }

        private double slope(int i) {
            return (limitKw.get(i + 1) - limitKw.get(i)) / (soc.get(i + 1) - soc.get(i));
        }

        /**
         * Where, within a segment, the table's limit crosses the request; {@code to} where it does
         * not.
         */
        private double split(int i, double from, double to, double wantedKw) {
            double crossing =
                    slope(i) == 0 ? to : soc.get(i) + (wantedKw - limitKw.get(i)) / slope(i);
            return crossing > from && crossing < to ? crossing : to;
        }

        /**
         * Power where it is constant between two points of a segment without a crossing; NaN where
         * the table binds.
         */
        private double constantKw(int i, double from, double to, double wantedKw) {
            double middle = limitKw.get(i) + slope(i) * ((from + to) / 2 - soc.get(i));
            return slope(i) == 0 || middle >= wantedKw ? Math.min(wantedKw, middle) : Double.NaN;
        }

        private double pieceHours(
                int i, double from, double to, double wantedKw, double capacityKwh) {
            if (to <= from) {
                return 0;
            }
            double constant = constantKw(i, from, to, wantedKw);
            if (!Double.isNaN(constant)) {
                return (to - from) * capacityKwh / constant;
            }
            double atFrom = limitKw.get(i) + slope(i) * (from - soc.get(i));
            double ratio = 1 + slope(i) * (to - from) / atFrom;
            return ratio > 0 ? Math.log(ratio) * capacityKwh / slope(i) : Double.POSITIVE_INFINITY;
        }

        /**
         * Where {@code hours} lead: linear, or the solution of ds/dt = (a + slope (s - from)) / C.
         */
        private double afterPiece(
                int i, double from, double to, double wantedKw, double capacityKwh, double hours) {
            double constant = constantKw(i, from, to, wantedKw);
            if (!Double.isNaN(constant)) {
                return from + constant * hours / capacityKwh;
            }
            double atFrom = limitKw.get(i) + slope(i) * (from - soc.get(i));
            return from + atFrom / slope(i) * Math.expm1(slope(i) * hours / capacityKwh);
        }
    }
}
