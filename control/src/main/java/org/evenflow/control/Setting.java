package org.evenflow.control;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.evenflow.model.InputException;

/**
 * What a user may set on a controller or an algorithm: a number, a word, yes or no, or a file.
 *
 * @param name as in {@code mpc[carbon_price=0.1]}
 * @param kind which values it takes
 * @param meaning with its unit, one sentence
 * @param trials values that a search for the best ones tries, as users write them; empty where the
 *     setting is none of taste
 */
public record Setting(String name, Kind kind, String meaning, List<String> trials) {
    public Setting {
        trials = List.copyOf(trials);
    }

    /** One that no search tries. */
    public Setting(String name, Kind kind, String meaning) {
        this(name, kind, meaning, List.of());
    }

    /**
     * A number.
     *
     * @param usual its value where nobody sets it
     * @param low least allowed value
     * @param high greatest allowed value
     */
    public Setting(String name, double usual, double low, double high, String meaning) {
        this(name, new Range(usual, low, high), meaning);
    }

    /** The same with values that a search for the best ones tries. */
    public Setting tried(String... values) {
        return new Setting(name, kind, meaning, List.of(values));
    }

    /** A word of a closed list; where nobody sets it, it is the first. */
    public static Setting word(String name, List<String> words, String meaning) {
        return new Setting(name, new Words(List.copyOf(words)), meaning);
    }

    /** Yes or no. */
    public static Setting flag(String name, boolean usual, String meaning) {
        return new Setting(name, new Flag(usual), meaning);
    }

    /** The path of a file or folder that can be read; none where nobody sets it. */
    public static Setting path(String name, String meaning) {
        return new Setting(name, new FilePath(), meaning);
    }

    /** Which values a setting takes. */
    public sealed interface Kind {
        /** The value where nobody sets it, as users write it; empty where there is none. */
        String usualText();

        /** What a value must be. */
        String allowed();
    }

    /** Numbers from {@code low} to {@code high}. */
    public record Range(double usual, double low, double high) implements Kind {
        @Override
        public String usualText() {
            return text(usual);
        }

        @Override
        public String allowed() {
            return "between " + low + " and " + high;
        }
    }

    /** One of some words, the usual one first. */
    public record Words(List<String> words) implements Kind {
        /** Checks that there is one. */
        public Words {
            if (words.isEmpty()) {
                throw new IllegalArgumentException("there must be a word to choose");
            }
        }

        @Override
        public String usualText() {
            return words.getFirst();
        }

        @Override
        public String allowed() {
            return "one of " + String.join(", ", words);
        }
    }

    /** Yes or no. */
    public record Flag(boolean usual) implements Kind {
        @Override
        public String usualText() {
            return Boolean.toString(usual);
        }

        @Override
        public String allowed() {
            return "true or false";
        }
    }

    /** Paths of files. */
    public record FilePath() implements Kind {
        @Override
        public String usualText() {
            return "";
        }

        @Override
        public String allowed() {
            return "the path of a file or folder that can be read";
        }
    }

    /** A number as files and lists show it: whole ones without a point. */
    static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /**
     * The value of a text: {@link Double}, {@link String}, {@link Boolean} or {@link Path}.
     *
     * @throws InputException where it is not allowed: names the owner, the setting, the text and
     *     what is allowed
     */
    Object read(String owner, String text) {
        return switch (kind) {
            case Range range -> within(owner, range, text);
            case Words words -> words.words().contains(text) ? text : refuse(owner, text);
            case Flag _ ->
                    // Numbers stood for yes and no before there were others.
                    switch (text) {
                        case "true", "1", "1.0" -> true;
                        case "false", "0", "0.0" -> false;
                        default -> refuse(owner, text);
                    };
            case FilePath _ -> readable(owner, text);
        };
    }

    private double within(String owner, Range range, String text) {
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new InputException(
                    owner
                            + ": "
                            + name
                            + " must be a number "
                            + kind.allowed()
                            + ", is '"
                            + text
                            + "'",
                    e);
        }
        if (!(value >= range.low() && value <= range.high())) {
            throw new InputException(
                    owner + ": " + name + " must be " + kind.allowed() + ", is " + value);
        }
        return value;
    }

    private Path readable(String owner, String text) {
        try {
            Path path = Path.of(text);
            return text.isEmpty() || Files.isReadable(path) ? path : refuse(owner, text);
        } catch (InvalidPathException e) {
            return refuse(owner, text);
        }
    }

    private <T> T refuse(String owner, String text) {
        throw new InputException(
                owner + ": " + name + " must be " + kind.allowed() + ", is '" + text + "'");
    }
}
