package org.cnnc.compiler.codegen;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.cnnc.runtime.Initializer;
import org.cnnc.runtime.Network;
import org.cnnc.runtime.Parameter;
import org.cnnc.runtime.Program;
import org.cnnc.runtime.Signature;
import org.cnnc.runtime.Target;
import org.cnnc.runtime.TensorInfo;
import org.cnnc.runtime.TrainingProgram;
import org.cnnc.runtime.Weights;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Emits the class that users see: the network with its signature, its factories, and the choice among its programs.
 */
public final class NetworkEmitter {
    /** Parameters that one method describes, to stay far below 8,000 bytes. */
    private static final int PARAMETERS_PER_METHOD = 50;

    private static final int PUBLIC_STATIC = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
    private static final String SIGNATURE_FIELD = "SIGNATURE";
    private static final Type SIGNATURE = Types.type(Signature.class);
    private static final Type LIST = Types.type(List.class);
    private static final Type STRING = Types.type(String.class);
    private static final Type TARGET = Types.type(Target.class);
    private static final Type OBJECT = Types.type(Object.class);
    private static final String ARRAY_LIST = Types.name(ArrayList.class);
    private static final String NETWORK = Types.name(Network.class);

    private final String name;
    private final String file;
    private final Signature signature;
    private final Programs programs;
    private final ClassWriter writer = Classes.writer();

    /**
     * Internal names of a network's programs.
     *
     * @param inference for blocks of samples
     * @param single for single samples
     * @param training empty where the model is not trained
     * @param evaluation what the loss reads; empty where outputs are not measured
     * @param measure the loss; likewise
     * @param preparation makes of the parameters what inference reads; without the targets that read them as they are
     */
    public record Programs(
            Map<Target, String> inference, Map<Target, String> single, Map<Target, String> training,
            Map<Target, String> evaluation, Map<Target, String> measure,
            Map<Target, String> preparation) {}

    private NetworkEmitter(String name, String file, Signature signature, Programs programs) {
        this.name = name;
        this.file = file;
        this.signature = signature;
        this.programs = programs;
    }

    /**
     * The bytes of the class.
     *
     * @param name internal name of the class
     */
    public static byte[] emit(String name, String file, Signature signature, Programs programs) {
        return new NetworkEmitter(name, file, signature, programs).emit();
    }

    private byte[] emit() {
        int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER;
        writer.visit(Classes.VERSION, access, name, null, NETWORK, null);
        writer.visitSource(file, null);
        writer.visitField(
                PUBLIC_STATIC | Opcodes.ACC_FINAL, SIGNATURE_FIELD, SIGNATURE.getDescriptor(), null, null);
        emitConstructor();
        emitFactories();
        emitSignature();
        emitChoice("inference", Types.type(Program.class), programs.inference());
        emitChoice("single", Types.type(Program.class), programs.single());
        if (!programs.preparation().isEmpty()) {
            emitChoice("preparation", Types.type(Program.class), programs.preparation(), code -> {
                code.op(Opcodes.ACONST_NULL);
                code.op(Opcodes.ARETURN);
            });
        }
        if (!programs.training().isEmpty()) {
            emitChoice("training", Types.type(TrainingProgram.class), programs.training());
        }
        if (!programs.evaluation().isEmpty()) {
            emitChoice("evaluation", Types.type(Program.class), programs.evaluation());
            emitChoice("measure", Types.type(Program.class), programs.measure());
        }
        writer.visitEnd();
        return writer.toByteArray();
    }

    private void emitConstructor() {
        String descriptor = Type.getMethodDescriptor(Type.VOID_TYPE, Types.FLOATS);
        Code.method(writer, Opcodes.ACC_PRIVATE, "<init>", descriptor, 0, code -> {
            Code.Local parameters = code.parameter(Types.FLOATS);
            code.self();
            code.load(parameters);
            code.construct(NETWORK, Types.FLOATS);
            code.op(Opcodes.RETURN);
        });
    }

    /** {@code load(Path)} and {@code initialize(long)}. */
    private void emitFactories() {
        factory("load", Types.type(Path.class));
        factory("initialize", Type.LONG_TYPE);
    }

    private void factory(String method, Type parameter) {
        String descriptor = Type.getMethodDescriptor(Type.getObjectType(name), parameter);
        Code.method(writer, PUBLIC_STATIC, method, descriptor, 0, code -> {
            Code.Local argument = code.parameter(parameter);
            code.newObject(name);
            code.getStatic(name, SIGNATURE_FIELD, SIGNATURE);
            code.load(argument);
            code.invokeStatic(Types.name(Weights.class), method, Types.FLOATS, SIGNATURE, parameter);
            code.construct(name, Types.FLOATS);
            code.op(Opcodes.ARETURN);
        });
    }

    private void emitSignature() {
        Code.method(writer, Opcodes.ACC_PUBLIC, "signature", Type.getMethodDescriptor(SIGNATURE), 0, code -> {
            code.getStatic(name, SIGNATURE_FIELD, SIGNATURE);
            code.op(Opcodes.ARETURN);
        });
        List<List<Parameter>> parts = new ArrayList<>();
        List<Parameter> all = signature.parameters();
        for (int i = 0; i < all.size(); i += PARAMETERS_PER_METHOD) {
            parts.add(all.subList(i, Math.min(all.size(), i + PARAMETERS_PER_METHOD)));
        }
        Type arrayList = Types.type(ArrayList.class);
        for (int i = 0; i < parts.size(); i++) {
            List<Parameter> part = parts.get(i);
            int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC;
            Code.method(writer, access, "parameters" + i, Type.getMethodDescriptor(Type.VOID_TYPE, arrayList), 0, code -> {
                Code.Local list = code.parameter(arrayList);
                part.forEach(parameter -> add(code, list, () -> push(code, parameter)));
                code.op(Opcodes.RETURN);
            });
        }
        Code.method(writer, Opcodes.ACC_STATIC, "<clinit>", "()V", 0, code -> {
            Code.Local inputs = list(code);
            signature.inputs().forEach(tensor -> add(code, inputs, () -> push(code, tensor)));
            Code.Local outputs = list(code);
            signature.outputs().forEach(tensor -> add(code, outputs, () -> push(code, tensor)));
            Code.Local parameters = list(code);
            for (int i = 0; i < parts.size(); i++) {
                code.load(parameters);
                code.invokeStatic(name, "parameters" + i, Type.VOID_TYPE, arrayList);
            }
            code.newObject(SIGNATURE.getInternalName());
            code.push(signature.name());
            copy(code, inputs);
            copy(code, outputs);
            copy(code, parameters);
            code.push(signature.parameterFloats());
            code.construct(SIGNATURE.getInternalName(), STRING, LIST, LIST, LIST, Type.INT_TYPE);
            code.putStatic(name, SIGNATURE_FIELD, SIGNATURE);
            code.op(Opcodes.RETURN);
        });
    }

    private static Code.Local list(Code code) {
        code.newObject(ARRAY_LIST);
        code.construct(ARRAY_LIST);
        return code.storeNew(Types.type(ArrayList.class));
    }

    private static void add(Code code, Code.Local list, Runnable element) {
        code.load(list);
        element.run();
        code.invoke(ARRAY_LIST, "add", Type.BOOLEAN_TYPE, OBJECT);
        code.op(Opcodes.POP);
    }

    private static void copy(Code code, Code.Local list) {
        code.load(list);
        code.invokeInterfaceStatic(LIST.getInternalName(), "copyOf", LIST, Types.type(java.util.Collection.class));
    }

    private static void push(Code code, TensorInfo tensor) {
        code.newObject(Types.name(TensorInfo.class));
        code.push(tensor.name());
        Classes.push(code, tensor.shape());
        code.construct(Types.name(TensorInfo.class), STRING, Types.INTS);
    }

    private static void push(Code code, Parameter parameter) {
        code.newObject(Types.name(Parameter.class));
        code.push(parameter.name());
        Classes.push(code, parameter.shape());
        code.push(parameter.offset());
        push(code, parameter.initializer());
        code.construct(
                Types.name(Parameter.class), STRING, Types.INTS, Type.INT_TYPE, Types.type(Initializer.class));
    }

    private static void push(Code code, Initializer initializer) {
        float[] numbers = switch (initializer) {
            case Initializer.Constant(float value) -> new float[] {value};
            case Initializer.Sinusoidal() -> new float[0];
            case Initializer.Normal(float std) -> new float[] {std};
            case Initializer.Uniform(float low, float high) -> new float[] {low, high};
            case Initializer.TruncatedNormal(float std) -> new float[] {std};
            case Initializer.Orthogonal(float gain) -> new float[] {gain};
        };
        String type = Types.name(initializer.getClass());
        code.newObject(type);
        for (float number : numbers) code.push(number);
        Type[] parameters = new Type[numbers.length];
        java.util.Arrays.fill(parameters, Type.FLOAT_TYPE);
        code.construct(type, parameters);
    }

    /** A method that makes the program for a target. */
    private void emitChoice(String method, Type result, Map<Target, String> classes) {
        emitChoice(method, result, classes, code -> {
            code.newObject(Types.name(IllegalArgumentException.class));
            code.push(signature.name() + " was not compiled for this target");
            code.construct(Types.name(IllegalArgumentException.class), STRING);
            code.op(Opcodes.ATHROW);
        });
    }

    private void emitChoice(String method, Type result, Map<Target, String> classes, Consumer<Code> otherwise) {
        Target[] targets = classes.keySet().stream().sorted().toArray(Target[]::new);
        int[] keys = java.util.Arrays.stream(targets).mapToInt(Target::bits).toArray();
        Code.method(writer, Opcodes.ACC_PROTECTED, method, Type.getMethodDescriptor(result, TARGET), 0, code -> {
            Code.Local target = code.parameter(TARGET);
            code.load(target);
            code.invoke(TARGET.getInternalName(), "bits", Type.INT_TYPE);
            code.choose(
                    keys,
                    i -> {
                        code.newObject(classes.get(targets[i]));
                        code.construct(classes.get(targets[i]));
                        code.op(Opcodes.ARETURN);
                    },
                    () -> otherwise.accept(code));
        });
    }
}
