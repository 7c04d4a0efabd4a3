package org.evenflow.model;

import java.util.Collection;
import java.util.HashSet;

/**
 * Validity rules shared by the records of this package; every message names the thing, its value
 * and what is allowed.
 */
public final class Check {
    private Check() {}

    public static void that(boolean holds, String thing, Object value, String allowed) {
        if (!holds) {
            throw new InputException(thing + " must be " + allowed + ", is " + value);
        }
    }

    public static void positive(double value, String thing) {
        that(value > 0 && value < Double.POSITIVE_INFINITY, thing, value, "> 0 and finite");
    }

    public static void notNegative(double value, String thing) {
        that(value >= 0 && value < Double.POSITIVE_INFINITY, thing, value, ">= 0 and finite");
    }

    /** A limit may be infinite, which means unlimited. */
    public static void limit(double value, String thing) {
        that(value >= 0, thing, value, ">= 0 (or infinite for unlimited)");
    }

    public static void finite(double value, String thing) {
        that(Double.isFinite(value), thing, value, "a finite number");
    }

    public static void within(double value, double low, double high, String thing) {
        that(value >= low && value <= high, thing, value, "between " + low + " and " + high);
    }

    public static void efficiency(double value, String thing) {
        that(value > 0 && value <= 1, thing, value, "in (0, 1]");
    }

    public static void id(String value, String thing) {
        that(!value.isBlank(), thing, "'" + value + "'", "a non-empty id");
    }

    public static void unique(Collection<String> ids, String thing) {
        var seen = new HashSet<String>();
        for (String id : ids) {
            if (!seen.add(id)) {
                throw new InputException(
                        thing + " '" + id + "' is defined twice; ids must be unique");
            }
        }
    }
}
