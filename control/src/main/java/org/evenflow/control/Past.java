package org.evenflow.control;

import java.util.List;
import org.evenflow.forecast.MeasuredSite;

/**
 * What was measured at the site, back from the present step. It reaches a day further back than the
 * run, where input covers that day.
 */
public interface Past extends MeasuredSite {
    /**
     * The visits of earlier days of the same kind, each in order of arrival, with steps counted as
     * in this run; none where nothing was recorded.
     */
    List<List<Visit>> days();
}
