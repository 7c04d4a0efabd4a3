package org.evenflow.app;

import org.evenflow.app.feeder.FeederCommand;
import org.evenflow.app.hosting.HostingCommand;
import org.evenflow.app.study.GauntletCommand;
import org.evenflow.app.study.ScenarioCommand;
import org.evenflow.app.study.StudyCommand;
import org.evenflow.app.study.TuneCommand;
import org.evenflow.app.train.PolicyCommand;
import org.evenflow.app.train.TrainCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The program {@code evenflow}. Its exit status is 0 for success, 1 for a negative answer (a
 * reference case out of tolerance, say), 2 for bad input and 3 for a fault of the program itself.
 */
@Command(
        name = "evenflow",
        description = "Coordinates electric-vehicle charging with the power grid.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "'evenflow COMMAND --help' tells more about a command."})
public final class Main implements Runnable {
    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Show where in the program an unexpected failure happened.")
    private boolean debug;

    @Spec private CommandSpec spec;

    private Main() {}

    /** Runs the program and ends the Java virtual machine with its exit status. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The program with all its commands; a new command is one more line here. */
    public static CommandLine commandLine() {
        var main = new Main();
        var commandLine =
                new CommandLine(main)
                        .addSubcommand(new StudyCommand())
                        .addSubcommand(new GauntletCommand())
                        .addSubcommand(new TuneCommand())
                        .addSubcommand(new TrainCommand())
                        .addSubcommand(new PolicyCommand())
                        .addSubcommand(new ScenarioCommand())
                        .addSubcommand(new PowerflowCommand())
                        .addSubcommand(new FeederCommand())
                        .addSubcommand(new HostingCommand())
                        .addSubcommand(new VerifyCommand())
                        .addSubcommand(new BenchCommand());
        var failures = new Failures(() -> main.debug);
        return commandLine
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .setUsageHelpAutoWidth(true)
                .setUsageHelpLongOptionsMaxWidth(30);
    }

    /** Without a command there is nothing to do but to say which ones there are. */
    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "no command given; one of "
                        + String.join(", ", spec.subcommands().keySet())
                        + " is needed");
    }
}
