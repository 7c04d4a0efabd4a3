package org.evenflow.model;

import java.util.List;

/**
 * A charging curve given by points, linear between them, as published for DC fast charging: the
 * accepted power is the smaller of the table's value and the battery's greatest power.
 *
 * @param soc states of charge, rising from 0 to 1, at least two
 * @param limitKw accepted battery power at each of them, greater than 0 but for the last, which may
 *     be 0
 */
public record TabulatedCurve(List<Double> soc, List<Double> limitKw) implements ChargeCurve {
    public TabulatedCurve {
        soc = List.copyOf(soc);
        limitKw = List.copyOf(limitKw);
        Check.that(
                soc.size() >= 2 && soc.size() == limitKw.size(),
                "charge curve",
                soc.size() + " and " + limitKw.size() + " values",
                "two lists of the same length, at least 2");
        Check.that(
                soc.getFirst() == 0 && soc.getLast() == 1, "charge curve soc", soc, "from 0 to 1");
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
        double left = hours;
        double s = start;
        for (int i = 0; i + 1 < soc.size() && left > 0; i++) {
            double high = soc.get(i + 1);
            if (s >= high) {
                continue;
            }
            double low = soc.get(i);
            double slope = (limitKw.get(i + 1) - limitKw.get(i)) / (high - low);
            double crossing = slope == 0 ? high : low + (wanted - limitKw.get(i)) / slope;
            // Within a segment the request or the table binds; where they cross inside it, the
            // segment is walked in two parts.
            double split = crossing > s && crossing < high ? crossing : high;
            for (double end : new double[] {split, high}) {
                if (s >= end || left <= 0) {
                    continue;
                }
                double limit = limitKw.get(i) + slope * (s - low);
                double middle = limitKw.get(i) + slope * ((s + end) / 2 - low);
                double needed;
                if (middle >= wanted || slope == 0) {
                    double power = Math.min(wanted, middle);
                    needed = power > 0 ? (end - s) * capacityKwh / power : Double.POSITIVE_INFINITY;
                    if (needed > left) {
                        return s + power * left / capacityKwh;
                    }
                } else {
                    // ds/dt = (limit + slope (x - s)) / C has the exponential solution below.
                    double ratio = (limit + slope * (end - s)) / limit;
                    needed =
                            ratio > 0
                                    ? Math.log(ratio) * capacityKwh / slope
                                    : Double.POSITIVE_INFINITY;
                    if (needed > left) {
                        return Math.min(
                                end, s + limit / slope * Math.expm1(slope * left / capacityKwh));
                    }
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
    public double linearUntilSoc(double maxKw) {
        double until = 0;
        for (int i = 0; i < soc.size(); i++) {
            if (limitKw.get(i) < maxKw) {
                return until;
            }
            until = soc.get(i);
        }
        return until;
    }
}
