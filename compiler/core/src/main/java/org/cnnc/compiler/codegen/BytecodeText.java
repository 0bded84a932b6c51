package org.cnnc.compiler.codegen;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.Predicate;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.util.TraceClassVisitor;

/** Class files as text, as {@code javap -c} shows them. */
public final class BytecodeText {
    private BytecodeText() {}

    /** A class with those of its methods whose name is wanted. */
    public static String of(byte[] classFile, Predicate<String> method) {
        StringWriter text = new StringWriter();
        ClassVisitor printer = new TraceClassVisitor(new PrintWriter(text));
        new ClassReader(classFile).accept(new Methods(printer, method), ClassReader.SKIP_FRAMES);
        return text.toString();
    }

    private static final class Methods extends ClassVisitor {
        private final Predicate<String> wanted;

        Methods(ClassVisitor next, Predicate<String> wanted) {
            super(Opcodes.ASM9, next);
            this.wanted = wanted;
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] thrown) {
            return wanted.test(name) ? super.visitMethod(access, name, type, signature, thrown) : null;
        }
    }
}
