package org.evenflow.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.evenflow.model.Feeder;
import org.evenflow.model.InputException;

/** Feeders from files of every format that a {@link FeederReader} knows, and built-in ones. */
public final class Feeders {
    private static final String FOLDER = "feeders/";
    private static final List<String> BUILT_IN =
            List.of("ieee33", "ieee13", "ieee123", "european_lv", "urban39");

    private Feeders() {}

    /**
     * The feeder of a file, by the first reader that knows its format.
     *
     * @throws InputException where none does, or the file is at fault
     */
    public static Feeder read(Path file) {
        return load(file).feeder();
    }

    /** The same with the audit of what was read, warnings of what looks wrong included. */
    public static FeederImport load(Path file) {
        if (!Files.exists(file)) {
            throw new InputException("feeder file " + file + " does not exist");
        }
        var read = reader(file).read(file);
        return new FeederImport(
                read.feeder(), read.audit().warning(Plausibility.warnings(read.feeder())));
    }

    private static FeederReader reader(Path file) {
        var formats = new ArrayList<String>();
        for (var reader : ServiceLoader.load(FeederReader.class)) {
            if (reader.reads(file)) {
                return reader;
            }
            formats.add(reader.format());
        }
        throw new InputException(
                "feeder file " + file + " must be of one of the formats " + formats);
    }

    /** A feeder that comes with Evenflow. */
    public static Feeder builtIn(String id) {
        return loadBuiltIn(id).feeder();
    }

    /** The same with the audit of what was read. */
    public static FeederImport loadBuiltIn(String id) {
        if (!BUILT_IN.contains(id)) {
            throw new InputException("feeder: built_in must be one of " + BUILT_IN + ", is " + id);
        }
        String name = id + ".yaml";
        try (var in = Feeders.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("resource of feeder " + id + " is missing");
            }
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return reader(Path.of(name)).parse(name, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ids of the feeders that come with Evenflow. */
    public static List<String> builtInIds() {
        return BUILT_IN;
    }
}
