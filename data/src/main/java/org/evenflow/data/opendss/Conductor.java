package org.evenflow.data.opendss;

import org.evenflow.data.opendss.Element.Property;

/**
 * A round wire above earth.
 *
 * @param xM place across the line
 * @param heightM above earth
 * @param rOhmPerM resistance to direct current
 * @param gmrM geometric mean radius
 * @param radiusM outer radius
 */
record Conductor(double xM, double heightM, double rOhmPerM, double gmrM, double radiusM) {
    /** GMR of a solid round wire over its radius, e to the power -1/4 (OpenDSS takes 0.7788). */
    private static final double GMR_PER_RADIUS = 0.7788;

    /** Resistance to 60 Hz over that to direct current where only one is known (OpenDSS). */
    private static final double AC_PER_DC = 1.02;

    /** A wire of which {@code wire} says everything but its place. */
    static Conductor of(Element wire, double xM, double heightM) {
        var reading = new Reading();
        wire.properties().forEach(reading::take);
        double perMetre = 1 / reading.rUnit.metres();
        double gmrM = reading.gmr * reading.gmrUnit.metres();
        double radiusM = reading.radius * reading.radiusUnit.metres();
        if (!(gmrM > 0)) {
            gmrM = radiusM * GMR_PER_RADIUS;
        }
        if (!(radiusM > 0)) {
            radiusM = gmrM / GMR_PER_RADIUS;
        }
        if (!(reading.rDc > 0) || !(gmrM > 0) || !(radiusM > 0)) {
            throw wire.wrong("must have a resistance and a radius or GMR, each > 0");
        }
        return new Conductor(xM, heightM, reading.rDc * perMetre, gmrM, radiusM);
    }

    private static final class Reading {
        private double rDc = Double.NaN;
        private double gmr = Double.NaN;
        private double radius = Double.NaN;
        private LengthUnit rUnit = LengthUnit.NONE;
        private LengthUnit gmrUnit = LengthUnit.NONE;
        private LengthUnit radiusUnit = LengthUnit.NONE;

        void take(Property property) {
            var value = property.value();
            switch (property.name()) {
                case "rdc" -> rDc = value.number();
                case "rac" -> rDc = Double.isNaN(rDc) ? value.number() / AC_PER_DC : rDc;
                case "gmrac" -> gmr = value.number();
                case "radius" -> radius = value.number();
                case "diam" -> radius = value.number() / 2;
                case "runits" -> rUnit = LengthUnit.of(value);
                case "gmrunits" -> gmrUnit = unit(value, true);
                case "radunits" -> radiusUnit = unit(value, false);
                case "capradius" -> throw value.wrong("absent; the radius serves for capacitance");
                default -> {
                    // Ampacity is the geometry's.
                }
            }
        }

        /** A unit of one of GMR and radius serves for the other where that has none. */
        private LengthUnit unit(Value value, boolean isOfGmr) {
            var unit = LengthUnit.of(value);
            if (isOfGmr && radiusUnit == LengthUnit.NONE) {
                radiusUnit = unit;
            }
            if (!isOfGmr && gmrUnit == LengthUnit.NONE) {
                gmrUnit = unit;
            }
            return unit;
        }
    }
}
