package org.cnnc.compiler.parse;

/** The operators of one operand. */
public enum UnaryOperator {
    PLUS,
    MINUS,
    NOT
}
