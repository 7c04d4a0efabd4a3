package org.evenflow.data.powsybl;

import com.powsybl.cgmes.conversion.CgmesImport;
import com.powsybl.commons.PowsyblException;
import com.powsybl.commons.config.PlatformConfig;
import com.powsybl.commons.datasource.ReadOnlyMemDataSource;
import com.powsybl.commons.exceptions.UncheckedXmlStreamException;
import com.powsybl.commons.report.ReportNode;
import com.powsybl.ieeecdf.converter.IeeeCdfImporter;
import com.powsybl.iidm.network.Importer;
import com.powsybl.iidm.network.Network;
import com.powsybl.iidm.network.impl.NetworkFactoryImpl;
import com.powsybl.iidm.serde.JsonImporter;
import com.powsybl.iidm.serde.XMLImporter;
import com.powsybl.ucte.converter.UcteImporter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Properties;
import java.util.zip.ZipInputStream;
import org.evenflow.model.InputException;

/**
 * A network that PowSyBl read from memory, without any configuration of its own.
 *
 * @param format of the file
 * @param network not empty
 */
record NetworkSource(String format, Network network) {
    /** Nothing is configured, so no folder is looked for. */
    private static final PlatformConfig NO_CONFIG =
            new PlatformConfig(_ -> Optional.empty(), Path.of(""));

    /** How a file is handed to its importer. */
    private record Kind(String format, Importer importer, String ending) {}

    static NetworkSource of(String name, byte[] content) {
        Kind kind = kind(name.toLowerCase(Locale.ROOT));
        if (kind.importer() instanceof IeeeCdfImporter) {
            requireEnd(name, new String(content, StandardCharsets.ISO_8859_1));
        }
        try {
            Network network =
                    kind.importer()
                            .importData(
                                    files(kind, content),
                                    new NetworkFactoryImpl(),
                                    new Properties(),
                                    ReportNode.NO_OP);
            return new NetworkSource(kind.format(), network);
        } catch (PowsyblException
                | UncheckedXmlStreamException
                | UncheckedIOException
                | IOException
                | IllegalArgumentException
                | IllegalStateException
                | IndexOutOfBoundsException
                | NullPointerException
                | NoSuchElementException
                | ArithmeticException
                | ClassCastException
                | DateTimeException e) {
            // The importers check little: a wrong file shows in whatever it breaks.
            throw new InputException(
                    name + " must be a " + kind.format() + " file, but reading it failed: " + e, e);
        }
    }

    /** The importer takes a cut file for a whole one without its branches. */
    private static void requireEnd(String name, String text) {
        if (text.lines().noneMatch(line -> line.strip().equals("END OF DATA"))) {
            throw new InputException(
                    name + " must end with 'END OF DATA' as IEEE CDF files do; it is cut short");
        }
    }

    private static Kind kind(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return switch (ending) {
            case "jiidm" -> new Kind("IIDM (JSON)", new JsonImporter(), "jiidm");
            case "uct", "ucte" -> new Kind("UCTE-DEF", new UcteImporter(NO_CONFIG), "uct");
            case "cdf", "ieee" -> new Kind("IEEE CDF", new IeeeCdfImporter(), "txt");
            case "zip" -> new Kind("CGMES", new CgmesImport(NO_CONFIG), "zip");
            default -> new Kind("IIDM (XML)", new XMLImporter(NO_CONFIG), "xiidm");
        };
    }

    private static ReadOnlyMemDataSource files(Kind kind, byte[] content) throws IOException {
        var files = new ReadOnlyMemDataSource("network");
        if (!kind.ending().equals("zip")) {
            files.putData("network." + kind.ending(), content);
            return files;
        }
        var zip = new ZipInputStream(new ByteArrayInputStream(content));
        int count = 0;
        for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (entry.getName().endsWith(".xml")) {
                String file = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                files.putData(file, zip.readAllBytes());
                count++;
            }
        }
        if (count == 0) {
            throw new IOException("no .xml in it");
        }
        return files;
    }
}
