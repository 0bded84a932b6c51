package org.cnnc.compiler.codegen;

import org.objectweb.asm.Type;

/** The classes that generated code names. */
final class Types {
    static final Type FLOATS = Type.getType(float[].class);
    static final Type FLOAT_ROWS = Type.getType(float[][].class);
    static final Type INTS = Type.getType(int[].class);
    static final Type STRINGS = Type.getType(String[].class);

    static final String VECTORS = "jdk/incubator/vector/";
    static final Type VECTOR = vector("Vector");
    static final Type FLOAT_VECTOR = vector("FloatVector");
    static final Type INT_VECTOR = vector("IntVector");
    static final Type MASK = vector("VectorMask");
    static final Type SPECIES = vector("VectorSpecies");
    static final Type OPERATORS = vector("VectorOperators");
    static final Type BINARY = vector("VectorOperators$Binary");
    static final Type ASSOCIATIVE = vector("VectorOperators$Associative");
    static final Type COMPARISON = vector("VectorOperators$Comparison");

    private Types() {}

    private static Type vector(String name) {
        return Type.getObjectType(VECTORS + name);
    }

    static String name(Class<?> type) {
        return Type.getInternalName(type);
    }

    static Type type(Class<?> type) {
        return Type.getType(type);
    }
}
