package org.cnnc.compiler.codegen;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.kernel.Space;
import org.cnnc.compiler.schedule.Kernel;
import org.cnnc.compiler.schedule.LoopPlan;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The method that computes one tile of a kernel: accumulators in locals, the inner loops around straight-line code
 * for all points of the tile, and the result expression at the end. Where the tile lies is given by an offset per
 * stream, so that tiles of one shape share the method.
 */
final class TileMethod implements Expressions.Surroundings {
    private final Kernel kernel;
    private final Nest nest;
    private final LoopPlan.Tiled plan;
    private final Streams streams;
    private final TileShape shape;
    private final List<Map<String, Integer>> points;
    private final VectorArithmetic vectors;
    private final String owner;
    private final Code code;

    private final Map<Space, Code.Local> arrays = new EnumMap<>(Space.class);
    private final TileArguments arguments;

    /** Where each stream is by now, and before the innermost loop also what lies whole strides from there. */
    private final Map<Pointer, Code.Local> pointers = new LinkedHashMap<>();

    private final Map<Access.Address, Place> places = new HashMap<>();
    private final Map<TileArguments.Stride, Code.Local> strides = new HashMap<>();
    private Code.Local rounds;
    private final Map<String, Code.Local> indices = new HashMap<>();
    private final List<Code.Local> accumulators = new ArrayList<>();
    private final Code.Local hyper;
    private final Map<Expr.Key, Code.Local> keys = new EnumMap<>(Expr.Key.class);

    /**
     * A stream, moved by strides that are arguments.
     *
     * @param steps how many, by axis
     */
    private record Pointer(int stream, Map<String, Integer> steps) {}

    /** A pointer, and the literal distance of an element from it. */
    private record Place(Pointer pointer, int distance) {}

    /** Lanes in use while the last, incomplete vector of an inner axis is emitted; else 0. */
    private int innerTailLanes;

    /** @param vectors null in scalar code */
    TileMethod(String owner, Kernel kernel, LoopPlan.Tiled plan, TileShape shape, VectorArithmetic vectors, Code code) {
        this.owner = owner;
        this.kernel = kernel;
        this.nest = kernel.nest();
        this.plan = plan;
        this.streams = new Streams(nest);
        this.shape = shape;
        this.points = shape.points(plan);
        this.vectors = vectors;
        this.code = code;
        TileSignature signature = TileSignature.of(nest, streams, plan, shape);
        arguments = signature.arguments();
        for (Space space : signature.spaces()) arrays.put(space, code.parameter(Types.FLOATS));
        for (int i = 0; i < streams.all().size(); i++) pointers.put(new Pointer(i, Map.of()), code.parameter(Type.INT_TYPE));
        for (String axis : signature.indices()) indices.put(axis, code.parameter(Type.INT_TYPE));
        for (TileArguments.Stride stride : arguments.strides()) strides.put(stride, code.parameter(Type.INT_TYPE));
        if (arguments.rounds().isPresent()) rounds = code.parameter(Type.INT_TYPE);
        hyper = signature.hyper() ? code.parameter(Types.FLOATS) : null;
        for (Expr.Key key : signature.keys()) keys.put(key, code.parameter(Type.LONG_TYPE));
    }

    /** Emits the whole body. */
    void emit() {
        nest.reduction().ifPresent(this::emitReduction);
        List<Expr> results = new ArrayList<>();
        for (int p = 0; p < points.size(); p++) results.add(at(nest.result(), p));
        Expressions expressions = new Expressions(code, vectors, this, results);
        Access.Address store = nest.store().address();
        for (int p = 0; p < points.size(); p++) {
            Access.Address address = at(store, p);
            Expr result = results.get(p);
            if (alongLanes(address)) {
                expressions.vector(result);
                vectors.store(code, () -> address(address), mask());
            } else {
                address(address);
                expressions.scalar(result);
                code.op(Opcodes.FASTORE);
            }
        }
        code.op(Opcodes.RETURN);
    }

    private void emitReduction(Reduction reduction) {
        boolean vector = vectors != null;
        for (int p = 0; p < points.size(); p++) {
            float identity = reduction.combine().identity();
            if (vector) vectors.broadcast(code, () -> code.push(identity));
            else code.push(identity);
            accumulators.add(code.storeNew(vector ? vectors.type() : Type.FLOAT_TYPE));
        }
        loops(reduction, 0);
        if (vector && !accumulatorIsVector()) addLanes(reduction);
    }

    /** The inner loops from the given one inwards; pointers move with each. */
    private void loops(Reduction reduction, int depth) {
        if (depth == reduction.axes().size()) {
            combine(reduction);
            return;
        }
        Map<Pointer, Code.Local> outer = new LinkedHashMap<>(pointers);
        if (depth == reduction.axes().size() - 1) addPointers(reduction);
        Axis axis = reduction.axes().get(depth);
        int step = plan.isVector(axis.name()) ? plan.lanes() : 1;
        int tail = axis.extent() % step;
        int whole = axis.extent() - tail;
        if (arguments.rounds().filter(axis.name()::equals).isPresent()) {
            code.push(0);
            code.loop(rounds, 1, index -> round(reduction, depth, axis, index));
        } else if (whole > 0) {
            code.loop(0, whole, step, index -> round(reduction, depth, axis, index));
        }
        if (tail > 0) {
            code.push(whole);
            Code.Local index = code.storeNew(Type.INT_TYPE);
            innerTailLanes = tail;
            round(reduction, depth, axis, index);
            innerTailLanes = 0;
        }
        pointers.clear();
        pointers.putAll(outer);
    }

    /** A pointer of its own for everything that the innermost loop reads. */
    private void addPointers(Reduction reduction) {
        for (int p = 0; p < points.size(); p++) {
            at(reduction.body(), p).visit(part -> {
                if (!(part instanceof Expr.Load(Access access))) return;
                Pointer pointer = places.get(access.address()).pointer();
                if (pointers.containsKey(pointer)) return;
                load(pointer);
                pointers.put(pointer, code.storeNew(Type.INT_TYPE));
            });
        }
    }

    /** One round of an inner loop. */
    private void round(Reduction reduction, int depth, Axis axis, Code.Local index) {
        Map<Pointer, Code.Local> outer = new LinkedHashMap<>(pointers);
        outer.forEach((pointer, local) -> {
            int stride = streams.all().get(pointer.stream()).of(axis.name());
            if (stride == 0) return;
            code.load(local);
            code.load(index);
            Code.Local passed = strides.get(new TileArguments.Stride(pointer.stream(), axis.name()));
            if (passed != null) {
                code.load(passed);
                code.op(Opcodes.IMUL);
            } else if (stride != 1) {
                code.push(stride);
                code.op(Opcodes.IMUL);
            }
            code.op(Opcodes.IADD);
            pointers.put(pointer, code.storeNew(Type.INT_TYPE));
        });
        indices.put(axis.name(), index);
        loops(reduction, depth + 1);
        indices.remove(axis.name());
        pointers.putAll(outer);
    }

    private void combine(Reduction reduction) {
        List<Expr> bodies = new ArrayList<>();
        for (int p = 0; p < points.size(); p++) bodies.add(at(reduction.body(), p));
        Expressions expressions = new Expressions(code, vectors, this, operands(reduction, bodies));
        for (int p = 0; p < points.size(); p++) {
            Code.Local accumulator = accumulators.get(p);
            Arithmetic arithmetic = vectors != null ? vectors : new ScalarArithmetic();
            if (isProductSum(reduction) && bodies.get(p) instanceof Expr.Binary(var _, Expr x, Expr y)) {
                emit(expressions, x);
                emit(expressions, y);
                code.load(accumulator);
                arithmetic.fma(code);
            } else {
                code.load(accumulator);
                emit(expressions, bodies.get(p));
                arithmetic.combine(code, reduction.combine());
            }
            code.store(accumulator);
        }
    }

    private static boolean isProductSum(Reduction reduction) {
        return reduction.combine() == Reduction.Combine.SUM
                && reduction.body() instanceof Expr.Binary(Expr.BinaryOp op, Expr _, Expr _)
                && op == Expr.BinaryOp.MULTIPLY;
    }

    /** What is emitted per point: both factors where product and sum are one instruction. */
    private static List<Expr> operands(Reduction reduction, List<Expr> bodies) {
        if (!isProductSum(reduction)) return bodies;
        List<Expr> factors = new ArrayList<>();
        for (Expr body : bodies) {
            if (body instanceof Expr.Binary(var _, Expr x, Expr y)) factors.addAll(List.of(x, y));
        }
        return factors;
    }

    private void emit(Expressions expressions, Expr expr) {
        if (vectors != null) expressions.vector(expr);
        else expressions.scalar(expr);
    }

    /**
     * Adds up the lanes of each accumulator through memory, in a fixed order: the Vector API's own sum promises
     * none, and would differ between interpreted and compiled code.
     */
    private void addLanes(Reduction reduction) {
        if (reduction.combine() != Reduction.Combine.SUM) {
            throw new IllegalStateException("lanes are only added up: " + kernel.name());
        }
        Code.Local scratch = arrays.get(Space.SCRATCH);
        for (int p = 0; p < points.size(); p++) {
            int offset = p * plan.lanes();
            code.load(accumulators.get(p));
            vectors.store(code, () -> {
                code.load(scratch);
                code.push(offset);
            }, null);
        }
        for (int p = 0; p < points.size(); p++) {
            code.load(scratch);
            code.push(p * plan.lanes());
            code.invokeStatic(owner, LaneSum.NAME, Type.FLOAT_TYPE, Types.FLOATS, Type.INT_TYPE);
            accumulators.set(p, code.storeNew(Type.FLOAT_TYPE));
        }
    }

    /** The expression as it stands at a point of the tile. */
    private Expr at(Expr expr, int point) {
        return expr.map(part -> switch (part) {
            case Expr.Load(Access access) -> new Expr.Load(at(access.address(), point));
            case Expr.Index(Affine value) -> new Expr.Index(at(value, point));
            case Expr.Uniform(Expr.Key key, int stream, Affine index) -> new Expr.Uniform(key, stream, at(index, point));
            case Expr.Accumulator _ -> new Expr.Accumulator(point);
            case Expr.Constant _, Expr.Hyper _, Expr.Unary _, Expr.Binary _, Expr.Fma _, Expr.Select _ -> part;
        });
    }

    private Affine at(Affine affine, int point) {
        int constant = 0;
        for (Map.Entry<String, Integer> axis : points.get(point).entrySet()) {
            constant += affine.of(axis.getKey()) * axis.getValue();
        }
        return affine.plus(constant);
    }

    /**
     * The address at a point of the tile, and its place. Steps of strides that are arguments are terms of their own, so
     * that two addresses are equal where they are for all layers that share the method.
     */
    private Access.Address at(Access.Address address, int point) {
        int stream = streams.indexOf(address);
        Map<String, Integer> steps = new TreeMap<>();
        Map<String, Integer> coefficients = new TreeMap<>(address.offset().coefficients());
        int constant = address.offset().constant();
        for (Map.Entry<String, Integer> axis : points.get(point).entrySet()) {
            int moved = axis.getValue();
            int stride = address.offset().of(axis.getKey());
            if (!arguments.has(stream, axis.getKey())) {
                constant += stride * moved;
            } else if (moved > 0) {
                steps.put(axis.getKey(), moved);
                coefficients.put("steps of " + axis.getKey(), moved);
            }
        }
        Access.Address moved = new Access.Address(address.space(), new Affine(coefficients, constant));
        int distance = constant - streams.all().get(stream).anchor();
        places.put(moved, new Place(new Pointer(stream, steps), distance));
        return moved;
    }

    @Override
    public boolean alongLanes(Access.Address address) {
        return vectors != null && plan.vectorAxis().isPresent() && address.offset().of(plan.vectorAxis().get()) == 1;
    }

    @Override
    public void address(Access.Address address) {
        Place place = places.get(address);
        code.load(arrays.get(address.space()));
        load(place.pointer());
        code.plus(place.distance());
    }

    /** Leaves a pointer on the stack. */
    private void load(Pointer pointer) {
        Code.Local known = pointers.get(pointer);
        if (known != null) {
            code.load(known);
            return;
        }
        code.load(pointers.get(new Pointer(pointer.stream(), Map.of())));
        pointer.steps().forEach((axis, steps) -> {
            code.load(strides.get(new TileArguments.Stride(pointer.stream(), axis)));
            if (steps > 1) {
                code.push(steps);
                code.op(Opcodes.IMUL);
            }
            code.op(Opcodes.IADD);
        });
    }

    @Override
    public void index(Affine value) {
        code.push(value.constant());
        for (Map.Entry<String, Integer> term : value.coefficients().entrySet()) {
            code.load(indices.get(term.getKey()));
            code.push(term.getValue());
            code.op(Opcodes.IMUL);
            code.op(Opcodes.IADD);
        }
    }

    @Override
    public Runnable mask() {
        int lanes = Math.max(shape.tailLanes(), innerTailLanes);
        if (lanes == 0) return null;
        return () -> code.getStatic(owner, Masks.field(lanes), Types.MASK);
    }

    @Override
    public Code.Local accumulator(int point) {
        return accumulators.get(point);
    }

    @Override
    public boolean accumulatorIsVector() {
        return vectors != null
                && nest.axes().stream().anyMatch(axis -> plan.isVector(axis.name()));
    }

    @Override
    public Code.Local hyper() {
        return hyper;
    }

    @Override
    public Code.Local key(Expr.Key key) {
        return keys.get(key);
    }
}
