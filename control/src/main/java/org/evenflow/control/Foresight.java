package org.evenflow.control;

import java.util.List;
import org.evenflow.forecast.ForeseenSite;

/** The future of a run as it will be, for controllers that declare that they use it. */
public interface Foresight extends ForeseenSite {
    /** Every visit of the run in order of arrival. */
    List<Visit> visits();
}
