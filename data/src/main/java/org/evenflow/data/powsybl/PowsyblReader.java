package org.evenflow.data.powsybl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.evenflow.data.FeederImport;
import org.evenflow.data.FeederReader;
import org.evenflow.model.InputException;

/**
 * Reads transmission networks: XIIDM and its JSON form, UCTE-DEF, IEEE Common Data Format, and
 * CGMES as a zip of its profiles. What is represented is the largest synchronous part; its slack is
 * the one that the file names, else its largest generator that holds a voltage.
 */
public final class PowsyblReader implements FeederReader {
    private static final List<String> ENDINGS =
            List.of(".xiidm", ".iidm", ".jiidm", ".uct", ".ucte", ".cdf", ".ieee", ".zip");

    /** Found by {@link java.util.ServiceLoader}. */
    public PowsyblReader() {}

    @Override
    public String format() {
        return "transmission network (IIDM "
                + ENDINGS.subList(0, 3)
                + ", UCTE .uct .ucte,"
                + " IEEE CDF .cdf .ieee, CGMES .zip)";
    }

    @Override
    public boolean reads(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(name::endsWith);
    }

    @Override
    public FeederImport parse(String name, String text) {
        return parse(name, text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public FeederImport read(Path file) {
        try {
            return parse(String.valueOf(file.getFileName()), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new InputException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static FeederImport parse(String name, byte[] content) {
        var source = NetworkSource.of(name, content);
        return new NetworkWalk(name, source.network()).feeder(source.format());
    }
}
