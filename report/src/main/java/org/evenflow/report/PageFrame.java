package org.evenflow.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What all pages share. A page holds all it needs, data, styles, scripts and D3 (ISC licence, from
 * its WebJar), and never asks the network.
 */
public final class PageFrame {
    private static final String D3 = "/META-INF/resources/webjars/d3/7.9.0/";
    private static final Pattern SLOT = Pattern.compile("\\{\\{(\\w+)}}");

    private PageFrame() {}

    /**
     * A page.
     *
     * @param sections resource that holds its own sections, by its path from the module's root
     *     package
     * @param slots texts by name, those that the sections name and {@code title}, {@code kind} (as
     *     in "Evenflow report"), {@code kicker} (as in "Evenflow study"), {@code counts}, {@code
     *     verdict} and {@code provenance}
     * @param data what the charts draw, JSON
     * @param scripts its own charts, paths of resources without their ending, in the order they run
     */
    public static String html(
            String sections, Map<String, String> slots, String data, List<String> scripts) {
        var all = new HashMap<>(slots);
        all.put("css", text("report.css"));
        all.put("sections", part(sections, slots));
        all.put("data", data.replace("<", "\\u003c"));
        all.put("license", text(D3 + "LICENSE"));
        all.put("d3", text(D3 + "dist/d3.min.js"));
        all.put("scripts", scripts(scripts));
        return filled(text("frame.html"), all);
    }

    /** Sections that some pages have, from a resource of this package, with their texts by slot. */
    static String part(String sections, Map<String, String> slots) {
        return filled(text(sections).stripTrailing(), slots);
    }

    /** One pass, so that braces inside the data stay what they are. */
    private static String filled(String template, Map<String, String> slots) {
        return SLOT.matcher(template)
                .replaceAll(
                        slot -> {
                            String text = slots.get(slot.group(1));
                            if (text == null) {
                                throw new IllegalStateException(
                                        "the page has an unknown slot " + slot.group());
                            }
                            return Matcher.quoteReplacement(text);
                        });
    }

    private static String scripts(List<String> own) {
        return Stream.of(List.of("core", "axes", "tables"), own, List.of("main"))
                .flatMap(List::stream)
                .map(name -> text(name + ".js"))
                .collect(Collectors.joining("\n"));
    }

    /** Text that travels with the program: page parts beside this class, libraries by full path. */
    private static String text(String name) {
        try (InputStream in = PageFrame.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource " + name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("resource " + name + " cannot be read", e);
        }
    }
}
