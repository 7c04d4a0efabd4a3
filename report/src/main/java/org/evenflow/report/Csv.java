package org.evenflow.report;

/** Cells of comma-separated files (RFC 4180). */
final class Csv {
    private Csv() {}

    /** A text as a cell: quoted where it holds a comma, a quote or a line break. */
    static String cell(String text) {
        if (text.indexOf(',') < 0 && text.indexOf('"') < 0 && text.indexOf('\n') < 0) {
            return text;
        }
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
