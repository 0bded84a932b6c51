package org.cnnc.compiler.codegen;

import org.cnnc.compiler.kernel.Expr;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Arithmetic of single floats. */
final class ScalarArithmetic implements Arithmetic {
    private static final String MATH = Types.name(Math.class);
    private static final String FLOAT = Types.name(Float.class);
    private static final Type F = Type.FLOAT_TYPE;
    private static final Type I = Type.INT_TYPE;

    @Override
    public Type type() {
        return F;
    }

    @Override
    public void unary(Code code, Expr.UnaryOp op) {
        switch (op) {
            case NEGATE -> code.op(Opcodes.FNEG);
            case ABS -> code.invokeStatic(MATH, "abs", F, F);
            case SQRT -> {
                code.op(Opcodes.F2D);
                code.invokeStatic(MATH, "sqrt", Type.DOUBLE_TYPE, Type.DOUBLE_TYPE);
                code.op(Opcodes.D2F);
            }
            case POWER_OF_TWO -> {
                bits(code, Opcodes.ISHL, FloatBits.MANTISSA_BITS);
                code.push(FloatBits.ONE);
                code.op(Opcodes.IADD);
                toFloat(code);
            }
            case EXPONENT -> {
                bits(code, Opcodes.IUSHR, FloatBits.MANTISSA_BITS);
                code.push(FloatBits.TWO_TO_23);
                code.op(Opcodes.IOR);
                toFloat(code);
                code.push(FloatBits.TWO_TO_23_AND_BIAS);
                code.op(Opcodes.FSUB);
            }
            case MANTISSA -> {
                bits(code, Opcodes.IAND, FloatBits.MANTISSA);
                code.push(FloatBits.ONE);
                code.op(Opcodes.IOR);
                toFloat(code);
            }
        }
    }

    private static void bits(Code code, int opcode, int operand) {
        code.invokeStatic(FLOAT, "floatToRawIntBits", I, F);
        code.push(operand);
        code.op(opcode);
    }

    private static void toFloat(Code code) {
        code.invokeStatic(FLOAT, "intBitsToFloat", F, I);
    }

    @Override
    public void binary(Code code, Expr.BinaryOp op) {
        switch (op) {
            case ADD -> code.op(Opcodes.FADD);
            case SUBTRACT -> code.op(Opcodes.FSUB);
            case MULTIPLY -> code.op(Opcodes.FMUL);
            case DIVIDE -> code.op(Opcodes.FDIV);
            case MAX -> code.invokeStatic(MATH, "max", F, F, F);
            case MIN -> code.invokeStatic(MATH, "min", F, F, F);
        }
    }

    @Override
    public void fma(Code code) {
        code.invokeStatic(MATH, "fma", F, F, F, F);
    }

    @Override
    public void select(
            Code code, Expr.Comparison comparison, Runnable x, Runnable y, Runnable then, Runnable otherwise) {
        // Chosen as bits: of two ints HotSpot chooses by a conditional move, of two floats by a jump, which is often
        // mispredicted.
        then.run();
        code.invokeStatic(FLOAT, "floatToRawIntBits", I, F);
        Code.Local chosen = code.storeNew(I);
        otherwise.run();
        code.invokeStatic(FLOAT, "floatToRawIntBits", I, F);
        Code.Local other = code.storeNew(I);
        x.run();
        y.run();
        switch (comparison) {
            case LESS -> {
                code.op(Opcodes.FCMPG);
                code.choose(Opcodes.IFGE, chosen, other);
            }
            case EQUAL -> {
                code.op(Opcodes.FCMPL);
                code.choose(Opcodes.IFNE, chosen, other);
            }
        }
        toFloat(code);
    }

    @Override
    public void broadcast(Code code, Runnable scalar) {
        scalar.run();
    }
}
