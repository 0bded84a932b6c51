package org.cnnc.tests.fuzz;

/** What a file turned out to be. */
enum Outcome {
    /** No text, or text that is no {@code .cnn}. */
    SYNTAX_ERROR,
    /** Names, shapes or sizes are wrong. */
    ERROR,
    /** Models, or blocks alone. */
    RIGHT
}
