package org.evenflow.control;

import java.util.List;

/** The future of a run as it will be, for controllers that declare that they use it. */
public interface Foresight {
    /** Factor on the nominal base load of a group of the site in a step of the run. */
    double loadFactor(int group, int step);

    /** Available power of a plant in a step of the run, kW. */
    double plantKw(int plant, int step);

    /** Every visit of the run in order of arrival. */
    List<Visit> visits();
}
