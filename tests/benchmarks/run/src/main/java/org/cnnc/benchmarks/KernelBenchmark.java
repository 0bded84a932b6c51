package org.cnnc.benchmarks;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.cnnc.benchmarks.fork.CnncKernels;
import org.cnnc.benchmarks.fork.Settings;
import org.cnnc.measure.FmaRoof;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The kernels of one convolution, for JMH with its profilers. The counter {@code flops} is GFLOP/s, {@code roof} the same
 * of the multiply-add units.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-Xmx6g"})
@Warmup(iterations = 20, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 50, time = 30, timeUnit = TimeUnit.MILLISECONDS)
public class KernelBenchmark {
    private static final long ROOF_NANOS = 1_000_000;

    /** Channels, filters, kernel, stride, padding, pixels of a side. */
    @Param("64,64,3,1,1,56")
    private String shape;

    @Param({"FORWARD", "INPUT_GRADIENT", "WEIGHT_GRADIENT"})
    private String direction;

    /** Width of the vectors, or Plain. */
    @Param("512")
    private String target;

    private CnncKernels kernels;
    private FmaRoof roof;
    private long flops;

    /** Floating-point operations, by the time that they take. */
    @AuxCounters
    @State(Scope.Thread)
    public static class Rate {
        public long flops;
    }

    /** Compiles the convolution. */
    @Setup(Level.Trial)
    public void compile() throws IOException {
        int[] numbers = Arrays.stream(shape.split(",")).mapToInt(Integer::parseInt).toArray();
        ConvShape convolution =
                new ConvShape(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
        Path folder = Files.createTempDirectory("cnnc-kernel");
        PreparedModel model = convolution.prepare(new Bench(Options.ofProperties(), folder));
        ClassLoader loader = new URLClassLoader(new URL[] {model.jar().toUri().toURL()}, getClass().getClassLoader());
        Thread.currentThread().setContextClassLoader(loader);
        ConvShape.Direction computed = ConvShape.Direction.valueOf(direction);
        String program = (computed == ConvShape.Direction.FORWARD ? "Single" : "Training") + target;
        kernels = new CnncKernels(new Settings(Map.of(
                "network", model.name(), "weights", model.weights().toString(),
                "program", model.name() + "$" + program,
                "kernels", ProgramKernels.of(model, program).named(computed.kernels()))));
        flops = 2 * convolution.macs() * kernels.block();
        roof = new FmaRoof(1);
    }

    /** The kernels once: a block of samples. */
    @Benchmark
    public void kernel(Rate rate) {
        kernels.run();
        rate.flops += flops;
    }

    /** A window of the roof. */
    @Benchmark
    public void roof(Rate rate) {
        long start = System.nanoTime();
        double gflops = roof.gflops(ROOF_NANOS);
        rate.flops += (long) (gflops * (System.nanoTime() - start));
    }
}
