package org.cnnc.compiler.diagnostics;

/** The stable codes of diagnostics, in ranges per phase, with their titles. */
public enum Code {
    CNN2004("kernel larger than its padded input");

    private final String title;

    Code(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
