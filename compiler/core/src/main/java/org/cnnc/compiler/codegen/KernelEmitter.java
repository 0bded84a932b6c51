package org.cnnc.compiler.codegen;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Space;
import org.cnnc.compiler.schedule.Cut;
import org.cnnc.compiler.schedule.Kernel;
import org.cnnc.compiler.schedule.LoopPlan;
import org.cnnc.runtime.Frame;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Emits a tiled kernel: a method named after the layer with the loops over tiles, and the methods that compute a
 * tile of each shape that occurs. The rest at the end of an axis is a tile of its own, not a test in the loop.
 */
final class KernelEmitter {
    private static final int STATIC = Opcodes.ACC_STATIC;
    static final String DESCRIPTOR = Type.getMethodDescriptor(Type.VOID_TYPE, Types.type(Frame.class));

    /** Of a kernel that is cut: the frame, and from where (inclusive) to where (exclusive) its units are to be run. */
    static final String CUT_DESCRIPTOR =
            Type.getMethodDescriptor(Type.VOID_TYPE, Types.type(Frame.class), Type.INT_TYPE, Type.INT_TYPE);

    private final ClassVisitor owner;
    private final String ownerName;
    private final VectorArithmetic vectors;
    private final Map<String, String> tileMethods = new HashMap<>();
    private final Set<Integer> tails = new TreeSet<>();
    private boolean sumsLanes;

    /** @param vectors null in scalar code */
    KernelEmitter(ClassVisitor owner, String ownerName, VectorArithmetic vectors) {
        this.owner = owner;
        this.ownerName = ownerName;
        this.vectors = vectors;
    }

    /** Lanes in use of the incomplete vectors met so far. */
    Set<Integer> tails() {
        return tails;
    }

    boolean sumsLanes() {
        return sumsLanes;
    }

    /** The descriptor of a kernel's method. */
    static String descriptor(Kernel kernel) {
        return kernel.cut().isPresent() ? CUT_DESCRIPTOR : DESCRIPTOR;
    }

    void emit(Kernel kernel, LoopPlan.Tiled plan) {
        Streams streams = new Streams(kernel.nest());
        List<Space> spaces = TileSignature.spaces(kernel.nest(), streams);
        Optional<Cut> cut = kernel.cut();
        Code.method(owner, STATIC, kernel.name(), descriptor(kernel), kernel.nest().line(), code -> {
            Code.Local frame = code.parameter(Types.type(Frame.class));
            Optional<CutLoops.Range> range = cut.map(
                    c -> new CutLoops.Range(code.parameter(Type.INT_TYPE), code.parameter(Type.INT_TYPE)));
            Map<Space, Code.Local> arrays = new EnumMap<>(Space.class);
            for (Space space : spaces) {
                code.load(frame);
                code.getField(Types.name(Frame.class), Frames.field(space), Types.FLOATS);
                arrays.put(space, code.storeNew(Types.FLOATS));
            }
            Tiles tiles = new Tiles(kernel, plan, streams, code, frame, arrays);
            if (cut.isPresent()) tiles.cut(new CutLoops(code, cut.get(), plan), range.get());
            else tiles.loops(0, new HashMap<>(), new HashMap<>(), 0);
            code.op(Opcodes.RETURN);
        });
    }

    /** The name of the method that computes a tile; emitted when the shape first occurs. */
    String tileMethod(Kernel kernel, LoopPlan.Tiled plan, TileShape shape) {
        VectorArithmetic arithmetic = plan.lanes() == 1 ? null : vectors;
        boolean outerVector = kernel.nest().axes().stream().anyMatch(axis -> plan.isVector(axis.name()));
        if (arithmetic != null && !outerVector) sumsLanes = true;
        if (shape.tailLanes() > 0) tails.add(shape.tailLanes());
        kernel.nest().reduction().ifPresent(reduction -> reduction.axes().stream()
                .filter(axis -> plan.isVector(axis.name()) && axis.extent() % plan.lanes() != 0)
                .forEach(axis -> tails.add(axis.extent() % plan.lanes())));
        String key = TileKey.of(kernel.nest(), plan, shape);
        String known = tileMethods.get(key);
        if (known != null) return known;
        String name = kernel.name() + "_tile" + tileMethods.size();
        tileMethods.put(key, name);
        Streams streams = new Streams(kernel.nest());
        Code.method(
                owner,
                STATIC,
                name,
                TileSignature.of(kernel.nest(), streams, plan, shape).descriptor(),
                kernel.nest().line(),
                code -> new TileMethod(ownerName, kernel, plan, shape, arithmetic, code).emit());
        return name;
    }

    /** The loops over the tiles of one kernel. */
    private final class Tiles {
        private final Kernel kernel;
        private final LoopPlan.Tiled plan;
        private final Streams streams;
        private final Code code;
        private final Code.Local frame;
        private final Map<Space, Code.Local> arrays;

        Tiles(
                Kernel kernel,
                LoopPlan.Tiled plan,
                Streams streams,
                Code code,
                Code.Local frame,
                Map<Space, Code.Local> arrays) {
            this.kernel = kernel;
            this.plan = plan;
            this.streams = streams;
            this.code = code;
            this.frame = frame;
            this.arrays = arrays;
        }

        /**
         * @param positions where the tile starts along the axes so far: a local, or a constant
         * @param sizes points along the axes so far that have more than one
         */
        void loops(int depth, Map<String, Object> positions, Map<String, Integer> sizes, int tailLanes) {
            List<Axis> axes = kernel.nest().axes();
            if (depth == axes.size()) {
                call(positions, new TileShape(Map.copyOf(sizes), tailLanes));
                return;
            }
            Axis axis = axes.get(depth);
            for (LoopPlan.Segment segment : plan.segments(axis)) {
                if (segment.points() > 1) sizes.put(axis.name(), segment.points());
                int tail = Math.max(tailLanes, segment.tailLanes());
                if (segment.count() == 1) {
                    positions.put(axis.name(), segment.start());
                    loops(depth + 1, positions, sizes, tail);
                } else {
                    int end = segment.start() + segment.count() * segment.step();
                    code.loop(segment.start(), end, segment.step(), index -> {
                        positions.put(axis.name(), index);
                        loops(depth + 1, positions, sizes, tail);
                    });
                }
                positions.remove(axis.name());
                sizes.remove(axis.name());
            }
        }

        /** The loops of a kernel that is cut, of which the outer ones run through a range. */
        void cut(CutLoops cut, CutLoops.Range range) {
            cut(cut, 0, range, new HashMap<>(), new HashMap<>(), 0);
        }

        private void cut(
                CutLoops cut, int depth, CutLoops.Range range, Map<String, Object> positions,
                Map<String, Integer> sizes, int tailLanes) {
            if (depth == cut.depth()) {
                loops(depth, positions, sizes, tailLanes);
                return;
            }
            Axis axis = kernel.nest().axes().get(depth);
            int first = 0;
            for (LoopPlan.Segment segment : plan.segments(axis)) {
                if (segment.points() > 1) sizes.put(axis.name(), segment.points());
                int tail = Math.max(tailLanes, segment.tailLanes());
                int before = first;
                cut.rounds(depth, range, first, segment.count(), round -> {
                    positions.put(axis.name(), segment.count() == 1 ? segment.start() : position(segment, round, before));
                    CutLoops.Range inside = depth + 1 < cut.depth() ? cut.inside(depth, range, round) : range;
                    cut(cut, depth + 1, inside, positions, sizes, tail);
                });
                first += segment.count();
                positions.remove(axis.name());
                sizes.remove(axis.name());
            }
        }

        /** Where the tile of a round of the loop starts. @param first the segment's first round */
        private Code.Local position(LoopPlan.Segment segment, Code.Local round, int first) {
            code.load(round);
            code.push(segment.step());
            code.op(Opcodes.IMUL);
            code.plus(segment.start() - first * segment.step());
            return code.storeNew(Type.INT_TYPE);
        }

        private void call(Map<String, Object> positions, TileShape shape) {
            String method = tileMethod(kernel, plan, shape);
            TileSignature signature = TileSignature.of(kernel.nest(), streams, plan, shape);
            signature.spaces().forEach(space -> code.load(arrays.get(space)));
            for (Streams.Stream stream : streams.all()) offset(stream, positions);
            for (String axis : signature.indices()) position(positions.get(axis));
            for (int value : signature.arguments().values(kernel.nest(), streams)) code.push(value);
            for (Expr.Key key : signature.keys()) {
                code.load(frame);
                code.getField(Types.name(Frame.class), key.field(), Type.LONG_TYPE);
            }
            code.invokeStatic(ownerName, method, signature.descriptor());
        }

        private void offset(Streams.Stream stream, Map<String, Object> positions) {
            int constant = stream.anchor();
            List<Map.Entry<Code.Local, Integer>> terms = new ArrayList<>();
            for (Axis axis : kernel.nest().axes()) {
                int stride = stream.of(axis.name());
                if (stride == 0) continue;
                switch (positions.get(axis.name())) {
                    case Integer start -> constant += start * stride;
                    case Code.Local index -> terms.add(Map.entry(index, stride));
                    default -> throw new IllegalStateException("no position along " + axis);
                }
            }
            code.push(constant);
            for (Map.Entry<Code.Local, Integer> term : terms) {
                code.load(term.getKey());
                code.push(term.getValue());
                code.op(Opcodes.IMUL);
                code.op(Opcodes.IADD);
            }
        }

        private void position(Object position) {
            switch (position) {
                case Integer start -> code.push(start);
                case Code.Local index -> code.load(index);
                default -> throw new IllegalStateException("no position: " + position);
            }
        }
    }
}
