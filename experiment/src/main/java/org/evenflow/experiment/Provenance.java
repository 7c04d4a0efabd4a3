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

    public static Map<String, String> of(String command, String configuration, int threads) {
        return of(command, "study.yaml", configuration, threads);
    }

    /**
     * Labels and texts for a report.
     *
     * @param command as the user typed it
     * @param file that holds the configuration
     * @param configuration its text
     * @param threads worker threads
     */
    public static Map<String, String> of(
            String command, String file, String configuration, int threads) {
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
        lines.put("Worker threads", threads + " (the results do not depend on them)");
        lines.put("Configuration", file + " beside this page, SHA-256 " + sha256(configuration));
        return lines;
    }

    private static String sha256(String text) {
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
