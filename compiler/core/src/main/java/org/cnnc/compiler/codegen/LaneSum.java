package org.cnnc.compiler.codegen;

import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The method that adds up a vector's lanes, pairwise: halves of halves, the same tree at every call. */
final class LaneSum {
    static final String NAME = "sumOfLanes";

    private LaneSum() {}

    static void emit(ClassVisitor owner, int lanes) {
        Code.method(
                owner,
                Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC,
                NAME,
                Type.getMethodDescriptor(Type.FLOAT_TYPE, Types.FLOATS, Type.INT_TYPE),
                0,
                code -> {
                    Code.Local array = code.parameter(Types.FLOATS);
                    Code.Local offset = code.parameter(Type.INT_TYPE);
                    sum(code, array, offset, 0, lanes);
                    code.op(Opcodes.FRETURN);
                });
    }

    private static void sum(Code code, Code.Local array, Code.Local offset, int first, int count) {
        if (count == 1) {
            code.load(array);
            code.load(offset);
            code.plus(first);
            code.op(Opcodes.FALOAD);
            return;
        }
        sum(code, array, offset, first, count / 2);
        sum(code, array, offset, first + count / 2, count / 2);
        code.op(Opcodes.FADD);
    }
}
