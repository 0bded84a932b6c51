package org.cnnc.cli;

/** Where the launcher starts. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(Cnnc.run(Terminal.ofProcess(), arguments));
    }
}
