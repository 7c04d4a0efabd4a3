package org.evenflow.experiment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** What it takes to repeat a study. */
public final class Provenance {
    private Provenance() {}

    /**
     * Labels and texts for a report.
     *
     * @param command as the user typed it
     * @param file that holds the configuration
     * @param configuration its text
     * @param runner where the tasks ran
     */
    public static Map<String, String> of(
            String command, String file, String configuration, Runner runner) {
        var lines = new LinkedHashMap<String, String>();
        lines.put("Command", command);
        lines.put("Evenflow", Release.number() + ", commit " + Release.commit());
        lines.put(
                "Java",
                Runtime.version()
                        + ", "
                        + System.getProperty("os.name")
                        + " "
                        + System.getProperty("os.arch"));
        lines.putAll(runner.provenance());
        lines.put("Configuration", file + " beside this page, SHA-256 " + sha256(configuration));
        return lines;
    }

    /** SHA-256 of a text, hexadecimal. */
    public static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /** SHA-256 of bytes, hexadecimal. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
