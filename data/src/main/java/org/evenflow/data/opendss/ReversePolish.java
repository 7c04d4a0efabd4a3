package org.evenflow.data.opendss;

import java.util.ArrayDeque;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * In-line arithmetic of the script language: numbers go on a stack, operators take theirs from it,
 * {@code (8 1000 /)} for example. Angles are in degrees.
 */
final class ReversePolish {
    private ReversePolish() {}

    static double number(Value whole, String text) {
        var stack = new ArrayDeque<Double>();
        for (String token : text.strip().toLowerCase(Locale.ROOT).split("[\\s,]+")) {
            var number = parse(token);
            if (number.isPresent()) {
                stack.push(number.getAsDouble());
            } else {
                apply(whole, token, stack);
            }
        }
        double result = pop(whole, stack);
        if (!stack.isEmpty() || !Double.isFinite(result)) {
            throw whole.wrong("arithmetic that leaves one finite number");
        }
        return result;
    }

    /** A plain decimal number. */
    static OptionalDouble parse(String text) {
        String bare = text.strip();
        if (!bare.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eEdD][+-]?\\d+)?")) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Double.parseDouble(bare.replaceAll("[dD]", "e")));
    }

    private static double pop(Value whole, ArrayDeque<Double> stack) {
        var top = stack.poll();
        if (top == null) {
            throw whole.wrong("a number, or arithmetic with a number for every operator");
        }
        return top;
    }

    private static void apply(Value whole, String token, ArrayDeque<Double> stack) {
        if ("+-*/^".contains(token) || token.equals("atan2") || token.equals("swap")) {
            double second = pop(whole, stack);
            double first = pop(whole, stack);
            switch (token) {
                case "+" -> stack.push(first + second);
                case "-" -> stack.push(first - second);
                case "*" -> stack.push(first * second);
                case "/" -> stack.push(first / second);
                case "^" -> stack.push(Math.pow(first, second));
                case "atan2" -> stack.push(Math.toDegrees(Math.atan2(first, second)));
                default -> {
                    stack.push(second);
                    stack.push(first);
                }
            }
        } else if (token.equals("pi")) {
            stack.push(Math.PI);
        } else {
            stack.push(of(whole, token, pop(whole, stack)));
        }
    }

    private static double of(Value whole, String function, double x) {
        return switch (function) {
            case "sqr" -> x * x;
            case "sqrt" -> Math.sqrt(x);
            case "inv" -> 1 / x;
            case "ln" -> Math.log(x);
            case "exp" -> Math.exp(x);
            case "log10" -> Math.log10(x);
            case "sin" -> Math.sin(Math.toRadians(x));
            case "cos" -> Math.cos(Math.toRadians(x));
            case "tan" -> Math.tan(Math.toRadians(x));
            case "asin" -> Math.toDegrees(Math.asin(x));
            case "acos" -> Math.toDegrees(Math.acos(x));
            case "atan" -> Math.toDegrees(Math.atan(x));
            default -> throw whole.wrong("a number, or arithmetic in reverse Polish notation");
        };
    }
}
