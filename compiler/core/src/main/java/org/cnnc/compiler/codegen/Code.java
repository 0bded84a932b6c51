package org.cnnc.compiler.codegen;

import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The body of a method being generated: instructions with their descriptors derived, named locals and loops. */
final class Code {
    private final MethodVisitor method;
    private int nextLocal;

    /** A local variable: its slot and its type. */
    record Local(int slot, Type type) {}

    private Code(MethodVisitor method, int firstLocal) {
        this.method = method;
        this.nextLocal = firstLocal;
    }

    /**
     * Generates a method.
     *
     * @param line line of the source file that it stands for; 0 for none
     */
    static void method(
            ClassVisitor owner, int access, String name, String descriptor, int line, Consumer<Code> body) {
        MethodVisitor visitor = owner.visitMethod(access, name, descriptor, null, null);
        visitor.visitCode();
        int slots = (access & Opcodes.ACC_STATIC) != 0 ? 0 : 1;
        Code code = new Code(visitor, slots);
        if (line > 0) {
            Label start = new Label();
            visitor.visitLabel(start);
            visitor.visitLineNumber(line, start);
        }
        body.accept(code);
        visitor.visitMaxs(0, 0);
        visitor.visitEnd();
    }

    /** The next parameter, in the order of the descriptor; before any other local is made. */
    Local parameter(Type type) {
        return local(type);
    }

    Local local(Type type) {
        Local local = new Local(nextLocal, type);
        nextLocal += type.getSize();
        return local;
    }

    void load(Local local) {
        method.visitVarInsn(local.type().getOpcode(Opcodes.ILOAD), local.slot());
    }

    void store(Local local) {
        method.visitVarInsn(local.type().getOpcode(Opcodes.ISTORE), local.slot());
    }

    /** Stores the value on the stack in a new local. */
    Local storeNew(Type type) {
        Local local = local(type);
        store(local);
        return local;
    }

    void self() {
        method.visitVarInsn(Opcodes.ALOAD, 0);
    }

    void op(int opcode) {
        method.visitInsn(opcode);
    }

    void push(int value) {
        if (value >= -1 && value <= 5) method.visitInsn(Opcodes.ICONST_0 + value);
        else if (value == (byte) value) method.visitIntInsn(Opcodes.BIPUSH, value);
        else if (value == (short) value) method.visitIntInsn(Opcodes.SIPUSH, value);
        else method.visitLdcInsn(value);
    }

    void push(boolean value) {
        push(value ? 1 : 0);
    }

    void push(float value) {
        if (Float.floatToRawIntBits(value) == 0) method.visitInsn(Opcodes.FCONST_0);
        else if (value == 1f) method.visitInsn(Opcodes.FCONST_1);
        else if (value == 2f) method.visitInsn(Opcodes.FCONST_2);
        else method.visitLdcInsn(value);
    }

    void push(double value) {
        if (Double.doubleToRawLongBits(value) == 0) method.visitInsn(Opcodes.DCONST_0);
        else if (value == 1) method.visitInsn(Opcodes.DCONST_1);
        else method.visitLdcInsn(value);
    }

    void push(String value) {
        method.visitLdcInsn(value);
    }

    /** Adds a constant to the int on the stack. */
    void plus(int value) {
        if (value == 0) return;
        push(value);
        op(Opcodes.IADD);
    }

    void invokeStatic(String owner, String name, Type result, Type... parameters) {
        method.visitMethodInsn(Opcodes.INVOKESTATIC, owner, name, Type.getMethodDescriptor(result, parameters), false);
    }

    void invokeStatic(String owner, String name, String descriptor) {
        method.visitMethodInsn(Opcodes.INVOKESTATIC, owner, name, descriptor, false);
    }

    void invokeInterfaceStatic(String owner, String name, Type result, Type... parameters) {
        method.visitMethodInsn(Opcodes.INVOKESTATIC, owner, name, Type.getMethodDescriptor(result, parameters), true);
    }

    void invokeInterface(String owner, String name, Type result, Type... parameters) {
        method.visitMethodInsn(
                Opcodes.INVOKEINTERFACE, owner, name, Type.getMethodDescriptor(result, parameters), true);
    }

    void invoke(String owner, String name, Type result, Type... parameters) {
        method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, owner, name, Type.getMethodDescriptor(result, parameters), false);
    }

    void construct(String owner, Type... parameters) {
        method.visitMethodInsn(
                Opcodes.INVOKESPECIAL, owner, "<init>", Type.getMethodDescriptor(Type.VOID_TYPE, parameters), false);
    }

    void newObject(String type) {
        method.visitTypeInsn(Opcodes.NEW, type);
        method.visitInsn(Opcodes.DUP);
    }

    void getStatic(String owner, String name, Type type) {
        method.visitFieldInsn(Opcodes.GETSTATIC, owner, name, type.getDescriptor());
    }

    void putStatic(String owner, String name, Type type) {
        method.visitFieldInsn(Opcodes.PUTSTATIC, owner, name, type.getDescriptor());
    }

    void getField(String owner, String name, Type type) {
        method.visitFieldInsn(Opcodes.GETFIELD, owner, name, type.getDescriptor());
    }

    void newArray(int length, int primitive) {
        push(length);
        method.visitIntInsn(Opcodes.NEWARRAY, primitive);
    }

    void newArray(int length, String type) {
        push(length);
        method.visitTypeInsn(Opcodes.ANEWARRAY, type);
    }

    /** A loop over {@code from, from + step, ...} below {@code to}, the bounds being literals. */
    void loop(int from, int to, int step, Consumer<Local> body) {
        push(from);
        loop(to, step, body);
    }

    /** The same from the number on the stack, up to a local. */
    void loop(Local to, int step, Consumer<Local> body) {
        loop(() -> load(to), step, body);
    }

    private void loop(int to, int step, Consumer<Local> body) {
        loop(() -> push(to), step, body);
    }

    private void loop(Runnable bound, int step, Consumer<Local> body) {
        Local index = storeNew(Type.INT_TYPE);
        Label head = new Label();
        Label end = new Label();
        method.visitLabel(head);
        load(index);
        bound.run();
        method.visitJumpInsn(Opcodes.IF_ICMPGE, end);
        body.accept(index);
        method.visitIincInsn(index.slot(), step);
        method.visitJumpInsn(Opcodes.GOTO, head);
        method.visitLabel(end);
    }

    /** Runs the body where a local is less than a literal. */
    void ifLess(Local x, int bound, Runnable body) {
        Label end = new Label();
        load(x);
        push(bound);
        method.visitJumpInsn(Opcodes.IF_ICMPGE, end);
        body.run();
        method.visitLabel(end);
    }

    /** One of two values, by a jump that is taken when the first is to be skipped. */
    void choose(int jumpToOtherwise, Local then, Local otherwise) {
        Label other = new Label();
        Label end = new Label();
        method.visitJumpInsn(jumpToOtherwise, other);
        load(then);
        method.visitJumpInsn(Opcodes.GOTO, end);
        method.visitLabel(other);
        load(otherwise);
        method.visitLabel(end);
    }

    /** Runs the case whose key is the int on the stack. */
    void choose(int[] keys, IntConsumer body, Runnable otherwise) {
        Label[] labels = new Label[keys.length];
        for (int i = 0; i < keys.length; i++) labels[i] = new Label();
        Label other = new Label();
        method.visitLookupSwitchInsn(other, keys, labels);
        for (int i = 0; i < keys.length; i++) {
            method.visitLabel(labels[i]);
            body.accept(i);
        }
        method.visitLabel(other);
        otherwise.run();
    }
}
