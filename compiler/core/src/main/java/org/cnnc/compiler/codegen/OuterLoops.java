package org.cnnc.compiler.codegen;

import java.util.List;
import java.util.Optional;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.schedule.Kernel;
import org.objectweb.asm.Type;

/** The outer loops of a kernel on rows: all of them, or those rounds that a piece of a cut kernel takes. */
final class OuterLoops {
    private final Code code;
    private final Kernel kernel;
    private final List<Axis> axes;
    private final Optional<CutLoops> cut;
    private final Optional<CutLoops.Range> range;

    /** One round of a loop. */
    @FunctionalInterface
    interface Round {
        /** @param inside emits the loops further in */
        void emit(Axis axis, Code.Local round, Runnable inside);
    }

    private OuterLoops(Code code, Kernel kernel) {
        this.code = code;
        this.kernel = kernel;
        axes = kernel.plan().loops(kernel.nest());
        cut = kernel.cut().map(c -> new CutLoops(code, c, kernel.plan()));
        range = cut.map(_ -> new CutLoops.Range(code.parameter(Type.INT_TYPE), code.parameter(Type.INT_TYPE)));
    }

    /** Declares the parameters of a piece, which stand behind the frame. */
    static OuterLoops of(Code code, Kernel kernel) {
        return new OuterLoops(code, kernel);
    }

    void emit(Round round, Runnable body) {
        emit(0, range, round, body);
    }

    private void emit(int depth, Optional<CutLoops.Range> range, Round round, Runnable body) {
        if (depth == axes.size()) {
            body.run();
            return;
        }
        Axis axis = axes.get(depth);
        int tiles = kernel.plan().tiles(axis);
        if (cut.isPresent() && depth < cut.get().depth()) {
            CutLoops loops = cut.get();
            loops.rounds(depth, range.orElseThrow(), 0, tiles, index -> {
                Optional<CutLoops.Range> inside = depth + 1 < loops.depth()
                        ? Optional.of(loops.inside(depth, range.orElseThrow(), index))
                        : Optional.empty();
                round.emit(axis, index, () -> emit(depth + 1, inside, round, body));
            });
        } else {
            code.loop(0, tiles, 1, index -> round.emit(axis, index, () -> emit(depth + 1, range, round, body)));
        }
    }
}
