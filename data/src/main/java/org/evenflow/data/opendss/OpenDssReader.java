package org.evenflow.data.opendss;

import java.nio.file.Path;
import java.util.Locale;
import org.evenflow.data.FeederImport;
import org.evenflow.data.FeederReader;

/**
 * Reads feeders from scripts of OpenDSS (.dss) and the files they redirect to: lines by code,
 * matrix, sequence or geometry, transformers of two windings, regulators, loads, capacitors,
 * reactors, shapes and coordinates. Commands that solve or show are left out; a class that could
 * change a power flow and is not understood is refused. Branches are called by class and name.
 */
public final class OpenDssReader implements FeederReader {
    /** Found by {@link java.util.ServiceLoader}. */
    public OpenDssReader() {}

    @Override
    public String format() {
        return "OpenDSS script (.dss)";
    }

    @Override
    public boolean reads(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".dss");
    }

    @Override
    public FeederImport parse(String name, String text) {
        var circuit = new Circuit();
        new Script(circuit).run(name, text);
        return feeder(name, circuit);
    }

    @Override
    public FeederImport read(Path file) {
        var circuit = new Circuit();
        new Script(circuit).run(file);
        return feeder(String.valueOf(file.getFileName()), circuit);
    }

    private FeederImport feeder(String name, Circuit circuit) {
        var feeder = Network.feeder(name, circuit);
        return new FeederImport(feeder, circuit.tally().audit(format()));
    }
}
