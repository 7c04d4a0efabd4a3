package org.evenflow.control;

/**
 * A controller that can take another's wishes as proposals: it leans towards them where that costs
 * little, and keeps every limit that it keeps without them.
 */
public interface Refining extends Controller {
    /**
     * The same controller with another's proposals, under the id {@code other+this}.
     *
     * @param proposer asked before each decision; belongs to the new controller
     */
    Controller refining(Controller proposer);
}
