package org.evenflow.data.opendss;

import java.util.ArrayList;
import java.util.List;
import org.evenflow.model.InputException;

/**
 * A line of a script taken apart: parameters stand apart by blanks or commas, {@code name=value} or
 * the value alone; a value in brackets or quotes may hold anything.
 */
final class Parameters {
    private static final String OPENING = "([{\"'";
    private static final String CLOSING = ")]}\"'";

    /**
     * A parameter.
     *
     * @param name empty where only its position tells
     * @param isBracketed whether the value stood in brackets or quotes
     */
    record Parameter(String name, String text, boolean isBracketed) {}

    private final String line;
    private final String place;
    private int at;
    private boolean isBracketed;

    private Parameters(String line, String place) {
        this.line = line;
        this.place = place;
    }

    /** The parameters of a line; what follows {@code !} or {@code //} is a comment. */
    static List<Parameter> of(String line, String place) {
        return new Parameters(line, place).all(true);
    }

    /** Items of an array, where a name with {@code =} has no meaning of its own. */
    static List<Parameter> items(String text, String place) {
        return new Parameters(text, place).all(false);
    }

    private List<Parameter> all(boolean isCommand) {
        var parameters = new ArrayList<Parameter>();
        skip(true);
        while (at < line.length() && !(isCommand && isComment())) {
            String text = token();
            skip(false);
            if (isCommand && at < line.length() && line.charAt(at) == '=') {
                at++;
                skip(false);
                if (at >= line.length() || isComment()) {
                    throw new InputException("'" + text + "=' has no value (" + place + ")");
                }
                String value = token();
                parameters.add(new Parameter(text, value, isBracketed));
            } else {
                parameters.add(new Parameter("", text, isBracketed));
            }
            skip(true);
        }
        return parameters;
    }

    private boolean isComment() {
        return line.charAt(at) == '!' || line.startsWith("//", at);
    }

    private void skip(boolean isOverCommas) {
        while (at < line.length()
                && (Character.isWhitespace(line.charAt(at))
                        || (isOverCommas && line.charAt(at) == ','))) {
            at++;
        }
    }

    private String token() {
        int kind = OPENING.indexOf(line.charAt(at));
        isBracketed = kind >= 0;
        return isBracketed ? bracketed(CLOSING.charAt(kind)) : plain();
    }

    private String bracketed(char closing) {
        char opening = line.charAt(at);
        int depth = 1;
        for (int end = at + 1; end < line.length(); end++) {
            char c = line.charAt(end);
            if (c == closing) {
                depth--;
            } else if (c == opening) {
                depth++;
            }
            if (depth == 0) {
                String text = line.substring(at + 1, end);
                at = end + 1;
                return text;
            }
        }
        throw new InputException(
                "'"
                        + opening
                        + "' must be closed by '"
                        + closing
                        + "' on its line ("
                        + place
                        + ")");
    }

    private String plain() {
        int start = at;
        while (at < line.length() && !isDelimiter(line.charAt(at)) && !isComment()) {
            if (")]}".indexOf(line.charAt(at)) >= 0) {
                throw new InputException(
                        "'" + line.charAt(at) + "' closes what was never opened (" + place + ")");
            }
            at++;
        }
        if (at == start) {
            throw new InputException("'" + line.charAt(at) + "' has no name (" + place + ")");
        }
        return line.substring(start, at);
    }

    private static boolean isDelimiter(char c) {
        return c == ',' || c == '=' || Character.isWhitespace(c);
    }
}
