package org.cnnc.compiler.link;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.cnnc.compiler.autodiff.Autodiff;
import org.cnnc.compiler.autodiff.Folding;
import org.cnnc.compiler.autodiff.Inference;
import org.cnnc.compiler.autodiff.Measurement;
import org.cnnc.compiler.autodiff.TrainingGraph;
import org.cnnc.compiler.codegen.NetworkEmitter;
import org.cnnc.compiler.codegen.ProgramEmitter;
import org.cnnc.compiler.graph.TrainSpec;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.loss.Loss;
import org.cnnc.compiler.op.Value;
import org.cnnc.compiler.schedule.InferenceSchedules;
import org.cnnc.compiler.schedule.Schedule;
import org.cnnc.compiler.schedule.Scheduler;
import org.cnnc.runtime.Network;
import org.cnnc.runtime.Signature;
import org.cnnc.runtime.Target;
import org.cnnc.runtime.TensorInfo;
import org.cnnc.runtime.Weights;

/** A model as class files: the network's class, and one class per program and target. */
public final class CompiledModel {
    private final String className;
    private final Signature signature;
    private final Map<String, byte[]> classes;
    private Class<?> loaded;

    private CompiledModel(String className, Signature signature, Map<String, byte[]> classes) {
        this.className = className;
        this.signature = signature;
        this.classes = classes;
    }

    /**
     * Compiles for every target.
     *
     * @param className binary name of the network's class, such as {@code org.example.LeNet5}
     * @throws ArithmeticException when the network's memory would not fit an array
     */
    public static CompiledModel compile(TypedGraph graph, String className) {
        return compile(graph, className, EnumSet.allOf(Target.class));
    }

    /** Compiles for some targets only, as a JVM does that will run the model itself. */
    public static CompiledModel compile(TypedGraph graph, String className, Set<Target> targets) {
        return compile(graph, className, targets, graph.training().map(TrainSpec::loss));
    }

    /**
     * Compiles for some targets only.
     *
     * @param measure the loss that the outputs are measured by; empty where they are not
     */
    public static CompiledModel compile(
            TypedGraph graph, String className, Set<Target> targets, Optional<Loss> measure) {
        String internalName = className.replace('.', '/');
        Map<String, byte[]> classes = new TreeMap<>();
        Folding.Folded folded = Folding.fold(Inference.inference(graph));
        NetworkEmitter.Programs programs = new NetworkEmitter.Programs(
                new EnumMap<>(Target.class), new EnumMap<>(Target.class), new EnumMap<>(Target.class),
                new EnumMap<>(Target.class), new EnumMap<>(Target.class), new EnumMap<>(Target.class));
        Map<Target, InferenceSchedules> schedules = new EnumMap<>(Target.class);
        for (Target target : targets) {
            InferenceSchedules inference = InferenceSchedules.of(folded, target);
            schedules.put(target, inference);
            String single = add(classes, inference.single(), internalName + "$Single" + suffix(target));
            programs.single().put(target, single);
            programs.inference().put(target, inference.blocks() == inference.single()
                    ? single
                    : add(classes, inference.blocks(), internalName + "$Inference" + suffix(target)));
            inference.preparation().ifPresent(preparation -> programs.preparation().put(target, addPreparation(
                    classes, programs.preparation().values(), preparation, internalName + "$Preparation", target)));
        }
        if (graph.training().isPresent()) {
            TrainingGraph step = Autodiff.autodiff(graph);
            for (Target target : targets) {
                Schedule training = Scheduler.training(step, target);
                programs.training().put(target, add(classes, training, internalName + "$Training" + suffix(target)));
            }
        }
        if (measure.isPresent()) addMeasurement(folded.graph(), measure.get(), schedules, internalName, programs, classes);
        Signature signature = signature(graph);
        classes.put(internalName, NetworkEmitter.emit(internalName, graph.file(), signature, programs));
        Map<String, byte[]> byBinaryName = new TreeMap<>();
        classes.forEach((name, bytes) -> byBinaryName.put(name.replace('/', '.'), bytes));
        return new CompiledModel(className, signature, byBinaryName);
    }

    /** Adds the programs that measure, of the graph for inference with all that is folded into it; where the loss reads the output as it is, the first of them is the inference's. */
    private static void addMeasurement(
            TypedGraph graph, Loss loss, Map<Target, InferenceSchedules> schedules, String name,
            NetworkEmitter.Programs programs, Map<String, byte[]> classes) {
        TypedGraph evaluated = Measurement.evaluation(graph, loss);
        Value prediction = evaluated.outputs().values().iterator().next();
        boolean same = graph.outputs().size() == 1
                && graph.outputs().values().iterator().next().equals(prediction);
        TypedGraph measured = Measurement.measure(graph, loss, prediction.type());
        schedules.forEach((target, inference) -> {
            programs.evaluation().put(target, same
                    ? programs.inference().get(target)
                    : add(classes, inference.blocks(evaluated), name + "$Evaluation" + suffix(target)));
            programs.measure().put(
                    target, add(classes, inference.blocks(measured), name + "$Measure" + suffix(target)));
        });
    }

    /** Adds the class of a target's preparation, unless another target's does the same; gives its name. */
    private static String addPreparation(
            Map<String, byte[]> classes, Collection<String> others, Schedule preparation, String name, Target target) {
        for (String other : others) {
            if (Arrays.equals(classes.get(other), ProgramEmitter.emit(preparation, other))) return other;
        }
        return add(classes, preparation, classes.containsKey(name) ? name + suffix(target) : name);
    }

    /** Adds a program's class, and gives its name. */
    private static String add(Map<String, byte[]> classes, Schedule schedule, String name) {
        classes.put(name, ProgramEmitter.emit(schedule, name));
        return name;
    }

    private static String suffix(Target target) {
        return target == Target.PLAIN ? "Plain" : Integer.toString(target.bits());
    }

    private static Signature signature(TypedGraph graph) {
        List<TensorInfo> inputs = graph.inputs().stream().map(value -> info(value.name(), value)).toList();
        List<TensorInfo> outputs = new ArrayList<>();
        graph.outputs().forEach((name, value) -> outputs.add(info(name, value)));
        return new Signature(
                graph.name(), inputs, outputs, graph.parameters(), Scheduler.parameterFloats(graph.parameters()));
    }

    private static TensorInfo info(String name, Value value) {
        return new TensorInfo(name, value.type().shape().extents());
    }

    /** Binary name of the network's class. */
    public String className() {
        return className;
    }

    /** Inputs, outputs and parameters. */
    public Signature signature() {
        return signature;
    }

    /** Class files by binary name. */
    public Map<String, byte[]> classes() {
        return classes;
    }

    /**
     * Writes the class files.
     *
     * @param target a folder, or a jar where the name ends in {@code .jar}
     */
    public void writeTo(Path target) throws IOException {
        ClassFiles.write(classes, target);
    }

    /** The network in this JVM, its parameters drawn by the seed. */
    public Network initialize(long seed) {
        return instantiate(Weights.initialize(signature, seed));
    }

    /**
     * The network in this JVM with the weights of a file.
     *
     * @throws IOException if the file is missing, damaged or holds the weights of another model
     */
    public Network load(Path weights) throws IOException {
        return instantiate(Weights.load(signature, weights));
    }

    private Network instantiate(float[] parameters) {
        try {
            Constructor<?> constructor = loadedClass().getDeclaredConstructor(float[].class);
            constructor.setAccessible(true);
            return (Network) constructor.newInstance((Object) parameters);
        } catch (ReflectiveOperationException fault) {
            throw new IllegalStateException(className + " has no constructor that takes its parameters", fault);
        }
    }

    private synchronized Class<?> loadedClass() {
        if (loaded == null) loaded = new ModelClassLoader(classes).load(className);
        return loaded;
    }
}
