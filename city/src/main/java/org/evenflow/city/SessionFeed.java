package org.evenflow.city;

import java.util.List;
import org.evenflow.model.Vehicle;

/** Fills a session table for a seed. */
sealed interface SessionFeed permits DrawnSessions, LoggedSessions {
    /** Refills the table; allocates nothing once it has grown. */
    void fill(SessionTable table, long seed);

    /** What the table's vehicle column points into. */
    List<Vehicle> vehicles();

    /** What holds for every seed, in sentences. */
    List<String> notes();

    /** What was dropped, clipped or turned away in the last fill, in sentences. */
    List<String> drawNotes();
}
