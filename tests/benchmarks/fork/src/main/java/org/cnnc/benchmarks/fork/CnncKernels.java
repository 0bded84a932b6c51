package org.cnnc.benchmarks.fork;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.cnnc.runtime.Frame;
import org.cnnc.runtime.Network;
import org.cnnc.runtime.Program;
import org.cnnc.runtime.TrainingProgram;

/**
 * Some kernels of a compiled program by themselves, on numbers that do not matter: {@code program=CLASS} and {@code
 * kernels=PATTERN}, which their names match. One run is a block of samples.
 */
public final class CnncKernels implements Subject {
    /** Tiles are what kernels call. */
    private static final Pattern TILE = Pattern.compile(".*_tile\\d+");

    private final Frame frame;
    private final MethodHandle[] kernels;
    private final int block;

    public CnncKernels(Settings settings) {
        Network network = Deployed.network(settings);
        Program program = program(settings.text("program"));
        frame = new Frame(program.plan());
        Random random = new Random(1);
        frame.parameters = network.parameters();
        fill(frame.arena, random);
        if (program instanceof TrainingProgram) {
            TrainingProgram training = (TrainingProgram) program;
            int extra = training.trainingPlan().phases().extraFloats();
            frame.gradients = new float[frame.parameters.length + extra];
            frame.sums = new float[training.trainingPlan().phases().sumFloats()];
        }
        kernels = kernels(program.getClass(), Pattern.compile(settings.text("kernels")));
        block = program.plan().block();
        System.out.println(Fork.MARK + "block " + block);
    }

    /** Samples of a run. */
    public int block() {
        return block;
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

    private static MethodHandle[] kernels(Class<?> program, Pattern pattern) {
        List<MethodHandle> found = new ArrayList<>();
        List<String> names = new ArrayList<>();
        Method[] methods = program.getDeclaredMethods();
        Arrays.sort(methods, Comparator.comparing(Method::getName));
        for (Method method : methods) {
            names.add(method.getName());
            Class<?>[] parameters = method.getParameterTypes();
            if (parameters.length != 1 || parameters[0] != Frame.class) continue;
            if (!pattern.matcher(method.getName()).matches() || TILE.matcher(method.getName()).matches()) continue;
            method.setAccessible(true);
            try {
                found.add(MethodHandles.lookup().unreflect(method));
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("cannot call " + method, e);
            }
        }
        if (found.isEmpty()) throw new IllegalStateException("no kernel matches " + pattern + " among " + names);
        return found.toArray(new MethodHandle[0]);
    }

    @Override
    public void run() {
        try {
            for (MethodHandle kernel : kernels) kernel.invokeExact(frame);
        } catch (Throwable e) {
            throw new IllegalStateException("a kernel failed", e);
        }
    }

    @Override
    public float[] results() {
        return new float[0];
    }

    @Override
    public void close() {}
}
