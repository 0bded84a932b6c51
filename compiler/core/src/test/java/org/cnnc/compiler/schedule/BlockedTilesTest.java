package org.cnnc.compiler.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.cnnc.compiler.codegen.ProgramEmitter;
import org.cnnc.compiler.codegen.TileMethods;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.kernel.Space;
import org.cnnc.runtime.Frame;
import org.cnnc.runtime.Plan;
import org.cnnc.runtime.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Convolutions over blocks of 16 channels, {@code [C/16][H][W][16]}, with weights {@code [K/16][C/16][k][k][16][16]}. */
class BlockedTilesTest {
    /** A convolution with a ReLU over an input that has its margin; see the offsets for where all stands. */
    private record Layer(int channels, int filters, int size, int kernel, int stride, int input, int weights, int output) {
        int pitch() {
            return (size - 1) * stride + kernel;
        }

        int inputFloats() {
            return channels * pitch() * pitch();
        }

        int weightFloats() {
            return filters * channels * kernel * kernel;
        }

        int outputFloats() {
            return filters * size * size;
        }

        Nest nest(String name) {
            int area = kernel * kernel * 256;
            Affine pixel = affine(input, Map.of(
                    "co", pitch() * pitch() * 16, "y", stride * pitch() * 16, "kh", pitch() * 16, "x", stride * 16, "kw", 16,
                    "ci", 1));
            Affine weight = affine(weights, Map.of(
                    "ko", channels / 16 * area, "co", area, "kh", kernel * 256, "kw", 256, "ci", 16, "ki", 1));
            Affine store = affine(output, Map.of("ko", size * size * 16, "y", size * 16, "x", 16, "ki", 1));
            Expr body = Expr.multiply(load(Space.ARENA, pixel), load(Space.PARAMETERS, weight));
            return new Nest(
                    name, 0,
                    List.of(new Axis("ko", filters / 16), new Axis("y", size), new Axis("x", size), new Axis("ki", 16)),
                    Optional.of(new Reduction(
                            List.of(new Axis("co", channels / 16), new Axis("kh", kernel), new Axis("kw", kernel),
                                    new Axis("ci", 16)),
                            Reduction.Combine.SUM, body)),
                    new Expr.Binary(Expr.BinaryOp.MAX, Expr.accumulator(), Expr.constant(0)),
                    new Access.Address(Space.ARENA, store));
        }

        double expected(Frame frame, int k, int y, int x) {
            double sum = 0;
            for (int c = 0; c < channels; c++) {
                for (int i = 0; i < kernel; i++) {
                    for (int j = 0; j < kernel; j++) {
                        int row = (c / 16 * pitch() + y * stride + i) * pitch() + x * stride + j;
                        int tap = ((k / 16 * (channels / 16) + c / 16) * kernel + i) * kernel + j;
                        sum += (double) frame.arena[input + row * 16 + c % 16]
                                * frame.parameters[weights + tap * 256 + c % 16 * 16 + k % 16];
                    }
                }
            }
            return Math.max(sum, 0);
        }
    }

    private static Affine affine(int constant, Map<String, Integer> strides) {
        return new Affine(new TreeMap<>(strides), constant);
    }

    private static Expr load(Space space, Affine offset) {
        return new Expr.Load(new Access.Address(space, offset));
    }

    /** Layers with the given channels, filters, sizes, kernels and strides, one behind the other in memory. */
    private static List<Layer> layers(int[]... shapes) {
        List<Layer> layers = new ArrayList<>();
        int arena = 0;
        int parameters = 0;
        for (int[] s : shapes) {
            Layer sized = new Layer(s[0], s[1], s[2], s[3], s[4], 0, 0, 0);
            int output = arena + sized.inputFloats();
            layers.add(new Layer(s[0], s[1], s[2], s[3], s[4], arena, parameters, output));
            arena = output + sized.outputFloats();
            parameters += sized.weightFloats();
        }
        return layers;
    }

    private static byte[] emit(List<Layer> layers, Target target) {
        List<Kernel> kernels = new ArrayList<>();
        for (Layer layer : layers) {
            kernels.add(Scheduler.kernel(new Program.Step(layer.nest("layer" + kernels.size())), target));
        }
        int arena = layers.getLast().output() + layers.getLast().outputFloats();
        int[] none = {};
        Plan plan = new Plan(1, arena, 0, none, none, none, none, 512, 0);
        return ProgramEmitter.emit(new Schedule("m", "m.cnn", target, kernels, plan, List.of(), Optional.empty()), "Blocked");
    }

    @ParameterizedTest
    @EnumSource(value = Target.class, mode = EnumSource.Mode.EXCLUDE, names = "PLAIN")
    void agreeWithTheSum(Target target) throws ReflectiveOperationException {
        List<Layer> layers = layers(
                new int[] {32, 64, 14, 3, 1}, new int[] {64, 32, 7, 3, 1}, new int[] {32, 48, 13, 3, 2},
                new int[] {64, 96, 7, 1, 1}, new int[] {16, 16, 9, 5, 1});
        Frame frame = run(emit(layers, target), layers.getLast());
        for (Layer layer : layers) {
            for (int k = 0; k < layer.filters(); k++) {
                for (int y = 0; y < layer.size(); y++) {
                    for (int x = 0; x < layer.size(); x++) {
                        int at = ((k / 16 * layer.size() + y) * layer.size() + x) * 16 + k % 16;
                        assertThat((double) frame.arena[layer.output() + at])
                                .as("%s at %d, %d, %d on %s", layer, k, y, x, target)
                                .isCloseTo(layer.expected(frame, k, y, x), within(1e-4));
                    }
                }
            }
        }
    }

    private static Frame run(byte[] bytes, Layer last) throws ReflectiveOperationException {
        ClassLoader loader = new ClassLoader(BlockedTilesTest.class.getClassLoader()) {
            @Override
            protected Class<?> findClass(String name) {
                return defineClass(name, bytes, 0, bytes.length);
            }
        };
        var constructor = loader.loadClass("Blocked").getDeclaredConstructor();
        constructor.setAccessible(true);
        org.cnnc.runtime.Program program = (org.cnnc.runtime.Program) constructor.newInstance();
        Frame frame = new Frame(program.plan());
        frame.parameters = new float[last.weights() + last.weightFloats()];
        Random random = new Random(1);
        for (int i = 0; i < frame.arena.length; i++) frame.arena[i] = random.nextFloat() - 0.5f;
        for (int i = 0; i < frame.parameters.length; i++) frame.parameters[i] = random.nextFloat() - 0.5f;
        program.run(frame);
        return frame;
    }

    /** Rows of 14, 28 and 56 pixels over 64 to 256 channels: one tile fits all, and is one method. */
    @Test
    void layersOfOneTileShareItsMethod() {
        List<Layer> layers = layers(
                new int[] {64, 64, 56, 3, 1}, new int[] {128, 128, 28, 3, 1}, new int[] {256, 256, 14, 3, 1},
                new int[] {64, 128, 28, 3, 1});
        assertThat(TileMethods.of(emit(layers, Target.V512))).hasSize(1);
    }

    @Test
    void layersOfOtherKernelsDoNot() {
        List<Layer> layers = layers(new int[] {64, 64, 28, 3, 1}, new int[] {64, 64, 28, 3, 2}, new int[] {64, 64, 28, 5, 1});
        assertThat(TileMethods.of(emit(layers, Target.V512))).hasSize(3);
    }
}
