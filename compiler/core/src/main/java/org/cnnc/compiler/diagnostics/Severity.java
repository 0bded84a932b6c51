package org.cnnc.compiler.diagnostics;

/** How much a diagnostic weighs; errors keep a model from being compiled. */
public enum Severity {
    ERROR("error"),
    WARNING("warning");

    private final String text;

    Severity(String text) {
        this.text = text;
    }

    /** As rendered: {@code error} or {@code warning}. */
    public String text() {
        return text;
    }
}
