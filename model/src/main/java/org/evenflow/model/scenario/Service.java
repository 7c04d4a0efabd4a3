package org.evenflow.model.scenario;

import java.util.Locale;

/** What controllers that weigh costs may trade energy for that drivers declared to need. */
public enum Service {
    /** Nothing: all that can be given is given, and only then costs are saved. */
    FIRST,
    /** What tables value it at, {@link Scenario.Money#unservedPerKwh}. */
    PRICED;

    /** The word in scenario files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
