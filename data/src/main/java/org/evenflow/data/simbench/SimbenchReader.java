package org.evenflow.data.simbench;

import java.nio.file.Files;
import java.nio.file.Path;
import org.evenflow.data.FeederImport;
import org.evenflow.data.FeederReader;

/**
 * Reads networks in SimBench's tables (S. Meinecke et al., "SimBench — a benchmark dataset of
 * electric power systems to compare innovative solutions based on power flow analysis", Energies
 * 13(12), 2020): a folder with {@code Node.csv} and others, separated by semicolons, plain or gzip.
 * Powers are MW, impedances per km, susceptances µS per km.
 *
 * <p>A network without loops and voltage-holding plants keeps its loads one by one with their
 * profiles; one with them is a positive-sequence network whose loads stand at the buses.
 */
public final class SimbenchReader implements FeederReader {
    private static final String NODES = "Node.csv";

    /** Found by {@link java.util.ServiceLoader}. */
    public SimbenchReader() {}

    @Override
    public String format() {
        return "SimBench tables (folder with Node.csv)";
    }

    @Override
    public boolean reads(Path file) {
        return String.valueOf(file.getFileName()).equals(NODES)
                || Files.isRegularFile(file.resolve(NODES));
    }

    /** All tables in one text, each under a line {@code == Node.csv}. */
    @Override
    public FeederImport parse(String name, String text) {
        return new SimbenchNetwork(Tables.ofText(name, text)).feeder(format());
    }

    @Override
    public FeederImport read(Path file) {
        Path folder = Files.isDirectory(file) ? file : file.toAbsolutePath().getParent();
        return new SimbenchNetwork(Tables.ofFolder(folder == null ? file : folder))
                .feeder(format());
    }
}
