package org.cnnc.compiler.codegen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.kernel.Space;
import org.cnnc.compiler.schedule.Kernel;
import org.cnnc.compiler.schedule.LoopPlan;
import org.cnnc.compiler.schedule.Taps;
import org.cnnc.runtime.CounterRandom;
import org.cnnc.runtime.Frame;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The method of a kernel in rows. For each band of rows: start the results, and for each chunk of taps stage the rows
 * that it reads into scratch rows and combine them into all results; then compute and copy out each result. Scratch
 * rows are numbered: results first, operands behind them.
 */
final class RowsMethod {
    private static final Type FRAME = Types.type(Frame.class);
    private static final Type INT = Type.INT_TYPE;

    private final RowsEmitter emitter;
    private final Nest nest;
    private final LoopPlan.Rows plan;
    private final Set<String> rowAxes;
    private final Code code;
    private final Code.Local frame;
    private final OuterLoops outer;
    private final Code.Local rows;
    private final Map<Space, Code.Local> arrays = new EnumMap<>(Space.class);
    private final Map<String, Code.Local> indices = new HashMap<>();

    /** What addresses of scalars have in common, computed once for all taps of a chunk. */
    private final Map<Map<String, Integer>, Code.Local> bases = new HashMap<>();

    /** Floats of the rows of this band. */
    private final Code.Local length;

    private final RowCopies copies;

    /** Points of the outermost axis of the rows of this band. */
    private final Code.Local points;

    /** The first of the results that are built at once. */
    private Code.Local firstResult;

    RowsMethod(RowsEmitter emitter, Kernel kernel, LoopPlan.Rows plan, Code code) {
        this.emitter = emitter;
        this.nest = kernel.nest();
        this.plan = plan;
        this.rowAxes = plan.axes().stream().map(Axis::name).collect(Collectors.toSet());
        this.code = code;
        this.frame = code.parameter(FRAME);
        this.outer = OuterLoops.of(code, kernel);
        for (Space space : new Streams(nest).spaces()) {
            code.load(frame);
            code.getField(FRAME.getInternalName(), Frames.field(space), Types.FLOATS);
            arrays.put(space, code.storeNew(Types.FLOATS));
        }
        code.load(frame);
        code.getField(FRAME.getInternalName(), "rows", Types.FLOAT_ROWS);
        rows = code.storeNew(Types.FLOAT_ROWS);
        points = code.local(INT);
        length = code.local(INT);
        copies = new RowCopies(code, plan.axes(), points, length);
    }

    void emit() {
        outer.emit(this::enter, this::results);
        code.op(Opcodes.RETURN);
    }

    /** One round of an outer loop: a point of an axis, a band of rows or a group of results. */
    private void enter(Axis axis, Code.Local round, Runnable inside) {
        if (axis.equals(plan.axes().getFirst())) {
            band(axis, round, inside);
        } else if (plan.reuseAxis().equals(Optional.of(axis.name()))) {
            code.load(round);
            code.push(plan.results());
            code.op(Opcodes.IMUL);
            firstResult = code.storeNew(INT);
            inside.run();
        } else {
            indices.put(axis.name(), round);
            inside.run();
            indices.remove(axis.name());
        }
    }

    private void band(Axis axis, Code.Local round, Runnable inside) {
        code.load(round);
        code.push(plan.band());
        code.op(Opcodes.IMUL);
        Code.Local start = code.storeNew(INT);
        code.push(plan.band());
        code.push(axis.extent());
        code.load(start);
        code.op(Opcodes.ISUB);
        code.invokeStatic(Types.name(Math.class), "min", INT, INT, INT);
        code.store(points);
        code.load(points);
        code.push(plan.inner());
        code.op(Opcodes.IMUL);
        code.store(length);
        indices.put(axis.name(), start);
        inside.run();
        indices.remove(axis.name());
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
            eachResult(row -> start(row, reduction.combine().identity()));
            chunks(reduction, Taps.of(reduction));
        });
        eachResult(this::finish);
    }

    private void eachResult(Consumer<Code.Local> body) {
        eachResult(0, plan.results(), 1, body);
    }

    /** Runs the body for result rows, so many at once; the local holds the number of the first of them. */
    private void eachResult(int from, int to, int step, Consumer<Code.Local> body) {
        code.loop(from, to, step, row -> {
            if (plan.reuseAxis().isEmpty()) {
                body.accept(row);
                return;
            }
            code.load(firstResult);
            code.load(row);
            code.op(Opcodes.IADD);
            indices.put(plan.reuseAxis().get(), code.storeNew(INT));
            body.accept(row);
            indices.remove(plan.reuseAxis().get());
        });
    }

    private void start(Code.Local result, float identity) {
        row(result, 0);
        code.push(0);
        code.load(length);
        code.push(identity);
        code.invokeStatic(Types.name(Arrays.class), "fill", Type.VOID_TYPE, Types.FLOATS, INT, INT, Type.FLOAT_TYPE);
    }

    /** The inner loops, chunk by chunk. */
    private void chunks(Reduction reduction, Taps taps) {
        Axis cut = taps.cut();
        int rest = cut.extent() % taps.step();
        loops(taps.looped(), 0, () -> {
            code.loop(0, cut.extent() - rest, taps.step(), index -> {
                indices.put(cut.name(), index);
                chunk(reduction, taps.chunk(taps.step()));
            });
            if (rest > 0) {
                code.push(cut.extent() - rest);
                indices.put(cut.name(), code.storeNew(INT));
                chunk(reduction, taps.chunk(rest));
            }
            indices.remove(cut.name());
        });
    }

    /** Stages what a chunk of taps reads, and combines it into all results. */
    private void chunk(Reduction reduction, List<Map<String, Integer>> taps) {
        List<Expr> bodies = taps.stream().map(tap -> shifted(reduction.body(), tap)).toList();
        List<Expr> staged = RowLoop.of(bodies, this::isRow).rows();
        for (int i = 0; i < staged.size(); i++) stage(staged.get(i), i);
        List<List<Expr>> groups = new ArrayList<>();
        int from = 0;
        for (int size : even(bodies.size(), LoopPlan.Rows.TAPS_PER_LOOP)) {
            groups.add(bodies.subList(from, from + size));
            from += size;
        }
        List<Integer> sizes = even(plan.results(), LoopPlan.Rows.RESULTS_PER_LOOP);
        int done = 0;
        while (done < plan.results()) {
            int size = sizes.removeFirst();
            int end = done + size;
            while (!sizes.isEmpty() && sizes.getFirst() == size) end += sizes.removeFirst();
            eachResult(done, end, size, row -> {
                for (List<Expr> group : groups) call(loop(reduction, group, size), row, staged);
                bases.clear();
            });
            done = end;
        }
    }

    /** Parts of a whole, none above the most, all alike or some one less. */
    private static List<Integer> even(int whole, int most) {
        int parts = Math.ceilDiv(whole, most);
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < parts; i++) sizes.add(whole / parts + (i < whole % parts ? 1 : 0));
        return sizes;
    }

    private RowLoop loop(Reduction reduction, List<Expr> bodies, int results) {
        List<Expr> combined = new ArrayList<>();
        for (int m = 0; m < results; m++) {
            Map<String, Integer> shift = plan.reuseAxis().isEmpty() ? Map.of() : Map.of(plan.reuseAxis().get(), m);
            combined.add(combined(reduction, bodies.stream().map(body -> shifted(body, shift)).toList(), m));
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
        boolean computed = nest.result() instanceof Expr.Accumulator;
        if (!computed) call(loop, result, loop.rows());
        bases.clear();
        Access.Address store = nest.store().address();
        copies.scatter(
                () -> row(result, 0), () -> code.load(arrays.get(store.space())), () -> index(store.offset()),
                store.offset());
    }

    /** Copies the row that a load reads into a scratch row. */
    private void stage(Expr load, int operand) {
        if (!(load instanceof Expr.Load(Access access))) throw new IllegalStateException("not a row: " + load);
        Access.Address address = access.address();
        copies.gather(
                () -> code.load(arrays.get(address.space())), () -> index(address.offset()), address.offset(),
                () -> operandRow(operand), 0);
    }

    /**
     * Calls a loop over rows.
     *
     * @param first number of the first result row
     * @param staged what stands in the operand rows
     */
    private void call(RowLoop loop, Code.Local first, List<Expr> staged) {
        String method = emitter.loop(loop);
        loop.scalars().forEach(this::base);
        for (int m = 0; m < loop.results().size(); m++) row(first, m);
        for (Expr row : loop.rows()) operandRow(staged.indexOf(row));
        code.load(length);
        loop.grid().ifPresentOrElse(this::scalars, () -> loop.scalars().forEach(this::scalar));
        code.invokeStatic(emitter.ownerName(), method, loop.descriptor());
    }

    private void row(Code.Local first, int plus) {
        code.load(rows);
        code.load(first);
        code.plus(plus);
        code.op(Opcodes.AALOAD);
    }

    private void operandRow(int operand) {
        code.load(rows);
        code.push(plan.results() + operand);
        code.op(Opcodes.AALOAD);
    }

    /** Computes what the address of a scalar has in common with others. */
    private void base(Expr expr) {
        if (!(expr instanceof Expr.Load(Access access))) return;
        Affine offset = access.address().offset();
        if (bases.containsKey(offset.coefficients())) return;
        index(offset.plus(-offset.constant()));
        bases.put(offset.coefficients(), code.storeNew(INT));
    }

    private void scalars(ScalarGrid grid) {
        Access.Address first = grid.first();
        code.load(arrays.get(first.space()));
        code.load(bases.get(first.offset().coefficients()));
        code.plus(first.offset().constant());
        code.push(grid.pitch());
        for (int column : grid.columns()) code.push(column);
    }

    private void scalar(Expr expr) {
        switch (expr) {
            case Expr.Load(Access access) -> {
                Access.Address address = access.address();
                code.load(arrays.get(address.space()));
                code.load(bases.get(address.offset().coefficients()));
                code.plus(address.offset().constant());
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
                        Types.name(CounterRandom.class), "uniform", Type.FLOAT_TYPE, Type.LONG_TYPE, INT, INT);
            }
            case Expr.Constant _, Expr.Accumulator _, Expr.Hyper _, Expr.Unary _, Expr.Binary _, Expr.Fma _,
                    Expr.Select _ -> throw new IllegalStateException("not the same along a row: " + expr);
        }
    }

    private boolean isRow(Expr.Load load) {
        return rowAxes.stream().anyMatch(axis -> load.access().address().offset().of(axis) != 0);
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

    /** Leaves an index on the stack; axes without a local stand at 0. */
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
