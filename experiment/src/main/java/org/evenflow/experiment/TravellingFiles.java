package org.evenflow.experiment;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.evenflow.model.InputException;

/**
 * The files that a configuration names, with their content, for machines that do not have them.
 *
 * @param contents by name as it stands in the configuration
 */
public record TravellingFiles(TreeMap<String, byte[]> contents) implements Serializable {
    /**
     * The files that a configuration names.
     *
     * @param resolved the configuration as a tree; whatever has a {@code file} with its {@code
     *     sha256} is one
     * @param controllers ids, of which trained policies are files too
     */
    public static TravellingFiles of(Object resolved, List<String> controllers) {
        var names = new ArrayList<String>();
        collect(resolved, names);
        for (String id : controllers) {
            Path policy = Controllers.policyFile(id);
            if (policy != null) {
                names.add(policy.toString());
            }
        }
        var contents = new TreeMap<String, byte[]>();
        names.forEach(name -> contents.put(name, bytes(Path.of(name))));
        return new TravellingFiles(contents);
    }

    private static void collect(Object node, List<String> names) {
        switch (node) {
            case Map<?, ?> map -> {
                Object file = map.get("file");
                if (file != null && map.containsKey("sha256")) {
                    names.add(file.toString());
                }
                map.values().forEach(child -> collect(child, names));
            }
            case List<?> list -> list.forEach(child -> collect(child, names));
            case null, default -> {}
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new InputException("file '" + file + "' cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Lays the files into a folder.
     *
     * @param folder an empty one
     */
    public Unpacked unpack(Path folder) {
        var places = new LinkedHashMap<String, Path>();
        contents.entrySet().stream()
                .sorted(Comparator.comparing(file -> -file.getKey().length()))
                .forEach(file -> places.put(file.getKey(), lay(file, folder, places.size())));
        return new Unpacked(folder, places);
    }

    private static Path lay(Map.Entry<String, byte[]> file, Path folder, int number) {
        Path place = folder.resolve(number + "-" + Path.of(file.getKey()).getFileName());
        write(place, file.getValue());
        return place;
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Where the files lie now.
     *
     * @param folder that they lie in
     * @param places by former name, the longest first
     */
    public record Unpacked(Path folder, Map<String, Path> places) {
        /** Where a file lies now; where it was if it did not come along. */
        public Path located(Path former) {
            return places.getOrDefault(former.toString(), former);
        }

        /** Writes a configuration beside the files that names them where they are now. */
        public Path configuration(String text) {
            String here = text;
            for (Map.Entry<String, Path> place : places.entrySet()) {
                here = here.replace(place.getKey(), place.getValue().toString());
            }
            Path file = folder.resolve("study.yaml");
            TravellingFiles.write(file, here.getBytes(StandardCharsets.UTF_8));
            return file;
        }
    }
}
