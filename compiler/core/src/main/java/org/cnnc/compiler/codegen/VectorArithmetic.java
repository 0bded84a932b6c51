package org.cnnc.compiler.codegen;

import static org.cnnc.compiler.codegen.Types.ASSOCIATIVE;
import static org.cnnc.compiler.codegen.Types.BINARY;
import static org.cnnc.compiler.codegen.Types.COMPARISON;
import static org.cnnc.compiler.codegen.Types.FLOAT_VECTOR;
import static org.cnnc.compiler.codegen.Types.INT_VECTOR;
import static org.cnnc.compiler.codegen.Types.MASK;
import static org.cnnc.compiler.codegen.Types.OPERATORS;
import static org.cnnc.compiler.codegen.Types.SPECIES;
import static org.cnnc.compiler.codegen.Types.VECTOR;

import org.cnnc.compiler.kernel.Expr;
import org.objectweb.asm.Type;

/**
 * Arithmetic of {@code FloatVector}s. The species is a constant of the generated class, and every operation is a
 * direct call: HotSpot turns only those into single instructions.
 */
final class VectorArithmetic implements Arithmetic {
    /** The field of the generated class that holds the species. */
    static final String SPECIES_FIELD = "SPECIES";

    private static final String FLOATS = FLOAT_VECTOR.getInternalName();
    private static final String INTS = INT_VECTOR.getInternalName();
    private final String owner;

    /** @param owner internal name of the generated class */
    VectorArithmetic(String owner) {
        this.owner = owner;
    }

    @Override
    public Type type() {
        return FLOAT_VECTOR;
    }

    void species(Code code) {
        code.getStatic(owner, SPECIES_FIELD, SPECIES);
    }

    @Override
    public void unary(Code code, Expr.UnaryOp op) {
        switch (op) {
            case NEGATE -> code.invoke(FLOATS, "neg", FLOAT_VECTOR);
            case ABS -> code.invoke(FLOATS, "abs", FLOAT_VECTOR);
            case SQRT -> code.invoke(FLOATS, "sqrt", FLOAT_VECTOR);
            case POWER_OF_TWO -> {
                code.invoke(FLOATS, "reinterpretAsInts", INT_VECTOR);
                lanewise(code, "LSHL", BINARY, FloatBits.MANTISSA_BITS);
                lanewise(code, "ADD", ASSOCIATIVE, FloatBits.ONE);
                code.invoke(INTS, "reinterpretAsFloats", FLOAT_VECTOR);
            }
            case EXPONENT -> {
                code.invoke(FLOATS, "reinterpretAsInts", INT_VECTOR);
                lanewise(code, "LSHR", BINARY, FloatBits.MANTISSA_BITS);
                lanewise(code, "OR", ASSOCIATIVE, FloatBits.TWO_TO_23);
                code.invoke(INTS, "reinterpretAsFloats", FLOAT_VECTOR);
                code.push(FloatBits.TWO_TO_23_AND_BIAS);
                code.invoke(FLOATS, "sub", FLOAT_VECTOR, Type.FLOAT_TYPE);
            }
            case MANTISSA -> {
                code.invoke(FLOATS, "reinterpretAsInts", INT_VECTOR);
                lanewise(code, "AND", ASSOCIATIVE, FloatBits.MANTISSA);
                lanewise(code, "OR", ASSOCIATIVE, FloatBits.ONE);
                code.invoke(INTS, "reinterpretAsFloats", FLOAT_VECTOR);
            }
        }
    }

    /** An operation of the int vector on the stack and a constant. */
    private static void lanewise(Code code, String operator, Type kind, int operand) {
        code.getStatic(OPERATORS.getInternalName(), operator, kind);
        code.push(operand);
        code.invoke(INTS, "lanewise", INT_VECTOR, BINARY, Type.INT_TYPE);
    }

    @Override
    public void binary(Code code, Expr.BinaryOp op) {
        String name = switch (op) {
            case ADD -> "add";
            case SUBTRACT -> "sub";
            case MULTIPLY -> "mul";
            case DIVIDE -> "div";
            case MAX -> "max";
            case MIN -> "min";
        };
        code.invoke(FLOATS, name, FLOAT_VECTOR, VECTOR);
    }

    @Override
    public void fma(Code code) {
        code.invoke(FLOATS, "fma", FLOAT_VECTOR, VECTOR, VECTOR);
    }

    @Override
    public void select(
            Code code, Expr.Comparison comparison, Runnable x, Runnable y, Runnable then, Runnable otherwise) {
        otherwise.run();
        then.run();
        x.run();
        code.getStatic(OPERATORS.getInternalName(), comparison == Expr.Comparison.LESS ? "LT" : "EQ", COMPARISON);
        y.run();
        code.invoke(FLOATS, "compare", MASK, COMPARISON, VECTOR);
        code.invoke(FLOATS, "blend", FLOAT_VECTOR, VECTOR, MASK);
    }

    @Override
    public void broadcast(Code code, Runnable scalar) {
        species(code);
        scalar.run();
        code.invokeStatic(FLOATS, "broadcast", FLOAT_VECTOR, SPECIES, Type.FLOAT_TYPE);
    }

    /** The vector at an address. @param address leaves array and offset on the stack */
    void load(Code code, Runnable address, Runnable mask) {
        species(code);
        address.run();
        if (mask == null) {
            code.invokeStatic(FLOATS, "fromArray", FLOAT_VECTOR, SPECIES, Types.FLOATS, Type.INT_TYPE);
        } else {
            mask.run();
            code.invokeStatic(FLOATS, "fromArray", FLOAT_VECTOR, SPECIES, Types.FLOATS, Type.INT_TYPE, MASK);
        }
    }

    /** Stores the vector on the stack. */
    void store(Code code, Runnable address, Runnable mask) {
        address.run();
        if (mask == null) {
            code.invoke(FLOATS, "intoArray", Type.VOID_TYPE, Types.FLOATS, Type.INT_TYPE);
        } else {
            mask.run();
            code.invoke(FLOATS, "intoArray", Type.VOID_TYPE, Types.FLOATS, Type.INT_TYPE, MASK);
        }
    }
}
