package org.cnnc.compiler.codegen;

import java.util.function.Consumer;
import org.cnnc.compiler.schedule.Cut;
import org.cnnc.compiler.schedule.LoopPlan;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The outer loops of a kernel that is cut: nested as they are, they run through those rounds that, counted as rounds of
 * one loop, lie in a range.
 */
final class CutLoops {
    private final Code code;
    private final Cut cut;
    private final LoopPlan plan;

    /** The rounds of the innermost loop to run, counted from the beginning of the current round of the loops around. */
    record Range(Code.Local from, Code.Local to) {}

    CutLoops(Code code, Cut cut, LoopPlan plan) {
        this.code = code;
        this.cut = cut;
        this.plan = plan;
    }

    /** How many loops are run through as one. */
    int depth() {
        return cut.axes().size();
    }

    /** Rounds of the innermost loop that a round of the loop at a depth stands for. */
    private int below(int depth) {
        int below = 1;
        for (int inner = depth + 1; inner < depth(); inner++) below *= plan.tiles(cut.axes().get(inner));
        return below;
    }

    /** The loop at a depth over its rounds from {@code first} to {@code first + count}, as far as they meet the range. */
    void rounds(int depth, Range range, int first, int count, Consumer<Code.Local> body) {
        int below = below(depth);
        code.load(range.to());
        code.plus(below - 1);
        divide(below);
        code.push(first + count);
        math("min");
        Code.Local end = code.storeNew(Type.INT_TYPE);
        code.load(range.from());
        divide(below);
        code.push(first);
        math("max");
        code.loop(end, 1, body);
    }

    /** The range as the loop further in counts it, in a round of the loop at a depth. */
    Range inside(int depth, Range range, Code.Local round) {
        int below = below(depth);
        return new Range(clipped(range.from(), round, below, "max", 0), clipped(range.to(), round, below, "min", below));
    }

    private Code.Local clipped(Code.Local number, Code.Local round, int below, String bound, int by) {
        code.load(number);
        code.load(round);
        code.push(below);
        code.op(Opcodes.IMUL);
        code.op(Opcodes.ISUB);
        code.push(by);
        math(bound);
        return code.storeNew(Type.INT_TYPE);
    }

    private void divide(int by) {
        if (by == 1) return;
        code.push(by);
        code.op(Opcodes.IDIV);
    }

    private void math(String method) {
        code.invokeStatic("java/lang/Math", method, Type.INT_TYPE, Type.INT_TYPE, Type.INT_TYPE);
    }
}
