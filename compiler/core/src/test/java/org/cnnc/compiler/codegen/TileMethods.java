package org.cnnc.compiler.codegen;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Reads off a class which methods compute tiles. */
public final class TileMethods {
    private TileMethods() {}

    /** Their names, in the order of the class. */
    public static List<String> of(byte[] program) {
        List<String> names = new ArrayList<>();
        new ClassReader(program).accept(new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] thrown) {
                if (name.contains("_tile")) names.add(name);
                return null;
            }
        }, 0);
        return names;
    }
}
