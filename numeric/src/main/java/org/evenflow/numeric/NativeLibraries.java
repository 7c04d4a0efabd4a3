package org.evenflow.numeric;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Libraries of the jar {@code com.google.ortools:ortools-<platform>}, unpacked once per content
 * into the user's cache folder, so that several processes share one copy and a start costs no
 * unpacking.
 */
final class NativeLibraries {
    /** Libraries in the order they are loaded; the last is the one asked for. */
    private static final Map<String, String[]> HIGHS =
            Map.of(
                    "linux", new String[] {"libhighs.so.1"},
                    "darwin", new String[] {"libhighs.1.dylib"},
                    "win32", new String[] {"highs.dll"});

    private static final Map<String, String[]> SCIP =
            Map.of(
                    "linux", new String[] {"libz.so.1", "libscip.so.10.0"},
                    "darwin", new String[] {"libz.1.dylib", "libscip.10.0.dylib"},
                    "win32", new String[] {"zlib1.dll", "libscip.dll"});

    private NativeLibraries() {}

    static SymbolLookup highs() {
        return load("HiGHS", HIGHS);
    }

    static SymbolLookup scip() {
        return load("SCIP", SCIP);
    }

    /** The names of operating system and processor as the jars write them. */
    static String platform(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        String arch = osArch.toLowerCase(Locale.ROOT);
        return (os.startsWith("linux")
                        ? "linux"
                        : os.startsWith("mac") ? "darwin" : os.startsWith("win") ? "win32" : os)
                + "-"
                + switch (arch) {
                    case "amd64", "x86_64", "x64" -> "x86-64";
                    case "arm64" -> "aarch64";
                    default -> arch;
                };
    }

    private static SymbolLookup load(String what, Map<String, String[]> byOs) {
        String platform = platform(property("os.name"), property("os.arch"));
        String[] names = byOs.get(platform.substring(0, platform.indexOf('-')));
        if (names == null || resource(platform, names[names.length - 1]) == null) {
            throw new MissingSolverException(missing(what, platform));
        }
        try {
            Path folder = unpacked(platform, names);
            SymbolLookup loaded = null;
            for (String name : names) {
                loaded = SymbolLookup.libraryLookup(folder.resolve(name), Arena.global());
            }
            return java.util.Objects.requireNonNull(loaded);
        } catch (IOException failure) {
            throw new MissingSolverException(
                    what + " could not be unpacked: " + failure.getMessage());
        } catch (IllegalArgumentException failure) {
            throw new MissingSolverException(
                    what + " does not load on " + platform + ": " + failure.getMessage());
        }
    }

    static String missing(String what, String platform) {
        return what
                + " has no library for this platform on the class path: "
                + platform
                + "; there are linux-x86-64, linux-aarch64, darwin-x86-64, darwin-aarch64 and"
                + " win32-x86-64, chosen by the Maven profile of the same name";
    }

    private static String property(String name) {
        return System.getProperty(name, "");
    }

    private static @Nullable URL resource(String platform, String name) {
        return NativeLibraries.class.getResource("/ortools-" + platform + "/" + name);
    }

    /** The folder that holds the libraries, named by what is in them. */
    private static Path unpacked(String platform, String[] names) throws IOException {
        byte[][] contents = new byte[names.length][];
        var checksum = new CRC32C();
        long length = 0;
        for (int i = 0; i < names.length; i++) {
            contents[i] = read(platform, names[i]);
            checksum.update(contents[i]);
            length += contents[i].length;
        }
        String key = HexFormat.of().toHexDigits((int) checksum.getValue()) + "-" + length;
        Path folder = cache().resolve("native").resolve(key);
        try {
            unpack(folder, names, contents);
        } catch (IOException unwritable) {
            folder = Files.createTempDirectory("evenflow-native");
            unpack(folder, names, contents);
        }
        return folder;
    }

    private static byte[] read(String platform, String name) throws IOException {
        URL found = resource(platform, name);
        if (found == null) {
            throw new IOException(name + " is not in the jar for " + platform);
        }
        try (InputStream in = found.openStream()) {
            return in.readAllBytes();
        }
    }

    /** A file appears whole or not at all: several processes may do this at once. */
    private static void unpack(Path folder, String[] names, byte[][] contents) throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < names.length; i++) {
            Path file = folder.resolve(names[i]);
            if (!Files.isRegularFile(file) || Files.size(file) != contents[i].length) {
                Path part = Files.createTempFile(folder, names[i], ".part");
                Files.write(part, contents[i]);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    /** Evenflow's part of the user's cache folder, as each operating system has it. */
    private static Path cache() {
        String home = property("user.home");
        String xdg = System.getenv("XDG_CACHE_HOME");
        String local = System.getenv("LOCALAPPDATA");
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
}
