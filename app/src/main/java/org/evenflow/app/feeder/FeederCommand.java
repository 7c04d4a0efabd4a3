package org.evenflow.app.feeder;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import org.evenflow.data.feeder.FeederYaml;
import org.evenflow.experiment.Flows;
import org.evenflow.experiment.NewFile;
import org.evenflow.experiment.flow.StoredVoltages;
import org.evenflow.report.feeder.AuditPage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evenflow feeder}: what became of a feeder's file, and the file in our own format. */
@Command(
        name = "feeder",
        mixinStandardHelpOptions = true,
        description = "Audit or convert feeder files of every format that Evenflow reads.")
public final class FeederCommand {
    private static final String FILE =
            "A feeder file or folder of any known format, or the name of a built-in feeder.";

    @Spec private @Nullable CommandSpec spec;

    /** For picocli. */
    public FeederCommand() {}

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    private PrintWriter err() {
        return Objects.requireNonNull(spec).commandLine().getErr();
    }

    @Command(
            name = "audit",
            mixinStandardHelpOptions = true,
            description =
                    "Say what of a feeder's file was read, what was left out and why, what looks"
                            + " wrong, and how far the voltages that it carries are from ours.")
    int audit(
            @Parameters(paramLabel = "FILE", description = FILE) String file,
            @Option(names = "--json", description = "Print JSON.") boolean json)
            throws IOException {
        var read = Flows.feeder(file);
        var comparison = StoredVoltages.compare(read);
        out().print(json ? AuditPage.json(read, comparison) : AuditPage.text(read, comparison));
        out().flush();
        return 0;
    }

    @Command(
            name = "convert",
            mixinStandardHelpOptions = true,
            description = "Write a feeder in Evenflow's own format (docs/feeders.md).")
    int convert(
            @Parameters(paramLabel = "FILE", description = FILE) String file,
            @Option(
                            names = {"-o", "--out"},
                            paramLabel = "OUT.yaml",
                            description = "The file to write; standard output without it.")
                    @Nullable Path target,
            @Option(names = "--force", description = "Replace OUT.yaml where it exists.")
                    boolean force)
            throws IOException {
        var read = Flows.feeder(file);
        String text = FeederYaml.write(read.feeder());
        if (!new FeederYaml().parse("converted", text).feeder().equals(read.feeder())) {
            throw new IllegalStateException("the document does not read as the feeder it is of");
        }
        AuditPage.losses(read.audit()).forEach(loss -> err().println("evenflow: " + loss));
        err().flush();
        if (target == null) {
            out().print(text);
            out().flush();
        } else {
            NewFile.write(target, text, force);
            out().printf(
                            "%s: %d buses, %d branches%n",
                            target, read.feeder().buses().size(), read.feeder().branches().size());
        }
        return 0;
    }
}
