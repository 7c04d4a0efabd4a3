package org.evenflow.forecast;

/**
 * One quantity of a site by step of the run, from the present step on, as it is known or expected:
 * a point and an interval about it. Holds no gaps: what is missing (no number, or one beyond all
 * sense) is replaced and counted. To be read in the step that it was asked for in.
 */
public interface Forecast {
    /** Unit of the values: {@code kW}, {@code currency/kWh}, or {@code 1} for a factor. */
    String unit();

    /** The first step that it speaks of. */
    int present();

    /** The first step that it says nothing about, maybe past the end of the run. */
    int end();

    /** The value that is expected in a step from {@link #present} to before {@link #end}. */
    double at(int step);

    /**
     * Lower end of the interval about {@link #at}: the value itself where it is measured, published
     * or foreseen, NaN where the forecaster gives a point alone.
     */
    double lowAt(int step);

    /** Upper end, likewise. */
    double highAt(int step);

    /** Mean over steps; 0 over none. */
    double mean(int from, int to);

    /** How many values within the run were not published or not forecast, and replaced. */
    int missing();

    /** How many of the last measurements are missing, the present one included. */
    int unmeasured();
}
