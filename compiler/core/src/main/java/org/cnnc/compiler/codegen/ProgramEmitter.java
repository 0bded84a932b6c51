package org.cnnc.compiler.codegen;

import java.util.List;
import java.util.stream.IntStream;
import org.cnnc.compiler.schedule.Kernel;
import org.cnnc.compiler.schedule.LoopPlan;
import org.cnnc.compiler.schedule.Schedule;
import org.cnnc.runtime.Frame;
import org.cnnc.runtime.OptimizerPlan;
import org.cnnc.runtime.PhasePlan;
import org.cnnc.runtime.Plan;
import org.cnnc.runtime.Program;
import org.cnnc.runtime.TrainingPlan;
import org.cnnc.runtime.TrainingProgram;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Emits the class of one program: a method per kernel, {@code run} that calls them in order, the plan as constants,
 * how several threads share it, and for training the optimizer's step.
 */
public final class ProgramEmitter {
    /** Phases that one method describes: HotSpot compiles no method beyond 8,000 bytes. */
    private static final int PHASES_PER_METHOD = 50;

    private static final int PUBLIC_FINAL = Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL;
    private static final Type FRAME = Types.type(Frame.class);
    private static final Type INT = Type.INT_TYPE;

    private final Schedule schedule;
    private final String name;
    private final ClassWriter writer = Classes.writer();
    private final VectorArithmetic vectors;
    private final KernelEmitter kernels;
    private final RowsEmitter rowKernels;
    private final KernelCalls calls;

    private ProgramEmitter(Schedule schedule, String name) {
        this.schedule = schedule;
        this.name = name;
        vectors = schedule.target().lanes() == 1 ? null : new VectorArithmetic(name);
        kernels = new KernelEmitter(writer, name, vectors);
        rowKernels = new RowsEmitter(writer, name);
        calls = new KernelCalls(writer, name);
    }

    /**
     * The bytes of the class.
     *
     * @param name internal name, such as {@code LeNet5$Inference512}
     */
    public static byte[] emit(Schedule schedule, String name) {
        return new ProgramEmitter(schedule, name).emit();
    }

    private byte[] emit() {
        Class<?> base = schedule.training().isPresent() ? TrainingProgram.class : Program.class;
        writer.visit(Classes.VERSION, Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, name, null, Types.name(base), null);
        writer.visitSource(schedule.file(), null);
        Code.method(writer, 0, "<init>", "()V", 0, code -> {
            code.self();
            code.construct(Types.name(base));
            code.op(Opcodes.RETURN);
        });
        schedule.kernels().forEach(this::emitKernel);
        emitPlan();
        if (schedule.training().isPresent()) emitTraining(schedule.training().get());
        else calls.emit(PUBLIC_FINAL, "run", schedule.kernels());
        new SectionsEmitter(writer, name, calls, schedule.sections(), schedule.phases().size()).emit();
        if (vectors != null) emitConstants();
        writer.visitEnd();
        return writer.toByteArray();
    }

    private void emitKernel(Kernel kernel) {
        switch (kernel.plan()) {
            case LoopPlan.Tiled tiled -> kernels.emit(kernel, tiled);
            case LoopPlan.Rows rows -> rowKernels.emit(kernel, rows);
            case LoopPlan.Dots dots -> rowKernels.emit(kernel, dots);
        }
    }

    /** {@code run} of a phase: one method a phase, and the choice among them. */
    private void emitPhases(List<List<Kernel>> phases) {
        for (int i = 0; i < phases.size(); i++) calls.emit(PUBLIC_FINAL, phaseMethod(i), phases.get(i));
        String descriptor = Type.getMethodDescriptor(Type.VOID_TYPE, FRAME, INT);
        Code.method(writer, PUBLIC_FINAL, "run", descriptor, 0, code -> {
            Code.Local frame = code.parameter(FRAME);
            Code.Local phase = code.parameter(INT);
            code.load(phase);
            code.choose(
                    IntStream.range(0, phases.size()).toArray(),
                    i -> {
                        code.self();
                        code.load(frame);
                        code.invoke(name, phaseMethod(i), Type.VOID_TYPE, FRAME);
                        code.op(Opcodes.RETURN);
                    },
                    () -> {
                        code.newObject(Types.name(IllegalArgumentException.class));
                        code.push("there is no such phase");
                        code.construct(Types.name(IllegalArgumentException.class), Types.type(String.class));
                        code.op(Opcodes.ATHROW);
                    });
        });
    }

    private static String phaseMethod(int phase) {
        return "phase" + (phase + 1) + "_run";
    }

    private void emitPlan() {
        Plan plan = schedule.plan();
        Type type = Types.type(Plan.class);
        Code.method(writer, PUBLIC_FINAL, "plan", Type.getMethodDescriptor(type), 0, code -> {
            code.newObject(type.getInternalName());
            code.push(plan.block());
            code.push(plan.arena());
            code.push(plan.io());
            Classes.push(code, plan.inputs());
            Classes.push(code, plan.outputs());
            Classes.push(code, plan.rows());
            Classes.push(code, plan.rowLengths());
            code.push(plan.scratch());
            code.push(plan.prepared());
            code.construct(type.getInternalName(), INT, INT, INT, Types.INTS, Types.INTS, Types.INTS,
                    Types.INTS, INT, INT);
            code.op(Opcodes.ARETURN);
        });
    }

    private void emitTraining(Schedule.Training training) {
        emitPhases(schedule.phases());
        if (!schedule.finish().isEmpty()) calls.emit(PUBLIC_FINAL, "finish", schedule.finish());
        TrainingPlan plan = training.plan();
        Type type = Types.type(TrainingPlan.class);
        Code.method(writer, PUBLIC_FINAL, "trainingPlan", Type.getMethodDescriptor(type), 0, code -> {
            code.newObject(type.getInternalName());
            code.push(plan.target());
            code.push(plan.sampleWeights());
            code.push(plan.losses());
            code.push(plan.pieces());
            code.invokeStatic(name, "phasePlan", Types.type(PhasePlan.class));
            push(code, plan.optimizer());
            code.construct(
                    type.getInternalName(), INT, INT, INT, INT, Types.type(PhasePlan.class),
                    Types.type(OptimizerPlan.class));
            code.op(Opcodes.ARETURN);
        });
        emitPhasePlan(plan.phases());
        new StepValuesEmitter(writer, training.values(), List.of(plan.optimizer().hyper())).emit();
        new UpdateEmitter(writer, name, kernels).emit(training.update());
    }

    private static void push(Code code, OptimizerPlan plan) {
        Type type = Types.type(OptimizerPlan.class);
        code.newObject(type.getInternalName());
        Classes.push(code, plan.hyper());
        Classes.push(code, plan.defaults());
        code.push(plan.values());
        code.push(plan.products());
        code.push(plan.readsNorm());
        Classes.push(code, plan.stateStarts());
        code.push(plan.averages());
        code.construct(
                type.getInternalName(), Types.STRINGS, Types.type(double[].class), INT, INT, Type.BOOLEAN_TYPE,
                Types.FLOATS, Type.BOOLEAN_TYPE);
    }

    private void emitPhasePlan(PhasePlan plan) {
        Type type = Types.type(PhasePlan.class);
        Type arrays = Types.type(int[][].class);
        int methods = Math.ceilDiv(plan.phases(), PHASES_PER_METHOD);
        for (int m = 0; m < methods; m++) {
            int from = m * PHASES_PER_METHOD;
            int to = Math.min(plan.phases(), from + PHASES_PER_METHOD);
            String descriptor = Type.getMethodDescriptor(Type.VOID_TYPE, arrays);
            Code.method(writer, Opcodes.ACC_STATIC, "sums" + m, descriptor, 0, code -> {
                Code.Local sums = code.parameter(arrays);
                for (int phase = from; phase < to; phase++) {
                    code.load(sums);
                    code.push(phase);
                    Classes.push(code, plan.sums()[phase]);
                    code.op(Opcodes.AASTORE);
                }
                code.op(Opcodes.RETURN);
            });
        }
        Code.method(writer, Opcodes.ACC_STATIC, "phasePlan", Type.getMethodDescriptor(type), 0, code -> {
            code.newArray(plan.phases(), Types.INTS.getDescriptor());
            Code.Local sums = code.storeNew(arrays);
            for (int m = 0; m < methods; m++) {
                code.load(sums);
                code.invokeStatic(name, "sums" + m, Type.VOID_TYPE, arrays);
            }
            code.newObject(type.getInternalName());
            code.load(sums);
            code.push(plan.sumFloats());
            code.push(plan.extraFloats());
            code.push(plan.trained());
            code.push(plan.leastSamples());
            code.construct(type.getInternalName(), arrays, INT, INT, INT, INT);
            code.op(Opcodes.ARETURN);
        });
    }

    /** The species and the masks: constants, or nothing of the Vector API becomes an instruction. */
    private void emitConstants() {
        int constant = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;
        writer.visitField(constant, VectorArithmetic.SPECIES_FIELD, Types.SPECIES.getDescriptor(), null, null);
        for (int lanes : kernels.tails()) {
            writer.visitField(constant, Masks.field(lanes), Types.MASK.getDescriptor(), null, null);
        }
        if (kernels.sumsLanes()) LaneSum.emit(writer, schedule.target().lanes());
        Code.method(writer, Opcodes.ACC_STATIC, "<clinit>", "()V", 0, code -> {
            String species = "SPECIES_" + schedule.target().bits();
            code.getStatic(Types.FLOAT_VECTOR.getInternalName(), species, Types.SPECIES);
            code.putStatic(name, VectorArithmetic.SPECIES_FIELD, Types.SPECIES);
            for (int lanes : kernels.tails()) {
                vectors.species(code);
                code.push(0);
                code.push(lanes);
                code.invokeInterface(Types.SPECIES.getInternalName(), "indexInRange", Types.MASK, INT, INT);
                code.putStatic(name, Masks.field(lanes), Types.MASK);
            }
            code.op(Opcodes.RETURN);
        });
    }
}
