package org.evenflow.app;

import org.evenflow.experiment.Release;
import picocli.CommandLine.IVersionProvider;

/** Which Evenflow this is, as {@code --version} says it. */
public final class Version implements IVersionProvider {
    /** For picocli. */
    public Version() {}

    @Override
    public String[] getVersion() {
        return new String[] {
            "evenflow "
                    + Release.number()
                    + " (commit "
                    + Release.commit()
                    + ", Java "
                    + Runtime.version()
                    + ")"
        };
    }
}
