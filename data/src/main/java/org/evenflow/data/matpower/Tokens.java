package org.evenflow.data.matpower;

import java.util.ArrayList;
import java.util.List;
import org.evenflow.model.InputException;

/**
 * Text of a MATPOWER case as tokens: comments ({@code %}, {@code %{ %}}) and continuations ({@code
 * ...}) are gone, line ends are tokens because they end statements and matrix rows.
 */
final class Tokens {
    enum Kind {
        NUMBER,
        NAME,
        TEXT,
        SYMBOL,
        LINE_END,
        END
    }

    /**
     * A token.
     *
     * @param isSpaced whether blanks stand before it, which separates elements of a matrix
     */
    record Token(Kind kind, String text, int line, boolean isSpaced) {
        boolean is(String symbol) {
            return kind == Kind.SYMBOL && text.equals(symbol);
        }
    }

    private static final List<String> LONG_SYMBOLS =
            List.of(".*", "./", ".^", "==", "~=", "<=", ">=");

    private final String file;
    private final List<Token> tokens = new ArrayList<>();
    private boolean isSpaced;
    private int block;

    private Tokens(String file) {
        this.file = file;
    }

    static List<Token> of(String file, List<String> lines) {
        var scanner = new Tokens(file);
        for (int line = 0; line < lines.size(); line++) {
            scanner.line(lines.get(line), line + 1);
        }
        scanner.add(Kind.END, "", lines.size());
        return scanner.tokens;
    }

    private void add(Kind kind, String text, int line) {
        tokens.add(new Token(kind, text, line, isSpaced));
        isSpaced = false;
    }

    private void line(String text, int line) {
        String bare = text.strip();
        if (bare.equals("%{") || (block > 0 && bare.equals("%}"))) {
            block += bare.equals("%{") ? 1 : -1;
            return;
        }
        if (block > 0) {
            return;
        }
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                isSpaced = true;
                at++;
            } else if (c == '%') {
                break;
            } else if (text.startsWith("...", at)) {
                isSpaced = true;
                return;
            } else {
                at = token(text, at, line);
            }
        }
        isSpaced = false;
        add(Kind.LINE_END, "", line);
        isSpaced = true;
    }

    private int token(String text, int at, int line) {
        char c = text.charAt(at);
        char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        if (Character.isDigit(c) || (c == '.' && Character.isDigit(next))) {
            return number(text, at, line);
        }
        if (Character.isLetter(c) || c == '_') {
            int end = at;
            while (end < text.length()
                    && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
                end++;
            }
            add(Kind.NAME, text.substring(at, end), line);
            return end;
        }
        if (c == '\'' || c == '"') {
            int end = text.indexOf(c, at + 1);
            if (end < 0) {
                throw new InputException("text is not closed (" + file + ":" + line + ")");
            }
            add(Kind.TEXT, text.substring(at + 1, end), line);
            return end + 1;
        }
        for (String symbol : LONG_SYMBOLS) {
            if (text.startsWith(symbol, at)) {
                add(Kind.SYMBOL, symbol, line);
                return at + 2;
            }
        }
        add(Kind.SYMBOL, String.valueOf(c), line);
        return at + 1;
    }

    private int number(String text, int at, int line) {
        int end = digits(text, at);
        boolean isFraction =
                end < text.length()
                        && text.charAt(end) == '.'
                        && !(end + 1 < text.length() && "*/^".indexOf(text.charAt(end + 1)) >= 0);
        end = isFraction ? digits(text, end + 1) : end;
        if (end < text.length() && "eE".indexOf(text.charAt(end)) >= 0) {
            int sign = end + 1 < text.length() && "+-".indexOf(text.charAt(end + 1)) >= 0 ? 1 : 0;
            int exponent = digits(text, end + 1 + sign);
            end = exponent > end + 1 + sign ? exponent : end;
        }
        add(Kind.NUMBER, text.substring(at, end), line);
        return end;
    }

    private static int digits(String text, int at) {
        int end = at;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }
}
