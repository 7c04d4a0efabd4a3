package org.evenflow.forecast;

/** Base load and plants of a run as they will be. */
public interface ForeseenSite {
    /** Factor on the nominal base load of a group of the site in a step of the run. */
    double loadFactor(int group, int step);

    /** Available power of a plant in a step of the run, kW. */
    double plantKw(int plant, int step);
}
