package org.cnnc.compiler.op;

/** A change that would mend what a {@link ShapeException} says; the checker makes it an edit of the file. */
public sealed interface Remedy {
    /** What a help line says of it, such as {@code `pad=1` would give 120 x 2 x 2}. */
    String text();

    /** The layer's argument gets another value, as the language writes it. */
    record SetArgument(String name, String value, String text) implements Remedy {}

    /** Another layer is put before this one. @param layer with its arguments, if any */
    record PutBefore(String layer, String text) implements Remedy {}
}
