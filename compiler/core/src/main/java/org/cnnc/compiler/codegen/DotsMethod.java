package org.cnnc.compiler.codegen;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Space;
import org.cnnc.compiler.schedule.Kernel;
import org.cnnc.compiler.schedule.LoopPlan;
import org.cnnc.runtime.Frame;
import org.cnnc.runtime.Rows;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The method of a kernel of long sums: for each group of pairs of left rows, and for as many pieces as are staged at
 * once, every right row is staged and multiplied with every pair; then each result is computed and stored. Scratch rows
 * are numbered: two of partial sums, one of sums (pair by pair, the first rows before the second ones, by right rows),
 * the pieces of the right row, and the pieces of each pair.
 */
final class DotsMethod implements Expressions.Surroundings {
    private static final Type FRAME = Types.type(Frame.class);
    private static final Type INT = Type.INT_TYPE;
    private static final int SUMS = 2;
    private static final int RIGHT = 3;

    private final String owner;
    private final Nest nest;
    private final LoopPlan.Dots plan;
    private final Code code;
    private final Code.Local rows;
    private final Map<Space, Code.Local> arrays = new EnumMap<>(Space.class);
    private final Map<String, Code.Local> indices = new HashMap<>();
    private final Access.Address left;
    private final Access.Address right;
    private final int leftExtent;
    private final List<Axis> rightAxes;

    /** Floats of the piece that is being staged, and points of the outermost axis in it. */
    private final Code.Local length;

    private final Code.Local points;
    private final RowCopies copies;

    private final OuterLoops outer;

    /** The first left row of the group of pairs. */
    private Code.Local first;

    /** The sum that a result is computed of. */
    private Code.Local sum;

    DotsMethod(String owner, Kernel kernel, LoopPlan.Dots plan, Code code) {
        this.owner = owner;
        this.nest = kernel.nest();
        this.plan = plan;
        this.code = code;
        if (!(nest.reduction().orElseThrow().body()
                instanceof Expr.Binary(var _, Expr.Load(Access x), Expr.Load(Access y)))) {
            throw new IllegalStateException("no product of two elements: " + nest);
        }
        left = (plan.swapped() ? y : x).address();
        right = (plan.swapped() ? x : y).address();
        leftExtent = nest.axisByName().get(plan.leftAxis()).extent();
        rightAxes = nest.axes().stream().filter(axis -> plan.rightAxes().contains(axis.name())).toList();
        Code.Local frame = code.parameter(FRAME);
        outer = OuterLoops.of(code, kernel);
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
        outer.emit(this::enter, this::pairs);
        code.op(Opcodes.RETURN);
    }

    /** One round of an outer loop: a point of an axis, or a group of pairs of left rows. */
    private void enter(Axis axis, Code.Local round, Runnable inside) {
        if (axis.name().equals(plan.leftAxis())) {
            code.load(round);
            code.push(2 * LoopPlan.Dots.PAIRS);
            code.op(Opcodes.IMUL);
            first = code.storeNew(INT);
            inside.run();
        } else {
            indices.put(axis.name(), round);
            inside.run();
            indices.remove(axis.name());
        }
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

    /** All sums of a group of pairs. */
    private void pairs() {
        code.push(leftExtent);
        code.load(first);
        code.op(Opcodes.ISUB);
        code.push(2 * LoopPlan.Dots.PAIRS);
        code.invokeStatic(Types.name(Math.class), "min", INT, INT, INT);
        Code.Local lefts = code.storeNew(INT);
        code.load(lefts);
        code.plus(1);
        code.push(1);
        code.op(Opcodes.ISHR);
        Code.Local pairs = code.storeNew(INT);
        fill(() -> row(SUMS), () -> code.push(0), () -> code.push(2 * LoopPlan.Dots.PAIRS * plan.rights()));
        Axis outermost = plan.axes().getFirst();
        code.loop(0, outermost.extent(), plan.band() * plan.pieces(), start -> {
            code.push(0);
            code.loop(pairs, 1, pair -> {
                for (int half = 0; half < 2; half++) stageLeft(pair, half, start);
            });
            eachRight(number -> {
                eachPiece(start, (piece, at) -> stage(right, at, () -> row(RIGHT, piece), 0));
                code.push(0);
                code.loop(pairs, 1, pair -> products(pair, number, start));
            });
        });
        code.push(0);
        code.loop(lefts, 1, this::results);
    }

    /** Stages all pieces of one row of a pair; the last row of an odd number stands in for its missing partner. */
    private void stageLeft(Code.Local pair, int half, Code.Local start) {
        code.load(first);
        code.load(pair);
        code.push(2);
        code.op(Opcodes.IMUL);
        code.op(Opcodes.IADD);
        code.plus(half);
        code.push(leftExtent - 1);
        code.invokeStatic(Types.name(Math.class), "min", INT, INT, INT);
        indices.put(plan.leftAxis(), code.storeNew(INT));
        eachPiece(start, (piece, at) ->
                stage(left, at, () -> pairRow(pair, piece), half * LoopPlan.Dots.CHUNKS * plan.chunk()));
        indices.remove(plan.leftAxis());
    }

    private interface Piece {
        /**
         * @param number of the piece among those that are staged at once
         * @param at its first point of the outermost axis
         */
        void emit(Code.Local number, Code.Local at);
    }

    /** Runs over the pieces that are staged at once, from a point of the outermost axis on. */
    private void eachPiece(Code.Local start, Piece body) {
        Axis outermost = plan.axes().getFirst();
        code.push(outermost.extent());
        code.load(start);
        code.op(Opcodes.ISUB);
        code.plus(plan.band() - 1);
        code.push(plan.band());
        code.op(Opcodes.IDIV);
        code.push(plan.pieces());
        code.invokeStatic(Types.name(Math.class), "min", INT, INT, INT);
        Code.Local pieces = code.storeNew(INT);
        code.push(0);
        code.loop(pieces, 1, piece -> {
            code.load(start);
            code.load(piece);
            code.push(plan.band());
            code.op(Opcodes.IMUL);
            code.op(Opcodes.IADD);
            body.emit(piece, code.storeNew(INT));
        });
    }

    /** Copies a piece into a scratch row and fills the rest of its chunks with zeros. */
    private void stage(Access.Address from, Code.Local at, Runnable row, int start) {
        Axis outermost = plan.axes().getFirst();
        code.push(outermost.extent());
        code.load(at);
        code.op(Opcodes.ISUB);
        code.push(plan.band());
        code.invokeStatic(Types.name(Math.class), "min", INT, INT, INT);
        code.store(points);
        code.load(points);
        code.push(plan.inner());
        code.op(Opcodes.IMUL);
        code.store(length);
        indices.put(outermost.name(), at);
        copies.gather(
                () -> code.load(arrays.get(from.space())), () -> index(from.offset()), from.offset(), row, start);
        indices.remove(outermost.name());
        fill(row, () -> {
            code.load(length);
            code.plus(start);
        }, () -> code.push(start + LoopPlan.Dots.CHUNKS * plan.chunk()));
    }

    private void fill(Runnable row, Runnable from, Runnable to) {
        row.run();
        from.run();
        to.run();
        code.push(0f);
        code.invokeStatic(Types.name(Arrays.class), "fill", Type.VOID_TYPE, Types.FLOATS, INT, INT, Type.FLOAT_TYPE);
    }

    /** Runs over the right rows; the local holds the row's number. */
    private void eachRight(Consumer<Code.Local> body) {
        code.push(0);
        Code.Local number = code.storeNew(INT);
        loops(rightAxes, 0, () -> {
            body.accept(number);
            code.load(number);
            code.plus(1);
            code.store(number);
        });
    }

    /** Adds the products of a pair with the right row, over all staged pieces, to their sums. */
    private void products(Code.Local pair, Code.Local number, Code.Local start) {
        for (int half = 0; half < 2; half++) {
            int sums = half;
            fill(() -> row(sums), () -> code.push(0), () -> code.push(plan.chunk()));
        }
        eachPiece(start, (piece, at) -> {
            row(0);
            row(1);
            pairRow(pair, piece);
            row(RIGHT, piece);
            code.invokeStatic(owner, DotLoop.products(plan.chunk()), DotLoop.PRODUCTS_DESCRIPTOR);
        });
        for (int half = 0; half < 2; half++) {
            row(half);
            code.invokeStatic(owner, DotLoop.fold(plan.chunk()), DotLoop.FOLD_DESCRIPTOR);
            row(SUMS);
            code.load(pair);
            code.push(2 * plan.rights());
            code.op(Opcodes.IMUL);
            code.load(number);
            code.op(Opcodes.IADD);
            code.plus(half * plan.rights());
            Code.Local at = code.storeNew(INT);
            code.load(at);
            row(SUMS);
            code.load(at);
            code.op(Opcodes.FALOAD);
            row(half);
            code.push(plan.chunk() / LoopPlan.Dots.CHUNKS);
            code.invokeStatic(Types.name(Rows.class), "sum", Type.FLOAT_TYPE, Types.FLOATS, INT);
            code.op(Opcodes.FADD);
            code.op(Opcodes.FASTORE);
        }
    }

    /** Computes and stores the results of one left row. */
    private void results(Code.Local row) {
        code.load(first);
        code.load(row);
        code.op(Opcodes.IADD);
        indices.put(plan.leftAxis(), code.storeNew(INT));
        eachRight(number -> {
            row(SUMS);
            code.load(row);
            code.push(plan.rights());
            code.op(Opcodes.IMUL);
            code.load(number);
            code.op(Opcodes.IADD);
            code.op(Opcodes.FALOAD);
            sum = code.storeNew(Type.FLOAT_TYPE);
            address(nest.store().address());
            new Expressions(code, null, this, List.of(nest.result())).scalar(nest.result());
            code.op(Opcodes.FASTORE);
        });
        indices.remove(plan.leftAxis());
    }

    private void row(int number) {
        code.load(rows);
        code.push(number);
        code.op(Opcodes.AALOAD);
    }

    private void row(int first, Code.Local plus) {
        code.load(rows);
        code.load(plus);
        code.plus(first);
        code.op(Opcodes.AALOAD);
    }

    private void pairRow(Code.Local pair, Code.Local piece) {
        code.load(rows);
        code.load(pair);
        code.push(plan.pieces());
        code.op(Opcodes.IMUL);
        code.load(piece);
        code.op(Opcodes.IADD);
        code.plus(RIGHT + plan.pieces());
        code.op(Opcodes.AALOAD);
    }

    @Override
    public void address(Access.Address address) {
        code.load(arrays.get(address.space()));
        index(address.offset());
    }

    /** Leaves an index on the stack; axes without a local stand at 0. */
    @Override
    public void index(Affine value) {
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

    @Override
    public boolean alongLanes(Access.Address address) {
        return false;
    }

    @Override
    public Runnable mask() {
        return null;
    }

    @Override
    public Code.Local accumulator(int point) {
        return sum;
    }

    @Override
    public boolean accumulatorIsVector() {
        return false;
    }

    @Override
    public Code.Local hyper() {
        throw new IllegalStateException("a number of a step in a sum: " + nest);
    }

    @Override
    public Code.Local key(Expr.Key key) {
        throw new IllegalStateException("a random number in a sum: " + nest);
    }
}
