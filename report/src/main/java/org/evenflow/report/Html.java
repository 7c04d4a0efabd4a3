package org.evenflow.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Small pieces of HTML from text that may hold anything. */
final class Html {
    private Html() {}

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** Label and text as a definition list. */
    static String facts(Map<String, String> facts) {
        return facts.entrySet().stream()
                .map(
                        f ->
                                "<div><dt>%s</dt><dd>%s</dd></div>"
                                        .formatted(escape(f.getKey()), escape(f.getValue())))
                .collect(Collectors.joining("\n", "<dl class=\"facts\">\n", "\n</dl>"));
    }

    static String list(List<String> sentences) {
        return sentences.stream()
                .map(s -> "<li>" + escape(s) + "</li>")
                .collect(Collectors.joining("\n", "<ul>\n", "\n</ul>"));
    }
}
