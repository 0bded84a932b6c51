package org.cnnc.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.runtime.WeightsException;
import org.cnnc.train.DataException;
import org.cnnc.train.DivergenceException;
import org.cnnc.train.RunDirectoryException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line as a whole. */
@Command(
        name = "cnnc",
        description = "Compiles .cnn files, descriptions of neural networks, to plain JVM bytecode, training included.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            CheckCommand.class,
            LockCommand.class,
            SummaryCommand.class,
            FmtCommand.class,
            CompileCommand.class,
            TrainCommand.class,
            SweepCommand.class,
            SamplesCommand.class,
            EvalCommand.class,
            PredictCommand.class,
            BenchCommand.class,
            ExplainCommand.class,
            DoctorCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  cnnc train models/lenet5.cnn",
            "  cnnc eval models/lenet5.cnn --weights runs/LeNet5-1/weights.safetensors",
            "",
            "Exit status: 0 done; 1 the model, the data or the weights are at fault;",
            "2 the command line is at fault; 130 interrupted."
        })
final class Cnnc implements Runnable {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    Cnnc(Terminal terminal) {
        this.terminal = terminal;
    }

    Terminal terminal() {
        return terminal;
    }

    /** Runs a command. @return the exit status */
    static int run(Terminal terminal, String... arguments) {
        CommandLine line = new CommandLine(new Cnnc(terminal))
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(100)
                .setExpandAtFiles(false)
                .setParameterExceptionHandler((e, given) -> misused(e))
                .setExecutionExceptionHandler((e, command, parsed) -> failed(e, terminal));
        try {
            return line.execute(arguments);
        } catch (OutOfMemoryError e) {
            terminal.err().println("cnnc: the JVM's memory of " + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MB is used up; give it more by CNNC_JAVA_OPTS=-Xmx8g, or take a smaller model, batch or"
                    + " data limit");
            return ExitStatus.INPUT;
        } catch (Error e) {
            return bug(e, terminal.err());
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private static int misused(ParameterException e) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("cnnc: " + e.getMessage());
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("Try `" + command.getCommandSpec().qualifiedName() + " --help`.");
        return ExitStatus.USAGE;
    }

    private static int failed(Exception e, Terminal terminal) {
        PrintWriter err = terminal.err();
        return switch (e) {
            case Failure failure -> {
                if (!failure.getMessage().isEmpty()) err.println("cnnc: " + failure.getMessage());
                yield failure.status();
            }
            case RunDirectoryException misplaced -> told(misplaced, ExitStatus.USAGE, err);
            case DataException data -> told(RunDiagnostics.of(data), terminal);
            case WeightsException weights -> told(RunDiagnostics.of(weights), terminal);
            case DivergenceException divergence -> told(RunDiagnostics.of(divergence), terminal);
            case IOException io -> {
                err.println("cnnc: reading or writing failed: " + IoText.of(io));
                yield ExitStatus.INPUT;
            }
            case Exception other -> bug(other, err);
        };
    }

    private static int told(Diagnostic diagnostic, Terminal terminal) {
        DiagnosticsOutput.print(List.of(diagnostic), terminal, false);
        return ExitStatus.INPUT;
    }

    private static int told(Exception e, int status, PrintWriter err) {
        err.println("cnnc: " + e.getMessage());
        return status;
    }

    private static int bug(Throwable e, PrintWriter err) {
        err.println("cnnc: this is a bug in cnnc; please report it with the file and what follows:");
        err.println(new Version().getVersion()[0] + ", Java "
                + Runtime.version() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        e.printStackTrace(err);
        return ExitStatus.INPUT;
    }
}
