package org.evenflow.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.evenflow.verification.CaseFinder;
import org.evenflow.verification.CaseReport;
import org.evenflow.verification.Comparison;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evenflow verify}: holds reference cases against Evenflow's own formulas. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Run every reference case under a folder and print the largest deviation per column.",
            "Cases are recognised by their files: vehicles and batteries under given pilots, whole"
                    + " charging episodes of other simulators, solved power flows."
        },
        footer = {"", "Exit status 1 where a column is out of tolerance."})
public final class VerifyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "Folder with reference cases, at any depth.")
    private Path folder = Path.of("");

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    /** For picocli. */
    public VerifyCommand() {}

    @Override
    public Integer call() throws JsonProcessingException {
        List<CaseReport> reports = CaseFinder.run(folder);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(reports));
        } else {
            reports.forEach(report -> print(out, report));
            out.println(summary(reports));
        }
        out.flush();
        return isFailed(reports) ? 1 : 0;
    }

    private static boolean isFailed(List<CaseReport> reports) {
        return reports.stream().anyMatch(report -> report.isRun() && !report.isOk());
    }

    private static void print(PrintWriter out, CaseReport report) {
        out.println(report.name() + " (" + report.kind() + ")");
        if (!report.isRun()) {
            out.println("  not run: " + report.notRun());
        } else {
            out.println(line("column", "rows", "deviation", "tolerance", ""));
        }
        for (Comparison column : report.columns()) {
            String verdict = column.isOk() ? "ok" : "FAIL at " + column.at();
            out.println(
                    line(
                            column.column(),
                            Long.toString(column.rows()),
                            number(column.largest()),
                            number(column.tolerance()),
                            verdict));
        }
        if (!report.notCompared().isEmpty()) {
            out.println("  not compared: " + String.join(", ", report.notCompared()));
        }
        report.notes().forEach(note -> out.println("  note: " + note));
        out.println();
    }

    private static String line(
            String column, String rows, String deviation, String tolerance, String verdict) {
        return "  %-38s %8s %12s %12s  %s"
                .formatted(column, rows, deviation, tolerance, verdict)
                .stripTrailing();
    }

    private static String number(double value) {
        return value == 0 ? "0" : String.format(Locale.ROOT, "%.2e", value);
    }

    private static String summary(List<CaseReport> reports) {
        long run = reports.stream().filter(CaseReport::isRun).count();
        long ok = reports.stream().filter(CaseReport::isOk).count();
        return "%d cases: %d within tolerance, %d out of tolerance, %d not run"
                .formatted(reports.size(), ok, run - ok, reports.size() - run);
    }

    private static String json(List<CaseReport> reports) throws JsonProcessingException {
        var mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode().put("ok", !isFailed(reports));
        var cases = root.putArray("cases");
        for (CaseReport report : reports) {
            ObjectNode node = cases.addObject().put("case", report.name());
            node.put("kind", report.kind()).put("run", report.isRun()).put("ok", report.isOk());
            var columns = node.putArray("columns");
            for (Comparison column : report.columns()) {
                ObjectNode entry = columns.addObject().put("column", column.column());
                entry.put("rows", column.rows());
                if (Double.isFinite(column.largest())) {
                    entry.put("deviation", column.largest());
                } else {
                    entry.putNull("deviation");
                }
                entry.put("tolerance", column.tolerance());
                entry.put("ok", column.isOk()).put("at", column.at());
            }
            var notCompared = node.putArray("not_compared");
            report.notCompared().forEach(notCompared::add);
            var notes = node.putArray("notes");
            report.notes().forEach(notes::add);
            node.put("not_run", report.notRun());
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }
}
