package org.evenflow.numeric;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * Libraries of the jar {@code com.google.ortools:ortools-<platform>}, unpacked once per content
 * into the user's cache folder, so that several processes share one copy and a start costs no
 * unpacking.
 */
final class NativeLibraries {
    private static final String PLATFORMS =
            "linux-x86-64, linux-aarch64, darwin-x86-64, darwin-aarch64 and win32-x86-64";

    /** File names by operating system in the order to load them, what is needed first. */
    private static final Map<String, List<String>> FILES =
            Map.of(
                    "highs-linux", List.of("libhighs.so.1"),
                    "highs-darwin", List.of("libhighs.1.dylib"),
                    "highs-win32", List.of("highs.dll"),
                    "scip-linux", List.of("libz.so.1", "libscip.so.10.0"),
                    "scip-darwin", List.of("libz.1.dylib", "libscip.10.0.dylib"),
                    "scip-win32", List.of("zlib1.dll", "libscip.dll"));

    private NativeLibraries() {}

    static SymbolLookup highs() {
        return load("HiGHS", "highs");
    }

    static SymbolLookup scip() {
        return load("SCIP", "scip");
    }

    /** Operating system and processor as the jars name them. */
    static String platform(String osName, String osArch) {
        String name = osName.toLowerCase(Locale.ROOT);
        String os = name.startsWith("mac") ? "darwin" : name.startsWith("win") ? "win32" : name;
        String arch = osArch.toLowerCase(Locale.ROOT);
        return os
                + switch (arch) {
                    case "amd64", "x86_64" -> "-x86-64";
                    default -> "-" + arch;
                };
    }

    private static SymbolLookup load(String what, String key) {
        String platform = platform(property("os.name"), property("os.arch"));
        List<Path> files = unpacked(what, platform, key, cache());
        try {
            // What the last one needs is in the process before it, whatever its search path says.
            files.forEach(file -> SymbolLookup.libraryLookup(file, Arena.global()));
            return SymbolLookup.libraryLookup(files.getLast(), Arena.global());
        } catch (IllegalArgumentException failure) {
            throw new MissingSolverException(
                    what + " does not load on " + platform + ": " + failure.getMessage());
        }
    }

    /** The files of a library, in the cache or, where that cannot be written, in a new folder. */
    static List<Path> unpacked(String what, String platform, String key, Path cache) {
        var libraries = new ArrayList<Packed>();
        String os = platform.substring(0, platform.indexOf('-'));
        try {
            for (String name : FILES.getOrDefault(key + "-" + os, List.of())) {
                URL found = NativeLibraries.class.getResource("/ortools-" + platform + "/" + name);
                if (found != null && found.openConnection() instanceof JarURLConnection jar) {
                    libraries.add(new Packed(name, jar, jar.getJarEntry()));
                }
            }
            if (libraries.isEmpty()) {
                throw new MissingSolverException(
                        what
                                + " has no library for this platform on the class path: "
                                + platform
                                + "; there are "
                                + PLATFORMS
                                + ", each by the Maven profile of its name");
            }
            return unpack(libraries, cache);
        } catch (IOException failure) {
            throw new MissingSolverException(
                    what + " could not be unpacked: " + failure.getMessage());
        }
    }

    private static List<Path> unpack(List<Packed> libraries, Path cache) throws IOException {
        String content = libraries.stream().map(Packed::key).collect(Collectors.joining("-"));
        try {
            return unpackInto(cache.resolve("native").resolve(content), libraries);
        } catch (IOException unwritable) {
            Path own = Files.createTempDirectory("evenflow-native");
            own.toFile().deleteOnExit();
            List<Path> files = unpackInto(own, libraries);
            files.forEach(file -> file.toFile().deleteOnExit());
            return files;
        }
    }

    private static List<Path> unpackInto(Path folder, List<Packed> libraries) throws IOException {
        Files.createDirectories(folder);
        var files = new ArrayList<Path>();
        for (Packed library : libraries) {
            Path file = folder.resolve(library.name());
            if (!library.is(file)) {
                library.write(file);
            }
            files.add(file);
        }
        return files;
    }

    /** A library in its jar. */
    private record Packed(String name, JarURLConnection jar, JarEntry entry) {
        /** Checksum of the content as the jar states it, eight digits. */
        String key() {
            return HexFormat.of().toHexDigits((int) entry.getCrc());
        }

        /** Whether the file has the content that the jar states. */
        boolean is(Path file) throws IOException {
            if (!Files.isRegularFile(file) || Files.size(file) != entry.getSize()) {
                return false;
            }
            var checksum = new CRC32();
            checksum.update(Files.readAllBytes(file));
            return checksum.getValue() == entry.getCrc();
        }

        /** The file appears whole or not at all: several processes may do this at once. */
        void write(Path file) throws IOException {
            Path part = Files.createTempFile(file.getParent(), name, ".part");
            try (InputStream in = jar.getJarFile().getInputStream(entry)) {
                Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        }
    }

    /** Evenflow's part of the user's cache folder, as each operating system has it. */
    private static Path cache() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        String local = System.getenv("LOCALAPPDATA");
        String home = property("user.home");
        Path caches =
                xdg != null && !xdg.isBlank()
                        ? Path.of(xdg)
                        : local != null && !local.isBlank()
                                ? Path.of(local)
                                : property("os.name").startsWith("Mac")
                                        ? Path.of(home, "Library", "Caches")
                                        : Path.of(home, ".cache");
        return caches.resolve("evenflow");
    }

    private static String property(String name) {
        return System.getProperty(name, "");
    }
}
