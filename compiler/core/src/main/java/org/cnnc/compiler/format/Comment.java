package org.cnnc.compiler.format;

/**
 * A comment between statements.
 *
 * @param endsLine whether it reaches to the line's end
 */
record Comment(String text, boolean endsLine) implements Element {}
