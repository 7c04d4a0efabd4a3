package org.evenflow.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.evenflow.bench.Bench;
import org.evenflow.model.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evenflow bench}: measures speed on this machine. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description =
                "Measure how fast this machine simulates and solves. Each figure is the median of several rounds.",
        footer = {"", "Areas: env, powerflow, scaling, plan, dispatch, learn, all (default)."})
public final class BenchCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "AREA",
            defaultValue = "all",
            description = "What to measure; default: ${DEFAULT-VALUE}.")
    private String area = "all";

    @Option(names = "--json", description = "Print a JSON list of name, value, unit, threads.")
    private boolean json;

    @Spec private @Nullable CommandSpec spec;

    /** For picocli. */
    public BenchCommand() {}

    @Override
    public Integer call() throws IOException {
        if (!area.equals("all") && !Bench.areas().contains(area)) {
            throw new InputException(
                    "bench area '"
                            + area
                            + "' does not exist; there are all, "
                            + String.join(", ", Bench.areas()));
        }
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        var figures = new ArrayList<Bench.Figure>();
        Bench.run(
                area,
                figure -> {
                    figures.add(figure);
                    if (!json) {
                        out.printf(
                                "%-28s %16.4g %-14s %d thread%s%n",
                                figure.name(),
                                figure.value(),
                                figure.unit(),
                                figure.threads(),
                                figure.threads() == 1 ? "" : "s");
                        out.flush();
                    }
                });
        if (json) {
            out.println(
                    new ObjectMapper()
                            .writerWithDefaultPrettyPrinter()
                            .writeValueAsString(figures));
        }
        return 0;
    }
}
