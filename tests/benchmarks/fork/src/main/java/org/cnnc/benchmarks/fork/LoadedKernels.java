package org.cnnc.benchmarks.fork;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Random;
import org.cnnc.runtime.Frame;
import org.cnnc.runtime.Network;
import org.cnnc.runtime.Program;
import org.cnnc.runtime.TrainingProgram;

/**
 * Kernels of a compiled program, on numbers that do not matter: {@code program=CLASS} and {@code kernels=NAME/UNITS,…},
 * the units of a kernel that is cut into pieces for threads, 0 of any other.
 */
final class LoadedKernels {
    private final Frame frame;
    private final String[] names;
    private final MethodHandle[] kernels;
    private final int block;

    LoadedKernels(Settings settings) {
        Network network = Deployed.network(settings);
        Program program = program(settings.text("program"));
        frame = new Frame(program.plan());
        Random random = new Random(1);
        frame.parameters = network.parameters();
        frame.prepared = new float[program.plan().prepared()];
        fill(frame.arena, random);
        if (program instanceof TrainingProgram) {
            TrainingProgram training = (TrainingProgram) program;
            int extra = training.trainingPlan().phases().extraFloats();
            frame.gradients = new float[frame.parameters.length + extra];
            frame.sums = new float[training.trainingPlan().phases().sumFloats()];
        }
        names = settings.text("kernels").split(",");
        kernels = new MethodHandle[names.length];
        for (int i = 0; i < names.length; i++) kernels[i] = kernel(program.getClass(), names[i]);
        block = program.plan().block();
    }

    /** Samples of a run. */
    int block() {
        return block;
    }

    int count() {
        return kernels.length;
    }

    String name(int index) {
        return names[index].substring(0, names[index].indexOf('/'));
    }

    /** Runs a kernel for a block of samples. */
    void run(int index) {
        try {
            kernels[index].invokeExact(frame);
        } catch (Throwable e) {
            throw new IllegalStateException("kernel " + name(index) + " failed", e);
        }
    }

    private static void fill(float[] values, Random random) {
        for (int i = 0; i < values.length; i++) values[i] = random.nextFloat() - 0.5f;
    }

    private static Program program(String name) {
        try {
            Constructor<?> constructor = Deployed.type(name).getDeclaredConstructor();
            constructor.setAccessible(true);
            return (Program) constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no program " + name + " on the class path", e);
        }
    }

    /** A handle that takes a frame. */
    private static MethodHandle kernel(Class<?> program, String name) {
        int slash = name.indexOf('/');
        int units = Integer.parseInt(name.substring(slash + 1));
        Class<?>[] parameters = units == 0 ? new Class<?>[] {Frame.class} : new Class<?>[] {Frame.class, int.class, int.class};
        try {
            Method method = program.getDeclaredMethod(name.substring(0, slash), parameters);
            method.setAccessible(true);
            MethodHandle handle = MethodHandles.lookup().unreflect(method);
            return units == 0 ? handle : MethodHandles.insertArguments(handle, 1, 0, units);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no kernel " + name + " in " + program, e);
        }
    }
}
