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

    /** Emits {@code update}: for each run of parameters, the kernels in order. */
    void emit(List<Kernel> step) {
        List<Tile> tiles = step.stream().map(this::tile).toList();
        int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL;
        Code.method(owner, access, "update", DESCRIPTOR, 0, code -> {
            Map<Space, Code.Local> arrays = new EnumMap<>(Space.class);
            for (Space space : List.of(Space.PARAMETERS, Space.GRADIENTS, Space.STATE)) {
                arrays.put(space, code.parameter(Types.FLOATS));
            }
            Code.Local hyper = code.parameter(Types.FLOATS);
            Code.Local from = code.parameter(INT);
            Code.Local to = code.parameter(INT);
            code.load(from);
            code.loop(to, Schedule.UPDATE_FLOATS, index -> tiles.forEach(tile -> call(code, tile, arrays, hyper, index)));
            code.op(Opcodes.RETURN);
        });
    }

    /** The method of one kernel, and what it takes. */
    private record Tile(String method, TileSignature signature, Streams streams) {}

    private Tile tile(Kernel kernel) {
        LoopPlan.Tiled plan = switch (kernel.plan()) {
            case LoopPlan.Tiled tiled -> tiled;
            case LoopPlan.Rows rows -> throw new IllegalStateException("the optimizer's step runs in tiles: " + rows);
        };
        String axis = kernel.nest().axes().getFirst().name();
        int points = Schedule.UPDATE_FLOATS / plan.lanes();
        TileShape shape = new TileShape(points > 1 ? Map.of(axis, points) : Map.of(), 0);
        Streams streams = new Streams(kernel.nest());
        String method = kernels.tileMethod(kernel, plan, shape);
        return new Tile(method, TileSignature.of(kernel.nest(), streams), streams);
    }

    private void call(Code code, Tile tile, Map<Space, Code.Local> arrays, Code.Local hyper, Code.Local index) {
        for (Space space : tile.signature().spaces()) code.load(arrays.get(space));
        for (Streams.Stream stream : tile.streams().all()) {
            code.load(index);
            code.plus(stream.anchor());
        }
        if (tile.signature().hyper()) code.load(hyper);
        code.invokeStatic(ownerName, tile.method(), tile.signature().descriptor());
    }
}
