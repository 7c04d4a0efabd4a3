package org.evenflow.city;

import java.time.Instant;

/**
 * Where the sun stands, without refraction.
 *
 * <p>J. Meeus, "Astronomical Algorithms", 2nd ed., 1998, chapters 25 and 28 (low accuracy), in the
 * form of NOAA's solar calculator; within 0.02 degrees from 1950 to 2050.
 *
 * @param cosZenith cosine of the angle from the vertical; negative below the horizon
 * @param azimuthDeg clockwise from north, [0, 360)
 */
public record SunPosition(double cosZenith, double azimuthDeg) {
    private static final double J2000_EPOCH_SECOND = 946_728_000;
    private static final double CENTURY_SECONDS = 36_525.0 * 86_400;

    /**
     * The sun over a place at an instant.
     *
     * @param latitudeDeg degrees north
     * @param longitudeDeg degrees east
     */
    public static SunPosition at(Instant instant, double latitudeDeg, double longitudeDeg) {
        double second = instant.getEpochSecond() + instant.getNano() * 1e-9;
        double t = (second - J2000_EPOCH_SECOND) / CENTURY_SECONDS;
        double meanLongitude =
                Math.toRadians((280.46646 + t * (36000.76983 + 0.0003032 * t)) % 360);
        double anomaly = Math.toRadians(357.52911 + t * (35999.05029 - 0.0001537 * t));
        double eccentricity = 0.016708634 - t * (0.000042037 + 0.0000001267 * t);
        double node = Math.toRadians(125.04 - 1934.136 * t);
        double longitude =
                meanLongitude
                        + Math.toRadians(
                                centreDeg(t, anomaly) - 0.00569 - 0.00478 * Math.sin(node));
        double obliquity =
                Math.toRadians(
                        23
                                + 26 / 60.0
                                + (21.448 - t * (46.815 + t * (0.00059 - 0.001813 * t))) / 3600
                                + 0.00256 * Math.cos(node));
        double declination = Math.asin(Math.sin(obliquity) * Math.sin(longitude));
        double equation = equationOfTime(obliquity, meanLongitude, eccentricity, anomaly);
        // Hour angle: 0 at solar noon, positive in the afternoon.
        double hourAngle = Math.toRadians(second % 86_400 / 240 + longitudeDeg - 180) + equation;
        return horizontal(Math.toRadians(latitudeDeg), declination, hourAngle);
    }

    /** Equation of the centre, degrees. */
    private static double centreDeg(double t, double anomaly) {
        return Math.sin(anomaly) * (1.914602 - t * (0.004817 + 0.000014 * t))
                + Math.sin(2 * anomaly) * (0.019993 - 0.000101 * t)
                + Math.sin(3 * anomaly) * 0.000289;
    }

    /** Sundial time minus clock time as an angle, radians. */
    private static double equationOfTime(
            double obliquity, double meanLongitude, double eccentricity, double anomaly) {
        double y = Math.tan(obliquity / 2) * Math.tan(obliquity / 2);
        return y * Math.sin(2 * meanLongitude)
                - 2 * eccentricity * Math.sin(anomaly)
                + 4 * eccentricity * y * Math.sin(anomaly) * Math.cos(2 * meanLongitude)
                - 0.5 * y * y * Math.sin(4 * meanLongitude)
                - 1.25 * eccentricity * eccentricity * Math.sin(2 * anomaly);
    }

    private static SunPosition horizontal(double latitude, double declination, double hourAngle) {
        double cosZenith =
                Math.sin(latitude) * Math.sin(declination)
                        + Math.cos(latitude) * Math.cos(declination) * Math.cos(hourAngle);
        double fromSouth =
                Math.atan2(
                        Math.sin(hourAngle) * Math.cos(declination),
                        Math.cos(hourAngle) * Math.sin(latitude) * Math.cos(declination)
                                - Math.sin(declination) * Math.cos(latitude));
        double azimuth = (Math.toDegrees(fromSouth) + 180) % 360;
        return new SunPosition(Math.clamp(cosZenith, -1, 1), azimuth);
    }

    /** Angle from the vertical, degrees. */
    public double zenithDeg() {
        return Math.toDegrees(Math.acos(cosZenith));
    }

    /**
     * Cosine of the angle between the sun and the normal of a tilted plane.
     *
     * @param tiltDeg from the horizontal
     * @param planeAzimuthDeg that the plane faces, clockwise from north
     */
    public double cosIncidence(double tiltDeg, double planeAzimuthDeg) {
        double tilt = Math.toRadians(tiltDeg);
        double sinZenith = Math.sqrt(Math.max(0, 1 - cosZenith * cosZenith));
        return cosZenith * Math.cos(tilt)
                + sinZenith
                        * Math.sin(tilt)
                        * Math.cos(Math.toRadians(azimuthDeg - planeAzimuthDeg));
    }
}
