package org.cnnc.compiler.codegen;

/** The masks of incomplete vectors, one field each. */
final class Masks {
    private Masks() {}

    /** The field that holds the mask of the first {@code lanes} lanes. */
    static String field(int lanes) {
        return "FIRST_" + lanes;
    }
}
