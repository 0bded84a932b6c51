package org.cnnc.cli;

import picocli.CommandLine.Option;

/** How much a command says, and how. */
final class OutputOptions {
    @Option(names = {"-q", "--quiet"}, description = "Says nothing but the result and what is wrong.")
    private boolean quiet;

    @Option(names = "--no-color", description = "No colours; NO_COLOR in the environment does the same.")
    private boolean noColour;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this and ends.")
    private boolean help;

    boolean quiet() {
        return quiet;
    }

    /** The terminal as this command may use it. */
    Terminal of(Cnnc root) {
        return noColour ? root.terminal().withoutColours() : root.terminal();
    }
}
