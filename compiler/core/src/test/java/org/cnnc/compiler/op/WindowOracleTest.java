package org.cnnc.compiler.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.cnnc.compiler.graph.TestNetwork;
import org.cnnc.compiler.reference.Interpreter;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Convolution and pooling against their textbook sums, written out for three spatial axes with an index per
 * axis; fewer axes are leading axes of extent 1.
 */
class WindowOracleTest {
    private static final Evaluation EVALUATION = new Evaluation(TestNetwork.SAMPLES, 0);

    static Stream<Sample> samples() {
        return Stream.of(Conv.KIND, Depthwise.KIND, ConvTranspose.KIND, MaxPool.KIND, AvgPool.KIND, AdaptiveAvgPool.KIND).flatMap(kind -> kind.samples().stream());
    }

    /** One number an axis, from the arguments as given. */
    private record Volume(int[] kernel, int[] stride, int[] dilation, int[] before, int[] after, boolean ceil) {
        static Volume of(Shape in, Extent kernel, Extent stride, Extent dilation, WindowPadding pad, boolean ceil) {
            int rank = in.spatialRank();
            int[] before = new int[rank];
            int[] after = new int[rank];
            for (int a = 0; a < rank; a++) {
                int reach = dilation.sizes(rank)[a] * (kernel.sizes(rank)[a] - 1) + 1;
                if (pad instanceof SamePadding) {
                    int outputs = (int) Math.ceil(in.spatial()[a] / (double) stride.sizes(rank)[a]);
                    int total = Math.max((outputs - 1) * stride.sizes(rank)[a] + reach - in.spatial()[a], 0);
                    before[a] = total / 2;
                    after[a] = total - before[a];
                } else {
                    before[a] = ((Padding) pad).before(rank)[a];
                    after[a] = ((Padding) pad).after(rank)[a];
                }
            }
            return new Volume(
                    leading(1, kernel.sizes(rank)), leading(1, stride.sizes(rank)), leading(1, dilation.sizes(rank)),
                    leading(0, before), leading(0, after), ceil);
        }

        int output(int axis, int input) {
            int padded = before[axis] + input + after[axis];
            double steps = (padded - dilation[axis] * (kernel[axis] - 1) - 1.0) / stride[axis];
            if (!ceil) return (int) Math.floor(steps) + 1;
            int output = (int) Math.ceil(steps) + 1;
            return (output - 1) * stride[axis] < before[axis] + input ? output : output - 1;
        }

        /** Whether a position lies beyond the padding. */
        boolean beyond(int axis, int input, int at) {
            return at < -before[axis] || at >= input + after[axis];
        }

        int input(int axis, int output, int tap) {
            return output * stride[axis] - before[axis] + tap * dilation[axis];
        }
    }

    private static int[] leading(int filler, int[] sizes) {
        int[] three = new int[3];
        Arrays.fill(three, filler);
        System.arraycopy(sizes, 0, three, 3 - sizes.length, sizes.length);
        return three;
    }

    /** The same elements under a shape whose last three axes are spatial; {@code first} axes stand before them. */
    private static Tensor volume(Tensor tensor, int first) {
        int[] extents = tensor.shape().extents();
        int[] all = Arrays.copyOf(extents, first + 3);
        System.arraycopy(leading(1, Arrays.copyOfRange(extents, first, extents.length)), 0, all, first, 3);
        return new Tensor(new TensorType(Shape.of(all), tensor.type().batched()), tensor.samples(), tensor.data());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void agreesWithTheTextbookSum(Sample sample) {
        TestNetwork network = new TestNetwork();
        Value x = network.input(sample.inputs().getFirst());
        Layer layer = SampleLayers.layer(sample.layer());
        Value[] inputs = network.withParameters(layer, x);
        Value y = network.apply(layer, inputs);
        Tensor actual = Interpreter.run(network.nodes(), network.given(), EVALUATION).get(y);
        List<Tensor> given = Arrays.stream(inputs).map(network.given()::get).toList();
        Shape shape = x.type().shape();
        Tensor in = volume(given.getFirst(), 1);
        Tensor expected = switch (layer) {
            case Conv conv -> convolve(
                    conv.filters(), conv.groups(),
                    Volume.of(shape, conv.kernel(), conv.stride(), conv.dilation(), conv.pad(), false), in,
                    volume(given.get(1), 2), conv.bias() ? given.get(2) : null, conv.padMode());
            case Depthwise conv -> convolve(
                    in.shape().channels() * conv.multiplier(), in.shape().channels(),
                    Volume.of(shape, conv.kernel(), conv.stride(), conv.dilation(), conv.pad(), false), in,
                    volume(given.get(1), 2), conv.bias() ? given.get(2) : null, conv.padMode());
            case ConvTranspose conv -> transposed(
                    conv, shape.spatialRank(), Volume.of(shape, conv.kernel(), conv.stride(), conv.dilation(), conv.pad(), false), in,
                    volume(given.get(1), 2), conv.bias() ? given.get(2) : null);
            case MaxPool pool -> pool(
                    Volume.of(
                            shape, pool.kernel(), pool.stride().orElse(pool.kernel()), pool.dilation(), pool.pad(),
                            pool.rounding() == Rounding.CEIL),
                    in, true, false);
            case AvgPool pool -> pool(
                    Volume.of(
                            shape, pool.kernel(), pool.stride().orElse(pool.kernel()), Extent.of(1), pool.pad(),
                            pool.rounding() == Rounding.CEIL),
                    in, false, pool.countPad());
            case AdaptiveAvgPool pool -> adaptive(leading(1, pool.output().sizes(shape.spatialRank())), in);
            default -> throw new AssertionError(layer);
        };
        assertThat(actual.data().length).isEqualTo(expected.data().length);
        assertThat(leading(1, actual.shape().spatial())).isEqualTo(expected.shape().spatial());
        for (int i = 0; i < expected.data().length; i++) {
            assertThat(actual.data()[i]).as("element %d", i).isCloseTo(expected.data()[i], within(1e-12));
        }
    }

    private static Tensor convolve(
            int filters, int groups, Volume v, Tensor x, Tensor weight, Tensor bias, PadMode mode) {
        Tensor y = result(filters, v, x);
        int groupChannels = x.shape().channels() / groups;
        int groupFilters = filters / groups;
        forEach(y, (n, f, o) -> {
            double sum = bias == null ? 0 : bias.get(0, f);
            for (int c = 0; c < groupChannels; c++) {
                int channel = f / groupFilters * groupChannels + c;
                for (int a = 0; a < v.kernel[0]; a++) {
                    for (int b = 0; b < v.kernel[1]; b++) {
                        for (int d = 0; d < v.kernel[2]; d++) {
                            sum += weight.get(0, f, c, a, b, d)
                                    * padded(x, mode, n, channel, v.input(0, o[0], a), v.input(1, o[1], b), v.input(2, o[2], d));
                        }
                    }
                }
            }
            y.set(sum, n, f, o[0], o[1], o[2]);
        });
        return y;
    }

    /** Each element of the input adds its kernel to the result; PyTorch's size formula. */
    private static Tensor transposed(ConvTranspose conv, int rank, Volume v, Tensor x, Tensor weight, Tensor bias) {
        int[] more = leading(0, conv.outputPad().sizes(rank));
        int[] in = x.shape().spatial();
        int[] out = new int[3];
        for (int a = 0; a < 3; a++) {
            out[a] = (in[a] - 1) * v.stride[a] - v.before[a] - v.after[a] + v.dilation[a] * (v.kernel[a] - 1) + more[a] + 1;
        }
        Tensor y = Tensor.zeros(TensorType.perSample(Shape.of(conv.filters(), out[0], out[1], out[2])), x.samples());
        forEach(y, (n, f, o) -> y.set(bias == null ? 0 : bias.get(0, f), n, f, o[0], o[1], o[2]));
        int groupChannels = x.shape().channels() / conv.groups();
        int groupFilters = conv.filters() / conv.groups();
        forEach(x, (n, c, i) -> {
            for (int f = 0; f < groupFilters; f++) {
                int filter = c / groupChannels * groupFilters + f;
                for (int a = 0; a < v.kernel[0]; a++) {
                    for (int b = 0; b < v.kernel[1]; b++) {
                        for (int d = 0; d < v.kernel[2]; d++) {
                            int[] o = {v.input(0, i[0], a), v.input(1, i[1], b), v.input(2, i[2], d)};
                            double before = y.getOr(Double.NaN, n, filter, o[0], o[1], o[2]);
                            if (Double.isNaN(before)) continue;
                            double product = x.get(n, c, i[0], i[1], i[2]) * weight.get(0, c, f, a, b, d);
                            y.set(before + product, n, filter, o[0], o[1], o[2]);
                        }
                    }
                }
            }
        });
        return y;
    }

    private static Tensor pool(Volume v, Tensor x, boolean maximum, boolean countPad) {
        Tensor y = result(x.shape().channels(), v, x);
        int[] in = x.shape().spatial();
        forEach(y, (n, c, o) -> {
            double max = Double.NEGATIVE_INFINITY;
            double sum = 0;
            int cells = 0;
            for (int a = 0; a < v.kernel[0]; a++) {
                for (int b = 0; b < v.kernel[1]; b++) {
                    for (int d = 0; d < v.kernel[2]; d++) {
                        int[] at = {v.input(0, o[0], a), v.input(1, o[1], b), v.input(2, o[2], d)};
                        if (v.beyond(0, in[0], at[0]) || v.beyond(1, in[1], at[1]) || v.beyond(2, in[2], at[2])) continue;
                        double tap = x.getOr(Double.NaN, n, c, at[0], at[1], at[2]);
                        if (!Double.isNaN(tap)) max = Math.max(max, tap);
                        if (!Double.isNaN(tap)) sum += tap;
                        if (countPad || !Double.isNaN(tap)) cells++;
                    }
                }
            }
            y.set(maximum ? max : sum / cells, n, c, o[0], o[1], o[2]);
        });
        return y;
    }

    /** PyTorch's window of output o: from floor(o * in / out) to ceil((o + 1) * in / out). */
    private static Tensor adaptive(int[] out, Tensor x) {
        int[] in = x.shape().spatial();
        Tensor y = Tensor.zeros(TensorType.perSample(Shape.of(x.shape().channels(), out[0], out[1], out[2])), x.samples());
        forEach(y, (n, c, o) -> {
            double sum = 0;
            int cells = 0;
            int[] start = new int[3];
            int[] end = new int[3];
            for (int a = 0; a < 3; a++) {
                start[a] = (int) Math.floor(o[a] * in[a] / (double) out[a]);
                end[a] = (int) Math.ceil((o[a] + 1) * in[a] / (double) out[a]);
            }
            for (int a = start[0]; a < end[0]; a++) {
                for (int b = start[1]; b < end[1]; b++) {
                    for (int d = start[2]; d < end[2]; d++, cells++) sum += x.get(n, c, a, b, d);
                }
            }
            y.set(sum / cells, n, c, o[0], o[1], o[2]);
        });
        return y;
    }

    private static double padded(Tensor x, PadMode mode, int sample, int channel, int... at) {
        int[] in = x.shape().spatial();
        for (int a = 0; a < 3; a++) {
            at[a] = switch (mode) {
                case ZEROS -> at[a];
                case REPLICATE -> Math.max(0, Math.min(at[a], in[a] - 1));
                case REFLECT -> in[a] - 1 - Math.abs(in[a] - 1 - Math.abs(at[a]));
                case CIRCULAR -> (at[a] + in[a]) % in[a];
            };
        }
        return x.getOr(0, sample, channel, at[0], at[1], at[2]);
    }

    private static Tensor result(int channels, Volume v, Tensor x) {
        int[] in = x.shape().spatial();
        Shape shape = Shape.of(channels, v.output(0, in[0]), v.output(1, in[1]), v.output(2, in[2]));
        return Tensor.zeros(TensorType.perSample(shape), x.samples());
    }

    private interface Element {
        void at(int sample, int channel, int[] position);
    }

    private static void forEach(Tensor y, Element element) {
        int[] out = y.shape().spatial();
        for (int n = 0; n < y.samples(); n++) {
            for (int c = 0; c < y.shape().channels(); c++) {
                for (int i = 0; i < out[0] * out[1] * out[2]; i++) {
                    element.at(n, c, new int[] {i / (out[1] * out[2]), i / out[2] % out[1], i % out[2]});
                }
            }
        }
    }
}
