package org.cnnc.compiler.codegen;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.cnnc.compiler.kernel.Space;
import org.cnnc.compiler.schedule.Kernel;
import org.cnnc.compiler.schedule.LoopPlan;
import org.cnnc.compiler.schedule.Schedule;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Emits {@link org.cnnc.runtime.TrainingProgram#update}: one loop over a range of all parameters. */
final class UpdateEmitter {
    private static final Type INT = Type.INT_TYPE;

    /** Parts of expressions in one method, at some 18 bytes each: HotSpot compiles no method beyond 8,000 bytes. */
    private static final int MOST_PARTS = 320;

    private static final String DESCRIPTOR = Type.getMethodDescriptor(
            Type.VOID_TYPE, Types.FLOATS, Types.FLOATS, Types.FLOATS, Types.FLOATS, INT, INT);

    private final ClassVisitor owner;
    private final String ownerName;
    private final KernelEmitter kernels;

    UpdateEmitter(ClassVisitor owner, String ownerName, KernelEmitter kernels) {
        this.owner = owner;
        this.ownerName = ownerName;
        this.kernels = kernels;
    }

    /** Emits {@code update}: for each run of parameters, the kernels in order, so that memory is passed over once. */
    void emit(List<Kernel> step) {
        List<Tile> tiles = step.stream().map(this::tile).toList();
        int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL;
        Code.method(owner, access, "update", DESCRIPTOR, 0, code -> {
            Map<Space, Code.Local> arrays = new EnumMap<>(Space.class);
            for (Space space : List.of(Space.PARAMETERS, Space.GRADIENTS, Space.STATE)) {
                arrays.put(space, code.parameter(Types.FLOATS));
            }
            Code.Local values = code.parameter(Types.FLOATS);
            Code.Local from = code.parameter(INT);
            Code.Local to = code.parameter(INT);
            code.load(from);
            code.loop(to, Schedule.UPDATE_FLOATS, index -> tiles.forEach(tile -> calls(code, tile, arrays, values, index)));
            code.op(Opcodes.RETURN);
        });
    }

    /** The method of one kernel, what it takes, and how many parameters it moves. */
    private record Tile(String method, TileSignature signature, Streams streams, int floats) {}

    private Tile tile(Kernel kernel) {
        LoopPlan.Tiled plan = switch (kernel.plan()) {
            case LoopPlan.Tiled tiled -> tiled;
            case LoopPlan.Rows _, LoopPlan.Dots _ ->
                throw new IllegalStateException("the optimizer's step runs in tiles: " + kernel.plan());
        };
        String axis = kernel.nest().axes().getFirst().name();
        int points = points(kernel, plan);
        TileShape shape = new TileShape(points > 1 ? Map.of(axis, points) : Map.of(), 0);
        Streams streams = new Streams(kernel.nest());
        String method = kernels.tileMethod(kernel, plan, shape);
        return new Tile(method, TileSignature.of(kernel.nest(), streams, plan, shape), streams, points * plan.lanes());
    }

    /** Points of a tile: a run's, or a half, a quarter, … of it where the method would get long. */
    private static int points(Kernel kernel, LoopPlan.Tiled plan) {
        int points = Schedule.UPDATE_FLOATS / plan.lanes();
        int parts = kernel.nest().result().parts().size();
        while (points > 1 && points * parts > MOST_PARTS) points /= 2;
        return points;
    }

    private void calls(Code code, Tile tile, Map<Space, Code.Local> arrays, Code.Local values, Code.Local index) {
        for (int first = 0; first < Schedule.UPDATE_FLOATS; first += tile.floats()) {
            call(code, tile, arrays, values, index, first);
        }
    }

    /** @param first the first parameter of the run that the tile is to move */
    private void call(
            Code code, Tile tile, Map<Space, Code.Local> arrays, Code.Local values, Code.Local index, int first) {
        for (Space space : tile.signature().spaces()) code.load(arrays.get(space));
        for (Streams.Stream stream : tile.streams().all()) {
            code.load(index);
            code.plus(stream.anchor() + first);
        }
        if (tile.signature().hyper()) code.load(values);
        code.invokeStatic(ownerName, tile.method(), tile.signature().descriptor());
    }
}
