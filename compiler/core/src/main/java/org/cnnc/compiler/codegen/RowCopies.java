package org.cnnc.compiler.codegen;

import java.util.List;
import java.util.function.Consumer;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.runtime.Rows;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Emits the copies between memory and dense rows: one copy where a row lies in memory as it is, else one of segments,
 * inside of loops where segments lie by more than one stride.
 */
final class RowCopies {
    private static final Type INT = Type.INT_TYPE;

    private final Code code;
    private final List<Axis> axes;
    private final Code.Local points;
    private final Code.Local length;

    /**
     * @param axes the axes of a row, outermost first
     * @param points points of the outermost of them in the row at hand
     * @param length floats of the row at hand
     */
    RowCopies(Code code, List<Axis> axes, Code.Local points, Code.Local length) {
        this.code = code;
        this.axes = axes;
        this.points = points;
        this.length = length;
    }

    /**
     * Copies memory to a row.
     *
     * @param memory leaves the array on the stack
     * @param first leaves the index of the row's first float in it on the stack
     * @param offset moves with the axes of the row
     * @param row leaves the row on the stack
     * @param start where in the row it goes
     */
    void gather(Runnable memory, Runnable first, Affine offset, Runnable row, int start) {
        copy(first, new Copy(memory, row, start, offset, true));
    }

    /** The reverse of {@link #gather}. */
    void scatter(Runnable row, Runnable memory, Runnable first, Affine offset) {
        copy(first, new Copy(memory, row, 0, offset, false));
    }

    private void copy(Runnable first, Copy copy) {
        int depth = axes.size();
        int segment = 1;
        while (depth > 0 && copy.offset().of(axes.get(depth - 1).name()) == segment) segment *= axes.get(--depth).extent();
        if (depth == 0) {
            whole(first, copy);
            return;
        }
        first.run();
        Code.Local at = code.storeNew(INT);
        code.push(copy.start());
        segments(0, depth - 1, segment, copy, at, code.storeNew(INT));
    }

    private record Copy(Runnable memory, Runnable row, int start, Affine offset, boolean toRow) {}

    private void whole(Runnable first, Copy copy) {
        if (copy.toRow()) {
            copy.memory().run();
            first.run();
            copy.row().run();
            code.push(copy.start());
        } else {
            copy.row().run();
            code.push(copy.start());
            copy.memory().run();
            first.run();
        }
        code.load(length);
        Type object = Types.type(Object.class);
        code.invokeStatic(Types.name(System.class), "arraycopy", Type.VOID_TYPE, object, INT, object, INT, INT);
    }

    /** Loops over the axes around the last one with a stride of its own, which a call runs over. */
    private void segments(int depth, int last, int segment, Copy copy, Code.Local at, Code.Local start) {
        if (depth == last) {
            call(last, segment, copy, at, start);
            return;
        }
        int floats = axes.stream().skip(depth + 1).mapToInt(Axis::extent).reduce(1, (x, y) -> x * y);
        Consumer<Code.Local> body = index -> {
            Code.Local inAt = moved(at, index, copy.offset().of(axes.get(depth).name()));
            segments(depth + 1, last, segment, copy, inAt, moved(start, index, floats));
        };
        if (depth == 0) {
            code.push(0);
            code.loop(points, 1, body);
        } else {
            code.loop(0, axes.get(depth).extent(), 1, body);
        }
    }

    private Code.Local moved(Code.Local from, Code.Local index, int stride) {
        code.load(from);
        code.load(index);
        code.push(stride);
        code.op(Opcodes.IMUL);
        code.op(Opcodes.IADD);
        return code.storeNew(INT);
    }

    private void call(int axis, int segment, Copy copy, Code.Local at, Code.Local start) {
        int stride = copy.offset().of(axes.get(axis).name());
        if (copy.toRow()) {
            copy.memory().run();
            code.load(at);
            code.push(stride);
            copy.row().run();
            code.load(start);
        } else {
            copy.row().run();
            code.load(start);
            copy.memory().run();
            code.load(at);
            code.push(stride);
        }
        if (axis == 0) code.load(points);
        else code.push(axes.get(axis).extent());
        code.push(segment);
        if (copy.toRow()) {
            code.invokeStatic(Types.name(Rows.class), "gather", Type.VOID_TYPE, Types.FLOATS, INT, INT, Types.FLOATS,
                    INT, INT, INT);
        } else {
            code.invokeStatic(Types.name(Rows.class), "scatter", Type.VOID_TYPE, Types.FLOATS, INT, Types.FLOATS, INT,
                    INT, INT, INT);
        }
    }
}
