package org.cnnc.compiler.codegen;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.cnnc.compiler.schedule.Kernel;
import org.cnnc.compiler.schedule.LoopPlan;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;

/** Emits kernels that work on rows: a method named after the layer, and the loops over rows that kernels share. */
final class RowsEmitter {
    private final ClassVisitor owner;
    private final String ownerName;
    private final Map<String, String> loops = new HashMap<>();

    /** Lengths of the chunks whose loops were emitted. */
    private final Set<Integer> chunks = new HashSet<>();

    RowsEmitter(ClassVisitor owner, String ownerName) {
        this.owner = owner;
        this.ownerName = ownerName;
    }

    void emit(Kernel kernel, LoopPlan.Rows plan) {
        Code.method(
                owner,
                Opcodes.ACC_STATIC,
                kernel.name(),
                KernelEmitter.descriptor(kernel),
                kernel.nest().line(),
                code -> new RowsMethod(this, kernel, plan, code).emit());
    }

    void emit(Kernel kernel, LoopPlan.Dots plan) {
        if (chunks.add(plan.chunk())) DotLoop.emit(owner, plan.chunk());
        Code.method(
                owner,
                Opcodes.ACC_STATIC,
                kernel.name(),
                KernelEmitter.descriptor(kernel),
                kernel.nest().line(),
                code -> new DotsMethod(ownerName, kernel, plan, code).emit());
    }

    String ownerName() {
        return ownerName;
    }

    /** The name of the method that runs a loop; emitted when it first occurs. */
    String loop(RowLoop loop) {
        return loops.computeIfAbsent(loop.key(), key -> {
            String name = "rows" + loops.size() + "_" + loop.results().size() + "x" + loop.rows().size();
            loop.emit(owner, name);
            return name;
        });
    }
}
