package org.evenflow.app;

import java.io.PrintWriter;
import java.util.function.BooleanSupplier;
import org.evenflow.model.InputException;
import org.evenflow.numeric.MissingSolverException;
import org.evenflow.tensor.MissingTensorsException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a person sees when a command fails, and the exit status that goes with it. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
    static final int BAD_INPUT = 2;
    static final int FAULT = 3;

    private final BooleanSupplier debug;

    Failures(BooleanSupplier debug) {
        this.debug = debug;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("evenflow: " + failure.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(failure, err)) {
            err.println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
        }
        err.flush();
        return BAD_INPUT;
    }

    @Override
    public int handleExecutionException(
            Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        boolean badInput =
                failure instanceof InputException
                        || failure instanceof MissingSolverException
                        || failure instanceof MissingTensorsException;
        if (badInput) {
            err.println("evenflow: " + failure.getMessage());
        } else {
            err.println(
                    "evenflow: unexpected " + failure + "; please report it (README.md, \"Help\")");
        }
        if (debug.getAsBoolean()) {
            failure.printStackTrace(err);
        } else if (!badInput) {
            err.println("Run again with --debug to see where it happened.");
        }
        err.flush();
        return badInput ? BAD_INPUT : FAULT;
    }
}
