package org.cnnc.compiler.codegen;

import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Class files for Java 17, and constant arrays in them. */
final class Classes {
    static final int VERSION = Opcodes.V17;

    private Classes() {}

    /** A writer that computes stack frames without loading the classes that it names. */
    static ClassWriter writer() {
        return new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
            @Override
            protected String getCommonSuperClass(String first, String second) {
                return "java/lang/Object";
            }
        };
    }

    static void push(Code code, int[] values) {
        code.newArray(values.length, Opcodes.T_INT);
        for (int i = 0; i < values.length; i++) {
            code.op(Opcodes.DUP);
            code.push(i);
            code.push(values[i]);
            code.op(Opcodes.IASTORE);
        }
    }

    static void push(Code code, float[] values) {
        code.newArray(values.length, Opcodes.T_FLOAT);
        for (int i = 0; i < values.length; i++) {
            code.op(Opcodes.DUP);
            code.push(i);
            code.push(values[i]);
            code.op(Opcodes.FASTORE);
        }
    }

    static void push(Code code, double[] values) {
        code.newArray(values.length, Opcodes.T_DOUBLE);
        for (int i = 0; i < values.length; i++) {
            code.op(Opcodes.DUP);
            code.push(i);
            code.push(values[i]);
            code.op(Opcodes.DASTORE);
        }
    }

    static void push(Code code, String[] values) {
        code.newArray(values.length, Type.getInternalName(String.class));
        for (int i = 0; i < values.length; i++) {
            code.op(Opcodes.DUP);
            code.push(i);
            code.push(values[i]);
            code.op(Opcodes.AASTORE);
        }
    }
}
