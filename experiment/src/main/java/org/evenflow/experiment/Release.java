package org.evenflow.experiment;

/** Which Evenflow this is. */
public final class Release {
    private Release() {}

    /** The release, e.g. {@code 0.1.0}; {@code development} where not started from its jar. */
    public static String number() {
        String release = Release.class.getPackage().getImplementationVersion();
        return release == null ? "development" : release;
    }

    /**
     * The commit of the sources, with {@code -dirty} behind it where they were changed since;
     * {@code unknown} where the program was not started by its launcher.
     */
    public static String commit() {
        return System.getProperty("evenflow.commit", "unknown");
    }

    /** First line of a file of resolved configuration, with its line feed. */
    public static String heading() {
        return "# evenflow " + number() + " " + commit() + "\n";
    }
}
