package org.cnnc.compiler.codegen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.kernel.Space;
import org.cnnc.compiler.schedule.Kernel;
import org.cnnc.compiler.schedule.LoopPlan;
import org.cnnc.runtime.CounterRandom;
import org.cnnc.runtime.Frame;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The method of a kernel in rows. For each row position: start the results, and for each group of taps copy the rows
 * that it reads into scratch rows and combine them into all results; then compute and copy out each result. Scratch
 * rows are numbered: results first, operands behind them.
 */
final class RowsMethod {
    /** Taps of the innermost loops that are written out one by one. */
    private static final int MOST_UNROLLED = 32;

    private static final Type FRAME = Types.type(Frame.class);

    private final RowsEmitter emitter;
    private final Nest nest;
    private final LoopPlan.Rows plan;
    private final Code code;
    private final Code.Local frame;
    private final Optional<CutLoops> cut;
    private final Optional<CutLoops.Range> range;
    private final Code.Local rows;
    private final Map<Space, Code.Local> arrays = new EnumMap<>(Space.class);
    private final Map<String, Code.Local> indices = new HashMap<>();

    RowsMethod(RowsEmitter emitter, Kernel kernel, LoopPlan.Rows plan, Code code) {
        this.emitter = emitter;
        this.nest = kernel.nest();
        this.plan = plan;
        this.code = code;
        this.frame = code.parameter(FRAME);
        this.cut = kernel.cut().map(c -> new CutLoops(code, c, plan));
        this.range = kernel.cut().map(
                c -> new CutLoops.Range(code.parameter(Type.INT_TYPE), code.parameter(Type.INT_TYPE)));
        for (Space space : new Streams(nest).spaces()) {
            code.load(frame);
            code.getField(FRAME.getInternalName(), Frames.field(space), Types.FLOATS);
            arrays.put(space, code.storeNew(Types.FLOATS));
        }
        code.load(frame);
        code.getField(FRAME.getInternalName(), "rows", Types.FLOAT_ROWS);
        rows = code.storeNew(Types.FLOAT_ROWS);
    }

    void emit() {
        List<Axis> outer = plan.loops(nest);
        if (cut.isPresent()) cut(outer, 0, range.get());
        else loops(outer, 0, this::results);
        code.op(Opcodes.RETURN);
    }

    /** The loops of a kernel that is cut, of which the outer ones run through a range. */
    private void cut(List<Axis> outer, int depth, CutLoops.Range range) {
        if (depth == cut.get().depth()) {
            loops(outer, depth, this::results);
            return;
        }
        Axis axis = outer.get(depth);
        cut.get().rounds(depth, range, 0, axis.extent(), round -> {
            indices.put(axis.name(), round);
            cut(outer, depth + 1, depth + 1 < cut.get().depth() ? cut.get().inside(depth, range, round) : range);
            indices.remove(axis.name());
        });
    }

    private void loops(List<Axis> axes, int depth, Runnable body) {
        if (depth == axes.size()) {
            body.run();
            return;
        }
        Axis axis = axes.get(depth);
        code.loop(0, axis.extent(), 1, index -> {
            indices.put(axis.name(), index);
            loops(axes, depth + 1, body);
            indices.remove(axis.name());
        });
    }

    private void results() {
        nest.reduction().ifPresent(reduction -> {
            eachResult(index -> start(index, reduction.combine().identity()));
            taps(reduction);
        });
        eachResult(this::finish);
    }

    /** Runs the body for each result row; the local holds its number. */
    private void eachResult(Consumer<Code.Local> body) {
        code.loop(0, plan.results(), 1, index -> {
            plan.reuseAxis().ifPresent(axis -> indices.put(axis, index));
            body.accept(index);
            plan.reuseAxis().ifPresent(indices::remove);
        });
    }

    private void start(Code.Local result, float identity) {
        row(result, 0);
        code.push(0);
        code.push(plan.length());
        code.push(identity);
        code.invokeStatic(
                Types.name(Arrays.class), "fill", Type.VOID_TYPE, Types.FLOATS, Type.INT_TYPE, Type.INT_TYPE,
                Type.FLOAT_TYPE);
    }

    /** The inner loops: the innermost ones written out, tap by tap, in groups that share a loop over the row. */
    private void taps(Reduction reduction) {
        List<Axis> looped = new ArrayList<>(reduction.axes());
        List<Map<String, Integer>> unrolled = new ArrayList<>(List.of(Map.of()));
        int group = LoopPlan.Rows.TAPS_PER_LOOP;
        int step = 1;
        Axis blocked = null;
        while (!looped.isEmpty() && unrolled.size() * looped.getLast().extent() <= MOST_UNROLLED) {
            unrolled = extend(unrolled, looped.removeLast());
        }
        if (unrolled.size() == 1 && !looped.isEmpty() && looped.getLast().extent() % group == 0) {
            blocked = looped.removeLast();
            unrolled = extend(unrolled, new Axis(blocked.name(), group));
            step = group;
        }
        List<Map<String, Integer>> taps = unrolled;
        Runnable groups = () -> {
            for (int from = 0; from < taps.size(); from += group) {
                combine(reduction, taps.subList(from, Math.min(taps.size(), from + group)));
            }
        };
        Axis inner = blocked;
        int stride = step;
        loops(looped, 0, () -> {
            if (inner == null) {
                groups.run();
                return;
            }
            code.loop(0, inner.extent(), stride, index -> {
                indices.put(inner.name(), index);
                groups.run();
                indices.remove(inner.name());
            });
        });
    }

    private static List<Map<String, Integer>> extend(List<Map<String, Integer>> taps, Axis axis) {
        List<Map<String, Integer>> extended = new ArrayList<>();
        for (int i = 0; i < axis.extent(); i++) {
            for (Map<String, Integer> tap : taps) {
                Map<String, Integer> longer = new HashMap<>(tap);
                longer.put(axis.name(), i);
                extended.add(longer);
            }
        }
        return extended;
    }

    /** Combines a group of taps into all results. */
    private void combine(Reduction reduction, List<Map<String, Integer>> taps) {
        List<Expr> bodies = taps.stream().map(tap -> shifted(reduction.body(), tap)).toList();
        List<Expr> staged = RowLoop.of(bodies, this::isRow).rows();
        for (int i = 0; i < staged.size(); i++) stage(staged.get(i), i);
        if (plan.reuseAxis().isEmpty()) {
            call(RowLoop.of(List.of(combined(reduction, bodies, 0)), this::isRow), null, staged);
            return;
        }
        String axis = plan.reuseAxis().get();
        int whole = plan.results() / LoopPlan.Rows.RESULTS_PER_LOOP * LoopPlan.Rows.RESULTS_PER_LOOP;
        if (whole > 0) {
            code.loop(0, whole, LoopPlan.Rows.RESULTS_PER_LOOP, index -> {
                indices.put(axis, index);
                call(loop(reduction, bodies, axis, LoopPlan.Rows.RESULTS_PER_LOOP), index, staged);
                indices.remove(axis);
            });
        }
        int rest = plan.results() - whole;
        if (rest > 0) {
            code.push(whole);
            Code.Local index = code.storeNew(Type.INT_TYPE);
            indices.put(axis, index);
            call(loop(reduction, bodies, axis, rest), index, staged);
            indices.remove(axis);
        }
    }

    private RowLoop loop(Reduction reduction, List<Expr> bodies, String axis, int results) {
        List<Expr> combined = new ArrayList<>();
        for (int m = 0; m < results; m++) {
            Map<String, Integer> shift = Map.of(axis, m);
            List<Expr> ofResult = bodies.stream().map(body -> shifted(body, shift)).toList();
            combined.add(combined(reduction, ofResult, m));
        }
        return RowLoop.of(combined, this::isRow);
    }

    /** The old value of a result with the taps combined into it, one after the other. */
    private static Expr combined(Reduction reduction, List<Expr> bodies, int result) {
        Expr value = new Expr.Accumulator(result);
        for (Expr body : bodies) {
            value = switch (reduction.combine()) {
                case SUM -> body instanceof Expr.Binary(Expr.BinaryOp op, Expr x, Expr y)
                                && op == Expr.BinaryOp.MULTIPLY
                        ? Expr.fma(x, y, value)
                        : Expr.add(value, body);
                case MAX -> new Expr.Binary(Expr.BinaryOp.MAX, value, body);
                case MIN -> new Expr.Binary(Expr.BinaryOp.MIN, value, body);
            };
        }
        return value;
    }

    private void finish(Code.Local result) {
        RowLoop loop = RowLoop.of(List.of(nest.result()), this::isRow);
        for (int i = 0; i < loop.rows().size(); i++) stage(loop.rows().get(i), i);
        call(loop, plan.reuseAxis().isPresent() ? result : null, loop.rows());
        Access.Address store = nest.store().address();
        row(plan.reuseAxis().isPresent() ? result : null, 0);
        code.push(0);
        code.load(arrays.get(store.space()));
        index(store.offset().substitute(plan.rowAxis(), Affine.constant(0)));
        copy();
    }

    /** Copies the row that a load reads into a scratch row. */
    private void stage(Expr load, int operand) {
        if (!(load instanceof Expr.Load(Access access))) throw new IllegalStateException("not a row: " + load);
        Access.Address address = access.address();
        code.load(arrays.get(address.space()));
        index(address.offset().substitute(plan.rowAxis(), Affine.constant(0)));
        operandRow(operand);
        code.push(0);
        copy();
    }

    private void copy() {
        code.push(plan.length());
        code.invokeStatic(
                Types.name(System.class), "arraycopy", Type.VOID_TYPE, Types.type(Object.class), Type.INT_TYPE,
                Types.type(Object.class), Type.INT_TYPE, Type.INT_TYPE);
    }

    /**
     * Calls a loop over rows.
     *
     * @param first number of the first result row; null for the first of all
     * @param staged what stands in the operand rows
     */
    private void call(RowLoop loop, Code.Local first, List<Expr> staged) {
        String method = emitter.loop(loop);
        for (int m = 0; m < loop.results().size(); m++) row(first, m);
        for (Expr row : loop.rows()) operandRow(staged.indexOf(row));
        code.push(plan.length());
        loop.scalars().forEach(this::scalar);
        code.invokeStatic(emitter.ownerName(), method, loop.descriptor());
    }

    private void row(Code.Local first, int plus) {
        code.load(rows);
        if (first == null) {
            code.push(plus);
        } else {
            code.load(first);
            code.plus(plus);
        }
        code.op(Opcodes.AALOAD);
    }

    private void operandRow(int operand) {
        code.load(rows);
        code.push(plan.results() + operand);
        code.op(Opcodes.AALOAD);
    }

    private void scalar(Expr expr) {
        switch (expr) {
            case Expr.Load(Access access) -> {
                Access.Address address = access.address();
                code.load(arrays.get(address.space()));
                index(address.offset());
                code.op(Opcodes.FALOAD);
            }
            case Expr.Index(Affine value) -> {
                index(value);
                code.op(Opcodes.I2F);
            }
            case Expr.Uniform(Expr.Key key, int stream, Affine value) -> {
                code.load(frame);
                code.getField(FRAME.getInternalName(), key.field(), Type.LONG_TYPE);
                code.push(stream);
                index(value);
                code.invokeStatic(
                        Types.name(CounterRandom.class), "uniform", Type.FLOAT_TYPE, Type.LONG_TYPE, Type.INT_TYPE,
                        Type.INT_TYPE);
            }
            case Expr.Constant _, Expr.Accumulator _, Expr.Hyper _, Expr.Unary _, Expr.Binary _, Expr.Fma _,
                    Expr.Select _ -> throw new IllegalStateException("not the same along a row: " + expr);
        }
    }

    private boolean isRow(Expr.Load load) {
        return load.access().address().offset().of(plan.rowAxis()) == 1;
    }

    /** The expression where axes are further on by constants. */
    private static Expr shifted(Expr expr, Map<String, Integer> shift) {
        return expr.mapAffine(affine -> {
            int constant = 0;
            for (Map.Entry<String, Integer> axis : shift.entrySet()) {
                constant += affine.of(axis.getKey()) * axis.getValue();
            }
            return affine.plus(constant);
        });
    }

    /** Leaves an index on the stack; axes without a local are written out and stand at their shift. */
    private void index(Affine value) {
        code.push(value.constant());
        value.coefficients().forEach((axis, coefficient) -> {
            Code.Local local = indices.get(axis);
            if (local == null) return;
            code.load(local);
            code.push(coefficient);
            code.op(Opcodes.IMUL);
            code.op(Opcodes.IADD);
        });
    }
}
