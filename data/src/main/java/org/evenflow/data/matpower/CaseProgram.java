package org.evenflow.data.matpower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.evenflow.data.matpower.Tokens.Kind;
import org.evenflow.data.matpower.Tokens.Token;
import org.evenflow.model.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Runs the part of MATLAB that MATPOWER cases are written in: assignments of numbers, texts and
 * matrices to variables and to fields of the case, element access, arithmetic, and the functions
 * that name columns ({@code idx_bus}, {@code idx_brch}, {@code idx_gen}, {@code define_constants}).
 * Trailing statements that convert units are therefore executed, not guessed. Anything else is
 * refused with its line. Mutable.
 */
final class CaseProgram {
    private static final Map<String, Double> CONSTANTS =
            Map.of("pi", Math.PI, "Inf", Double.POSITIVE_INFINITY, "inf", Double.POSITIVE_INFINITY);

    private final String file;
    private final List<Token> tokens;
    private final Map<String, Matrix> values = new HashMap<>();
    private int at;
    private int matrixDepth;
    private @Nullable Integer end;

    private CaseProgram(String file, List<String> lines) {
        this.file = file;
        this.tokens = Tokens.of(file, lines);
    }

    /** Matrices and numbers of a case by name; fields of the case begin with {@code mpc.}. */
    static Map<String, Matrix> run(String file, List<String> lines) {
        var program = new CaseProgram(file, lines);
        while (program.now().kind() != Kind.END) {
            int line = program.now().line();
            try {
                program.statement();
            } catch (InputException e) {
                throw String.valueOf(e.getMessage()).endsWith(")") ? e : e.at(file + ":" + line);
            }
        }
        return program.values;
    }

    private Token now() {
        return tokens.get(at);
    }

    private Token next() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    private boolean skip(String symbol) {
        boolean is = now().is(symbol);
        at += is ? 1 : 0;
        return is;
    }

    private void expect(String symbol) {
        if (!skip(symbol)) {
            throw wrong("expected '" + symbol + "'");
        }
    }

    private InputException wrong(String what) {
        var token = now();
        String found = token.kind() == Kind.LINE_END ? "end of line" : "'" + token.text() + "'";
        return new InputException(
                "MATPOWER case: "
                        + what
                        + ", found "
                        + found
                        + " ("
                        + file
                        + ":"
                        + token.line()
                        + ")");
    }

    private void statement() {
        if (now().kind() == Kind.LINE_END || now().is(";") || now().is(",")) {
            at++;
            return;
        }
        if (now().is("[")) {
            columnNames();
        } else if (now().kind() != Kind.NAME) {
            throw wrong("expected a statement");
        } else {
            switch (now().text()) {
                case "function" -> skipLine();
                case "end", "return" -> at++;
                case "define_constants" -> {
                    at++;
                    ColumnNames.all().forEach((name, i) -> values.put(name, Matrix.of(i, 0)));
                }
                default -> assignment();
            }
        }
        if (now().kind() != Kind.LINE_END && now().kind() != Kind.END && !now().is(";")) {
            throw wrong("expected the end of the statement");
        }
    }

    private void skipLine() {
        while (now().kind() != Kind.LINE_END && now().kind() != Kind.END) {
            at++;
        }
    }

    /** {@code [PQ, PV, ...] = idx_bus;} */
    private void columnNames() {
        expect("[");
        var names = new ArrayList<String>();
        while (!skip("]")) {
            if (now().kind() == Kind.NAME) {
                names.add(now().text());
            } else if (!now().is(",")) {
                throw wrong("expected a name");
            }
            at++;
        }
        expect("=");
        var columns = ColumnNames.of(now().text());
        if (columns == null || names.size() > columns.size()) {
            throw wrong("expected idx_bus, idx_brch or idx_gen");
        }
        at++;
        for (int i = 0; i < names.size(); i++) {
            values.put(names.get(i), Matrix.of(columns.get(i), now().line()));
        }
    }

    private void assignment() {
        String name = name();
        if (now().is("(")) {
            var target = known(name);
            var index = index(target);
            expect("=");
            target.put(index.get(0), index.get(1), expression());
            return;
        }
        expect("=");
        if (now().kind() == Kind.TEXT) {
            text(name);
        } else if (now().is("{")) {
            skipBraces();
            values.put(name, new Matrix(new double[0][0], new int[0]));
        } else {
            var value = expression();
            values.put(name, copy(value));
        }
    }

    private void text(String name) {
        if (name.equals("mpc.version") && !now().text().equals("2")) {
            throw wrong("version must be '2'");
        }
        at++;
    }

    private static Matrix copy(Matrix value) {
        return value.map(cell -> cell);
    }

    private void skipBraces() {
        int depth = 0;
        do {
            depth += now().is("{") ? 1 : now().is("}") ? -1 : 0;
            if (now().kind() == Kind.END) {
                throw wrong("expected '}'");
            }
            at++;
        } while (depth > 0);
    }

    /** A variable, or a field under the name {@code mpc.field} whatever the case calls itself. */
    private String name() {
        String name = now().text();
        at++;
        if (now().is(".") && next().kind() == Kind.NAME) {
            at++;
            name = "mpc." + now().text();
            at++;
        }
        return name;
    }

    private Matrix known(String name) {
        var value = values.get(name);
        if (value == null) {
            at--;
            throw wrong("'" + name + "' is not known");
        }
        return value;
    }

    /** Row and column positions in brackets behind a matrix, from 0. */
    private List<int[]> index(Matrix target) {
        expect("(");
        int depth = matrixDepth;
        matrixDepth = 0;
        int[] rows = positions(target.rows());
        expect(",");
        int[] columns = positions(target.columns());
        expect(")");
        matrixDepth = depth;
        return List.of(rows, columns);
    }

    private int[] positions(int size) {
        if (now().is(":") && (next().is(",") || next().is(")"))) {
            at++;
            return IntStream.range(0, size).toArray();
        }
        var outer = end;
        end = size;
        var picked = expression();
        end = outer;
        int[] positions = new int[picked.columns() * picked.rows()];
        for (int i = 0; i < positions.length; i++) {
            double position = picked.cells()[i / picked.columns()][i % picked.columns()];
            if (position < 1 || position > size || position != Math.rint(position)) {
                throw wrong("index must be between 1 and " + size + ", is " + position);
            }
            positions[i] = (int) position - 1;
        }
        return positions;
    }

    private Matrix expression() {
        var sum = term();
        while ((now().is("+") || now().is("-")) && !startsElement()) {
            boolean isPlus = now().is("+");
            at++;
            var right = term();
            sum = sum.with(right, (a, b) -> isPlus ? a + b : a - b);
        }
        if (now().is(":") && matrixDepth == 0) {
            at++;
            return range(sum, term());
        }
        return sum;
    }

    private Matrix range(Matrix from, Matrix to) {
        int first = (int) from.number();
        double[] row = IntStream.rangeClosed(first, (int) to.number()).asDoubleStream().toArray();
        return new Matrix(new double[][] {row}, new int[] {now().line()});
    }

    /** In a matrix, {@code 1 -2} is two elements and {@code 1 - 2} or {@code 1-2} is one. */
    private boolean startsElement() {
        return matrixDepth > 0 && now().isSpaced() && !next().isSpaced();
    }

    private Matrix term() {
        var product = factor();
        while (now().is("*") || now().is("/") || now().is(".*") || now().is("./")) {
            String operator = now().text();
            at++;
            var right = factor();
            boolean isMatrixOnly = operator.equals("*") && !product.isNumber();
            if (!right.isNumber() && (isMatrixOnly || operator.equals("/"))) {
                throw wrong("products of matrices are not supported here");
            }
            boolean isTimes = operator.endsWith("*");
            product = product.with(right, (a, b) -> isTimes ? a * b : a / b);
        }
        return product;
    }

    private Matrix factor() {
        if (now().is("-") || now().is("+")) {
            boolean isMinus = now().is("-");
            at++;
            return factor().map(value -> isMinus ? -value : value);
        }
        var base = primary();
        if (now().is("^") || now().is(".^")) {
            at++;
            return base.with(factor(), Math::pow);
        }
        return base;
    }

    private Matrix primary() {
        var token = now();
        if (token.kind() == Kind.NUMBER) {
            at++;
            return Matrix.of(Double.parseDouble(token.text()), token.line());
        }
        if (token.kind() == Kind.NAME) {
            return named(token);
        }
        if (token.is("[")) {
            return literal();
        }
        expect("(");
        int depth = matrixDepth;
        matrixDepth = 0;
        var inner = expression();
        matrixDepth = depth;
        expect(")");
        return inner;
    }

    private Matrix named(Token token) {
        var size = end;
        if (token.text().equals("end") && size != null) {
            at++;
            return Matrix.of(size, token.line());
        }
        if (CONSTANTS.get(token.text()) instanceof Double constant) {
            at++;
            return Matrix.of(constant, token.line());
        }
        var value = known(name());
        boolean isIndexed = now().is("(") && !(matrixDepth > 0 && now().isSpaced());
        if (!isIndexed) {
            return value;
        }
        var index = index(value);
        return value.pick(index.get(0), index.get(1));
    }

    private Matrix literal() {
        expect("[");
        matrixDepth++;
        var rows = new ArrayList<double[]>();
        var lines = new ArrayList<Integer>();
        var row = new ArrayList<Double>();
        int line = now().line();
        while (true) {
            boolean isEnd = now().is("]");
            if (isEnd || now().is(";") || now().kind() == Kind.LINE_END) {
                if (!row.isEmpty()) {
                    rows.add(row.stream().mapToDouble(Double::doubleValue).toArray());
                    lines.add(line);
                    checkLength(rows);
                    row.clear();
                }
                at++;
                if (isEnd) {
                    break;
                }
            } else if (!skip(",")) {
                line = row.isEmpty() ? now().line() : line;
                var element = expression();
                if (!element.isNumber()) {
                    throw wrong("expected numbers within a matrix");
                }
                row.add(element.number());
            }
        }
        matrixDepth--;
        return new Matrix(rows.toArray(double[][]::new), lines.stream().mapToInt(i -> i).toArray());
    }

    private void checkLength(List<double[]> rows) {
        if (rows.getLast().length != rows.getFirst().length) {
            throw wrong(
                    "a matrix row must have "
                            + rows.getFirst().length
                            + " values as the rows above, has "
                            + rows.getLast().length);
        }
    }
}
