package org.evenflow.report;

/** Cells of comma-separated files (RFC 4180). */
public final class Csv {
    private Csv() {}

    /** A text as a cell: quoted where it holds a comma, a quote or a line break. */
    public static String cell(String text) {
        boolean isPlain =
                text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
