package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.diagnostics.Code;

/**
 * Inputs that an op cannot take. The checker turns it into a diagnostic at the layer, or at the argument
 * to blame.
 */
public final class ShapeException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Code code;
    private final String argument;
    private final List<String> notes;
    private final List<Remedy> remedies;

    /**
     * @param label what to write under the marked span, such as {@code 5 > 4 + 2*0}
     * @param argument the argument to mark; empty for the whole layer
     * @param notes the formula and the arithmetic
     * @param remedies changes that would mend it
     */
    public ShapeException(Code code, String label, String argument, List<String> notes, List<Remedy> remedies) {
        super(label);
        this.code = code;
        this.argument = argument;
        this.notes = List.copyOf(notes);
        this.remedies = List.copyOf(remedies);
    }

    public Code code() {
        return code;
    }

    public String argument() {
        return argument;
    }

    public List<String> notes() {
        return notes;
    }

    public List<Remedy> remedies() {
        return remedies;
    }
}
