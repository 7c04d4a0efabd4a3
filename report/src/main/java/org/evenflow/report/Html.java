package org.evenflow.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Small pieces of HTML from text that may hold anything. */
public final class Html {
    private Html() {}

    /** Text with the signs that HTML takes for its own written out. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** Label and text as a definition list. */
    public static String facts(Map<String, String> facts) {
        return facts.entrySet().stream()
                .map(
                        f ->
                                "<div><dt>%s</dt><dd>%s</dd></div>"
                                        .formatted(escape(f.getKey()), escape(f.getValue())))
                .collect(Collectors.joining("\n", "<dl class=\"facts\">\n", "\n</dl>"));
    }

    /** What stands above the title of a study's page. */
    public static String study(String id) {
        return "study <b>" + escape(id) + "</b>";
    }

    /** Sentences, the first of them large. */
    public static String verdict(List<String> sentences) {
        return "<p class=\"lead\">%s</p>\n%s"
                .formatted(
                        escape(sentences.getFirst()), list(sentences.subList(1, sentences.size())));
    }

    /** What was derived, mapped or dropped. */
    static String notes(List<String> sentences) {
        return sentences.isEmpty()
                ? "<p class=\"absent\">Nothing was derived, mapped or dropped.</p>"
                : list(sentences);
    }

    /** Sentences as a bulleted list. */
    public static String list(List<String> sentences) {
        return sentences.stream()
                .map(s -> "<li>" + escape(s) + "</li>")
                .collect(Collectors.joining("\n", "<ul>\n", "\n</ul>"));
    }
}
