package org.cnnc.compiler.codegen;

import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Reduction;
import org.objectweb.asm.Type;

/**
 * The arithmetic of one kind of value, a float or a vector of floats. Operands are left on the stack by the given
 * emitters; the result is left there. Both kinds round alike.
 */
interface Arithmetic {
    /** The type of a local that holds a value. */
    Type type();

    void unary(Code code, Expr.UnaryOp op);

    /** Of the two values on the stack. */
    void binary(Code code, Expr.BinaryOp op);

    /** {@code x * y + z} of the three values on the stack. */
    void fma(Code code);

    /** Compares two emitted values and chooses between two others. */
    void select(
            Code code, Expr.Comparison comparison, Runnable x, Runnable y, Runnable then, Runnable otherwise);

    /** The same value in every lane. @param scalar leaves a float on the stack */
    void broadcast(Code code, Runnable scalar);

    /** Combines the two values on the stack. */
    default void combine(Code code, Reduction.Combine combine) {
        binary(code, switch (combine) {
            case SUM -> Expr.BinaryOp.ADD;
            case MAX -> Expr.BinaryOp.MAX;
            case MIN -> Expr.BinaryOp.MIN;
        });
    }
}
