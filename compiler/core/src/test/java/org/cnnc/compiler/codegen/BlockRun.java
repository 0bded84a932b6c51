package org.cnnc.compiler.codegen;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cnnc.compiler.autodiff.Folding;
import org.cnnc.compiler.autodiff.TrainingGraph;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.op.Value;
import org.cnnc.compiler.schedule.InferenceSchedules;
import org.cnnc.compiler.schedule.Schedule;
import org.cnnc.compiler.schedule.Scheduler;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.runtime.Frame;
import org.cnnc.runtime.Parameter;
import org.cnnc.runtime.PhasePlan;
import org.cnnc.runtime.Plan;
import org.cnnc.runtime.Program;
import org.cnnc.runtime.Target;
import org.cnnc.runtime.TrainingPlan;
import org.cnnc.runtime.TrainingProgram;

/** Compiles a graph, runs samples through the bytecode, for training one block of them, and gives the results as tensors. */
public final class BlockRun {
    private BlockRun() {}

    /** The outputs by name. */
    public static Map<String, Tensor> infer(TypedGraph graph, Map<Value, Tensor> given, Target target) {
        InferenceSchedules schedules = InferenceSchedules.of(Folding.fold(graph), target);
        return infer(graph, given, schedules, schedules.blocks());
    }

    /** The outputs of one sample by the program for single samples. */
    public static Map<String, Tensor> inferSingle(TypedGraph graph, Map<Value, Tensor> given, Target target) {
        InferenceSchedules schedules = InferenceSchedules.of(Folding.fold(graph), target);
        return infer(graph, given, schedules, schedules.single());
    }

    private static Map<String, Tensor> infer(
            TypedGraph graph, Map<Value, Tensor> given, InferenceSchedules schedules, Schedule schedule) {
        Program program = load(schedule);
        Plan plan = program.plan();
        Frame frame = new Frame(plan);
        frame.parameters = parameters(graph.parameters(), graph.parameterValues(), given);
        frame.prepared = new float[plan.prepared()];
        schedules.preparation().ifPresent(preparation -> {
            Program prepares = load(preparation);
            Frame preparing = new Frame(prepares.plan());
            preparing.parameters = frame.parameters;
            preparing.prepared = frame.prepared;
            prepares.run(preparing);
        });
        int samples = given.get(graph.inputs().getFirst()).samples();
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        graph.outputs().forEach((name, value) -> outputs.put(name, Tensor.zeros(value.type(), samples)));
        for (int first = 0; first < samples; first += plan.block()) {
            int count = Math.min(plan.block(), samples - first);
            for (int in = 0; in < graph.inputs().size(); in++) {
                Tensor input = given.get(graph.inputs().get(in));
                int size = input.sampleSize();
                for (int k = 0; k < count * size; k++) {
                    frame.io[plan.inputs()[in] + k] = (float) input.data()[first * size + k];
                }
            }
            program.run(frame);
            int out = 0;
            for (Tensor output : outputs.values()) {
                int start = plan.outputs()[out++];
                int size = output.sampleSize();
                for (int k = 0; k < count * size; k++) output.data()[first * size + k] = frame.io[start + k];
            }
        }
        return outputs;
    }

    /** What is given of the samples of a block, or of all, if they are fewer. */
    public static Map<Value, Tensor> firstBlock(TrainingGraph graph, Map<Value, Tensor> given, Target target) {
        int block = Scheduler.training(graph, target).plan().block();
        Map<Value, Tensor> first = new HashMap<>();
        given.forEach((value, tensor) -> {
            int samples = value.type().batched() ? Math.min(block, tensor.samples()) : tensor.samples();
            first.put(value, Tensor.fill(tensor.type(), samples, i -> tensor.data()[i]));
        });
        return first;
    }

    /** The loss, the gradient of each parameter, and what state becomes: a batch of one block. */
    public static Map<Value, Tensor> train(TrainingGraph graph, Map<Value, Tensor> given, long randomKey, Target target) {
        Schedule schedule = Scheduler.training(graph, target);
        TrainingProgram program = (TrainingProgram) load(schedule);
        Plan plan = program.plan();
        TrainingPlan training = program.trainingPlan();
        Frame frame = new Frame(plan);
        frame.parameters = parameters(graph.parameters(), graph.parameterValues(), given);
        PhasePlan phases = training.phases();
        frame.gradients = new float[frame.parameters.length + phases.extraFloats()];
        frame.sums = new float[phases.sumFloats()];
        frame.randomKey = randomKey;
        frame.stepKey = randomKey;
        fill(frame, plan, graph.inputs(), given);
        copy(given.get(graph.target()), frame.io, training.target());
        copy(given.get(graph.sampleWeight()), frame.io, training.sampleWeights());
        for (int phase = 0; phase < phases.phases(); phase++) {
            program.run(frame, phase);
            int[] sums = phases.sums()[phase];
            for (int r = 0; r < sums.length; r += 3) {
                System.arraycopy(frame.gradients, sums[r], frame.sums, sums[r + 2], sums[r + 1] - sums[r]);
            }
        }
        program.finish(frame);
        Map<Value, Tensor> results = new HashMap<>();
        int samples = given.get(graph.target()).samples();
        results.put(
                graph.loss(), Tensor.fill(graph.loss().type(), samples, at -> frame.io[training.losses() + at]));
        for (int p = 0; p < graph.parameters().size(); p++) {
            int offset = graph.parameters().get(p).offset();
            Value value = graph.parameterValues().get(p);
            float[] from = value.kind() == Value.Kind.STATE ? frame.parameters : frame.gradients;
            results.put(value, Tensor.fill(value.type(), 1, at -> from[offset + at]));
        }
        return results;
    }

    static Program load(Schedule schedule) {
        byte[] bytes = ProgramEmitter.emit(schedule, "Generated");
        ClassLoader loader = new ClassLoader(BlockRun.class.getClassLoader()) {
            @Override
            protected Class<?> findClass(String name) {
                return defineClass(name, bytes, 0, bytes.length);
            }
        };
        try {
            var constructor = loader.loadClass("Generated").getDeclaredConstructor();
            constructor.setAccessible(true);
            return (Program) constructor.newInstance();
        } catch (ReflectiveOperationException failure) {
            throw new AssertionError(failure);
        }
    }

    private static float[] parameters(List<Parameter> parameters, List<Value> values, Map<Value, Tensor> given) {
        float[] flat = new float[Scheduler.parameterFloats(parameters)];
        for (int p = 0; p < parameters.size(); p++) copy(given.get(values.get(p)), flat, parameters.get(p).offset());
        return flat;
    }

    private static void fill(Frame frame, Plan plan, List<Value> inputs, Map<Value, Tensor> given) {
        for (int i = 0; i < inputs.size(); i++) copy(given.get(inputs.get(i)), frame.io, plan.inputs()[i]);
    }

    private static void copy(Tensor tensor, float[] to, int offset) {
        for (int i = 0; i < tensor.data().length; i++) to[offset + i] = (float) tensor.data()[i];
    }
}
