package org.evenflow.data.opendss;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.evenflow.model.InputException;
import org.evenflow.model.PhaseMatrix;
import org.jspecify.annotations.Nullable;

/**
 * What a script gives for a property.
 *
 * @param text without its brackets or quotes
 * @param isBracketed whether it stood in brackets or quotes
 * @param thing what it belongs to, for messages: {@code Line.650632.length}
 * @param place file and line
 * @param folder of the script, or null where the script has none
 */
record Value(String text, boolean isBracketed, String thing, String place, @Nullable Path folder) {
    InputException wrong(String allowed) {
        return new InputException(
                thing + " must be " + allowed + ", is '" + text + "' (" + place + ")");
    }

    /** A name or other word. */
    String word() {
        if (text.isBlank()) {
            throw wrong("a name");
        }
        return text.strip();
    }

    String lower() {
        return word().toLowerCase(Locale.ROOT);
    }

    /** A number, or arithmetic in reverse Polish notation where it stands in brackets. */
    double number() {
        if (isBracketed) {
            return ReversePolish.number(this, text);
        }
        return ReversePolish.parse(text)
                .orElseThrow(() -> wrong("a number, or arithmetic in brackets"));
    }

    int count() {
        double number = number();
        if (number != Math.rint(number)) {
            throw wrong("a whole number");
        }
        return (int) number;
    }

    /** True for what begins like yes or true; anything but no and false beside is refused. */
    boolean isTrue() {
        String first = lower().substring(0, 1);
        if (!"ytnf10".contains(first)) {
            throw wrong("yes or no");
        }
        return "yt1".contains(first);
    }

    /** Items of an array: apart by blanks or commas, or in brackets of their own. */
    List<Value> items() {
        var items = new ArrayList<Value>();
        for (var item : Parameters.items(text, place)) {
            items.add(new Value(item.text(), item.isBracketed(), thing, place, folder));
        }
        return items;
    }

    List<Double> numbers() {
        return items().stream().map(Value::number).toList();
    }

    /**
     * A symmetric matrix of {@code size} rows, apart by {@code |}, given whole or as its lower
     * triangle.
     */
    PhaseMatrix matrix(int size) {
        String[] rows = text.split("\\|", -1);
        var lower = new ArrayList<Double>();
        for (int row = 0; row < Math.max(size, rows.length); row++) {
            String cells = row < rows.length ? rows[row] : "";
            var numbers = new Value(cells, isBracketed, thing, place, folder).numbers();
            boolean fits = row < size ? numbers.size() > row : numbers.isEmpty();
            if (!fits || numbers.size() > size) {
                throw wrong("a matrix of " + size + " rows, or its lower triangle");
            }
            lower.addAll(numbers.subList(0, Math.min(row + 1, numbers.size())));
        }
        return new PhaseMatrix(size, lower);
    }
}
