package org.cnnc.compiler.diagnostics;

/** The stable codes of diagnostics, in ranges per phase, with their titles. */
public enum Code {
    CNN2004("kernel larger than its padded input"),
    CNN2005("input of the wrong rank"),
    CNN2006("inputs do not fit together"),
    CNN2007("size out of range"),
    CNN2008("channels not divisible by groups");

    private final String title;

    Code(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
