package org.cnnc.compiler.codegen;

import java.util.ArrayList;
import java.util.List;
import org.cnnc.compiler.schedule.Cut;
import org.cnnc.compiler.schedule.Kernel;
import org.cnnc.runtime.Frame;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;

/** Methods that call kernels in order. */
final class KernelCalls {
    /** Kernels that one method calls: far below HotSpot's limit of 8,000 bytes, which it compiles nothing beyond. */
    private static final int CALLS_PER_METHOD = 500;

    private final ClassVisitor owner;
    private final String ownerName;

    KernelCalls(ClassVisitor owner, String ownerName) {
        this.owner = owner;
        this.ownerName = ownerName;
    }

    /** A method that takes a frame and calls kernels in order, by methods of its own where they are many. */
    void emit(int access, String method, List<Kernel> kernels) {
        List<List<Kernel>> parts = new ArrayList<>();
        for (int i = 0; i < kernels.size(); i += CALLS_PER_METHOD) {
            parts.add(kernels.subList(i, Math.min(kernels.size(), i + CALLS_PER_METHOD)));
        }
        for (int i = 0; i < parts.size(); i++) {
            List<Kernel> part = parts.get(i);
            Code.method(owner, Opcodes.ACC_STATIC, method + "_" + i, KernelEmitter.DESCRIPTOR, 0, code -> {
                Code.Local frame = code.parameter(Types.type(Frame.class));
                part.forEach(kernel -> call(code, frame, kernel));
                code.op(Opcodes.RETURN);
            });
        }
        Code.method(owner, access, method, KernelEmitter.DESCRIPTOR, 0, code -> {
            Code.Local frame = code.parameter(Types.type(Frame.class));
            for (int i = 0; i < parts.size(); i++) {
                code.load(frame);
                code.invokeStatic(ownerName, method + "_" + i, KernelEmitter.DESCRIPTOR);
            }
            code.op(Opcodes.RETURN);
        });
    }

    /** Calls the whole of a kernel. */
    private void call(Code code, Code.Local frame, Kernel kernel) {
        code.load(frame);
        kernel.cut().ifPresent(cut -> {
            code.push(0);
            code.push(cut.units());
        });
        code.invokeStatic(ownerName, kernel.name(), KernelEmitter.descriptor(kernel));
    }

    /** Calls a piece of a kernel: the units from {@code piece * units / pieces} on. */
    void callPiece(Code code, Code.Local frame, Kernel kernel, Cut cut, Code.Local piece) {
        code.load(frame);
        bound(code, cut, piece, 0);
        bound(code, cut, piece, 1);
        code.invokeStatic(ownerName, kernel.name(), KernelEmitter.CUT_DESCRIPTOR);
    }

    private static void bound(Code code, Cut cut, Code.Local piece, int plus) {
        code.load(piece);
        code.plus(plus);
        code.push(cut.units());
        code.op(Opcodes.IMUL);
        code.push(cut.pieces());
        code.op(Opcodes.IDIV);
    }
}
