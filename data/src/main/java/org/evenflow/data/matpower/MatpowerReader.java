package org.evenflow.data.matpower;

import java.nio.file.Path;
import org.evenflow.data.FeederImport;
import org.evenflow.data.FeederReader;

/**
 * Reads MATPOWER's case format, version 2 (R. D. Zimmerman, C. E. Murillo-Sánchez and R. J. Thomas,
 * IEEE Trans. Power Systems 26(1), 2011; MATPOWER User's Manual, appendix B). Per-unit impedances
 * become ohms on the nominal voltage of the branch's {@code to} bus; a rating of 0 is unlimited; a
 * branch of status 0 is open. Generators in service hold the voltage of buses of type 2; at buses
 * of type 1 they are negative loads; at a bus of type 3 they set the infeed's voltage.
 */
public final class MatpowerReader implements FeederReader {
    /** Found by {@link java.util.ServiceLoader}. */
    public MatpowerReader() {}

    @Override
    public String format() {
        return "MATPOWER case (.m)";
    }

    @Override
    public boolean reads(Path file) {
        String name = file.toString();
        return name.endsWith(".m") || name.endsWith(".m.gz");
    }

    @Override
    public FeederImport parse(String name, String text) {
        var data = new MatpowerCase(name, CaseProgram.run(name, text.lines().toList()));
        return new FeederImport(data.feeder(), data.tally().audit(format()));
    }
}
