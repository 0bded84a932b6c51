package org.cnnc.compiler.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.cnnc.compiler.graph.TestNetwork;
import org.cnnc.compiler.loss.BinaryCrossEntropy;
import org.cnnc.compiler.loss.CrossEntropy;
import org.cnnc.compiler.loss.Hinge;
import org.cnnc.compiler.loss.Huber;
import org.cnnc.compiler.loss.L1;
import org.cnnc.compiler.loss.Mse;
import org.cnnc.compiler.loss.Perceptron;
import org.cnnc.compiler.reference.Interpreter;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;
import org.cnnc.runtime.CounterRandom;
import org.junit.jupiter.api.Test;

/** Each op on numbers small enough to be computed by hand from its definition. */
class EvaluationTest {
    private static final double LN3 = Math.log(3);

    private static Tensor sample(Shape shape, double... data) {
        return new Tensor(TensorType.perSample(shape), Math.toIntExact(data.length / shape.elements()), data);
    }

    private static Tensor shared(Shape shape, double... data) {
        return new Tensor(TensorType.shared(shape), 1, data);
    }

    private static void check(Op op, List<Tensor> inputs, double... expected) {
        int samples = inputs.stream().mapToInt(Tensor::samples).max().orElseThrow();
        Tensor result = op.evaluate(inputs, new Evaluation(samples, 0));
        assertThat(result.type()).isEqualTo(op.infer(inputs.stream().map(Tensor::type).toList()));
        assertThat(result.data()).containsExactly(expected, within(1e-12));
    }

    private static void check(String layer, List<Tensor> inputs, double... expected) {
        check(SampleLayers.layer(layer), inputs, expected);
    }

    @Test
    void convolutionDoesNotFlipItsKernel() {
        check("conv 1, 3, bias=false",
                List.of(sample(Shape.of(1, 3), 1, 2, 3), shared(Shape.of(1, 1, 3), 1, 0, -1)), -2);
    }

    @Test
    void convolutionOfAnImage() {
        check("conv 1, 2x2",
                List.of(
                        sample(Shape.of(1, 3, 3), 1, 2, 3, 4, 5, 6, 7, 8, 9),
                        shared(Shape.of(1, 1, 2, 2), 1, 2, 3, 4),
                        shared(Shape.of(1), 10)),
                47, 57, 77, 87);
    }

    @Test
    void groupsSeeTheirOwnChannels() {
        check("conv 2, 1, groups=2, bias=false",
                List.of(sample(Shape.of(2, 2), 1, 2, 3, 4), shared(Shape.of(2, 1, 1), 2, 5)),
                2, 4, 15, 20);
    }

    @Test
    void convolutionOfTwoSamplesWithPaddingAndStride() {
        check("conv 1, 2, pad=1, stride=2, bias=false",
                List.of(sample(Shape.of(1, 3), 1, 2, 3, 10, 20, 30), shared(Shape.of(1, 1, 2), 1, 100)),
                100, 302, 1000, 3020);
    }

    /** Each element lays its multiple of the kernel down, two cells on from the one before; they overlap by one. */
    @Test
    void transposedConvolutionSpreadsItsInput() {
        check("conv_transpose 1, 3, stride=2",
                List.of(sample(Shape.of(1, 2), 1, 10), shared(Shape.of(1, 1, 3), 1, 2, 3), shared(Shape.of(1), 100)),
                101, 102, 113, 120, 130);
        check("conv_transpose 1, 3, stride=2, pad=1, output_pad=1, bias=false",
                List.of(sample(Shape.of(1, 2), 1, 10), shared(Shape.of(1, 1, 3), 1, 2, 3)), 2, 13, 20, 30);
    }

    @Test
    void dense() {
        check("dense 2",
                List.of(
                        sample(Shape.of(2), 5, 6, 1, 0),
                        shared(Shape.of(2, 2), 1, 2, 3, 4),
                        shared(Shape.of(2), 1, -1)),
                18, 38, 2, 2);
    }

    @Test
    void paddingIsNeverTheMaximum() {
        check("maxpool 2, stride=1, pad=1", List.of(sample(Shape.of(1, 3), -1, -2, -3)), -1, -1, -2, -3);
    }

    @Test
    void theFirstOfEqualMaximaGetsTheGradient() {
        MaxPool pool = (MaxPool) SampleLayers.layer("maxpool 2x2");
        Tensor x = sample(Shape.of(1, 2, 4), 0, 5, 7, 1, 5, 5, 7, 7);
        Tensor y = sample(Shape.of(1, 1, 2), 5, 7);
        check(new MaxPoolArgmax(pool), List.of(x, y), 1, 0);
        check(new MaxPoolInputGradient(pool, x.shape()), List.of(sample(y.shape(), 10, 20), sample(y.shape(), 1, 0)),
                0, 10, 20, 0, 0, 0, 0, 0);
    }

    @Test
    void averagePoolingCountsItsPadding() {
        check("avgpool 2, stride=1, pad=1", List.of(sample(Shape.of(1, 2), 2, 4)), 1, 3, 2);
    }

    /** Windows start at -1, 1, 3 and 5; with {@code ceil} the last has one cell of the input and one of padding. */
    @Test
    void averagePoolingDividesByTheCellsThatCount() {
        List<Tensor> x = List.of(sample(Shape.of(1, 6), 3, 6, 9, 12, 15, 18));
        check("avgpool 3, stride=2, pad=1", x, 3, 9, 15);
        check("avgpool 3, stride=2, pad=1, ceil=true", x, 3, 9, 15, 9);
        check("avgpool 3, stride=2, pad=1, ceil=true, count_pad=false", x, 4.5, 9, 15, 18);
        check("maxpool 3, stride=2, pad=1, ceil=true", x, 6, 12, 18, 18);
    }

    /** Windows of 0..2, 1..4 and 3..5. */
    @Test
    void adaptivePoolingsWindowsOverlap() {
        check("adaptive_avgpool 3", List.of(sample(Shape.of(1, 5), 2, 4, 9, 11, 13)), 3, 8, 12);
        check("adaptive_avgpool 3", List.of(sample(Shape.of(1, 2), 2, 4)), 2, 3, 4);
    }

    @Test
    void paddingModes() {
        Tensor weight = shared(Shape.of(1, 1, 1), 1);
        List<Tensor> inputs = List.of(sample(Shape.of(1, 3), 1, 2, 3), weight);
        check("conv 1, 1, pad=2, bias=false", inputs, 0, 0, 1, 2, 3, 0, 0);
        check("conv 1, 1, pad=2, bias=false, pad_mode=replicate", inputs, 1, 1, 1, 2, 3, 3, 3);
        check("conv 1, 1, pad=2, bias=false, pad_mode=reflect", inputs, 3, 2, 1, 2, 3, 2, 1);
        check("conv 1, 1, pad=2, bias=false, pad_mode=circular", inputs, 2, 3, 1, 2, 3, 1, 2);
    }

    /** One cell more than the stride of 2 needs, at the end: windows 0..2 and 2..4 of four cells. */
    @Test
    void samePaddingPutsItsOddCellAtTheEnd() {
        check("conv 1, 3, stride=2, pad=same, bias=false",
                List.of(sample(Shape.of(1, 4), 1, 2, 3, 4), shared(Shape.of(1, 1, 3), 1, 10, 100)), 321, 43);
    }

    /** Windows of two channels begin one before their own: sums of squares 1, 1 + 9, 9 + 16. */
    @Test
    void localResponseNormalisation() {
        List<Tensor> x = List.of(sample(Shape.of(3, 1), 1, 3, 4));
        check("lrn 2, alpha=2, beta=1, k=1", x, 1 / 2.0, 3 / 11.0, 4 / 26.0);
        check("lrn 3, alpha=3, beta=0.5, k=2", x, 1 / Math.sqrt(12), 3 / Math.sqrt(28), 4 / Math.sqrt(27));
    }

    /** Means 5 and 50, deviations 1 and 10; over both channels 27.5 and the root of 556.75. */
    @Test
    void normalisationOfEachSample() {
        List<Tensor> x = List.of(sample(Shape.of(2, 2), 4, 6, 40, 60));
        double all = Math.sqrt((23.5 * 23.5 + 21.5 * 21.5 + 12.5 * 12.5 + 32.5 * 32.5) / 4);
        double[] overAll = {-23.5 / all, -21.5 / all, 12.5 / all, 32.5 / all};
        check("instancenorm eps=1e-12", x, -1, 1, -1, 1);
        check("groupnorm 2, eps=1e-12, affine=false", x, -1, 1, -1, 1);
        check("groupnorm 1, eps=1e-12, affine=false", x, overAll);
        check("layernorm eps=1e-12, affine=false", x, overAll);
        check("instancenorm eps=0.64", List.of(sample(Shape.of(1, 2), -0.6, 0.6)), -0.6, 0.6);
    }

    @Test
    void normalisationsScaleAndShift() {
        Tensor x = sample(Shape.of(2, 2), 4, 6, 40, 60);
        Tensor channels = shared(Shape.of(2), 2, 3);
        Tensor shifts = shared(Shape.of(2), 10, 20);
        check("groupnorm 2, eps=1e-12", List.of(x, channels, shifts), 8, 12, 17, 23);
        Tensor features = sample(Shape.of(2), -0.6, 0.6);
        check("layernorm eps=0.64", List.of(features, channels, shifts), 8.8, 21.8);
        assertThat(SampleLayers.layer("layernorm").parameters(List.of(Shape.of(3, 4, 5))).getFirst().shape())
                .isEqualTo(Shape.of(3, 4, 5));
    }

    @Test
    void globalPoolingsKeepTheRank() {
        Tensor x = sample(Shape.of(2, 1, 3), 1, 2, 6, -1, -2, -6);
        check("global_avgpool", List.of(x), 3, -3);
        check("global_maxpool", List.of(x), 6, -1);
        assertThat(SampleLayers.layer("global_avgpool").shape(List.of(x.shape()))).isEqualTo(Shape.of(2, 1, 1));
    }

    @Test
    void activations() {
        check("relu", List.of(sample(Shape.of(3), -1, 0, 2)), 0, 0, 2);
        check("sigmoid", List.of(sample(Shape.of(3), 0, LN3, -LN3)), 0.5, 0.75, 0.25);
        check("tanh", List.of(sample(Shape.of(2), 0, Math.log(2))), 0, 0.6);
        check("relu6", List.of(sample(Shape.of(4), -1, 0, 2, 7)), 0, 0, 2, 6);
        check("leaky_relu", List.of(sample(Shape.of(3), -1, 0, 2)), -0.01, 0, 2);
        check("leaky_relu 0.25", List.of(sample(Shape.of(2), -1, 3)), -0.25, 3);
    }

    /** PyTorch's own results for these. */
    @Test
    void activationsOfOtherForms() {
        double[] x = {-4, -1, 0, 2};
        Tensor input = sample(Shape.of(4), x);
        check("elu", List.of(input), Math.exp(-4) - 1, Math.exp(-1) - 1, 0, 2);
        check("selu", List.of(sample(Shape.of(2), -1, 1)), -1.1113307378125625, 1.0507009873554805);
        check("gelu", List.of(sample(Shape.of(3), -1, 1, 3)), -0.15865525393145707, 0.8413447460685429, 2.99595030590511);
        check("silu", List.of(sample(Shape.of(2), -LN3, LN3)), -0.25 * LN3, 0.75 * LN3);
        check("hard_sigmoid", List.of(input), 0, 1.0 / 3, 0.5, 5.0 / 6);
        check("hard_swish", List.of(input), 0, -1.0 / 3, 0, 5.0 / 3);
        check("softplus", List.of(sample(Shape.of(3), 0, LN3, 1000)), Math.log(2), Math.log(4), 1000);
        check("sign", List.of(input), -1, -1, 0, 1);
        check("prelu", List.of(input, shared(Shape.of(1), 0.5)), -2, -0.5, 0, 2);
        check("prelu channels=true", List.of(sample(Shape.of(2, 2), -1, 1, -1, -2), shared(Shape.of(2), 0.5, 3)), -0.5, 1, -3, -6);
        check("elu learned", List.of(sample(Shape.of(2), -1, 2), shared(Shape.of(1), 2)), 2 * (Math.exp(-1) - 1), 2);
    }

    @Test
    void gradientsAtKinksAreTheFlatterOnes() {
        check(new PointwiseGradient(new Relu6()), List.of(sample(Shape.of(4), 0, 3, 6, 0), sample(Shape.of(4), 5, 5, 5, 5)), 0, 5, 0, 0);
        check(new PointwiseGradient(new LeakyRelu(0.5)), List.of(sample(Shape.of(3), -1, 0, 1), sample(Shape.of(3), 4, 4, 4)), 2, 2, 4);
    }

    @Test
    void reluHasNoGradientAtItsKink() {
        check(new ReluGradient(), List.of(sample(Shape.of(2), 0, 1), sample(Shape.of(2), 5, 5)), 0, 5);
    }

    @Test
    void softmaxRunsOverTheChannels() {
        check("softmax", List.of(sample(Shape.of(2), 0, LN3, 1000, 1000 + LN3)), 0.25, 0.75, 0.25, 0.75);
        check("softmax", List.of(sample(Shape.of(2, 2), 0, LN3, LN3, 0)), 0.25, 0.75, 0.75, 0.25);
    }

    @Test
    void softmaxRunsOverTheAxisThatIsNamed() {
        check("softmax axis=length", List.of(sample(Shape.of(2, 2), 0, LN3, 5, 5)), 0.25, 0.75, 0.5, 0.5);
        check("log_softmax axis=length", List.of(sample(Shape.of(2, 2), 0, LN3, 5, 5)),
                -Math.log(4), LN3 - Math.log(4), -Math.log(2), -Math.log(2));
        check("log_softmax", List.of(sample(Shape.of(2), 1000, 1000 + LN3)), -Math.log(4), LN3 - Math.log(4));
    }

    /** Queries are 1, keys 0 and ln 3, values 0 and 4: each position sees 3/4 of the second value, causally the first none. */
    @Test
    void attention() {
        List<Tensor> inputs = List.of(
                sample(Shape.of(1, 2), 0, LN3),
                shared(Shape.of(3, 1), 0, 1, 4 / LN3), shared(Shape.of(3), 1, 0, 0),
                shared(Shape.of(1, 1), 2), shared(Shape.of(1), 1));
        check("attention 1", inputs, 7, 7);
        check("attention 1, causal=true", inputs, 1, 7);
    }

    /** Heads of two channels: scores are dot products of both, divided by the root of 2. */
    @Test
    void headsHaveTheirOwnScores() {
        double[] in = new double[12 * 4];
        for (int u = 0; u < 12; u++) in[u * 4 + u % 4] = 1;
        double[] out = new double[16];
        for (int u = 0; u < 4; u++) out[u * 5] = 1;
        double root = Math.sqrt(2);
        double[] x = {1, 0, 0, 1, root * LN3, 0, 0, 0};
        double first = 1 / (1 + Math.exp(-1 / root));
        double second = 1 / (1 + Math.exp(-2 * LN3 * LN3 / root));
        check("attention 2, bias=false",
                List.of(sample(Shape.of(4, 2), x), shared(Shape.of(12, 4), in), shared(Shape.of(4, 4), out)),
                first, 1 - first, 1 - first, first, second * root * LN3, root * LN3 / 2, 0, 0);
    }

    @Test
    void positionsAreAdded() {
        check("positional learned",
                List.of(sample(Shape.of(2, 3), 1, 2, 3, 4, 5, 6), shared(Shape.of(3, 2), 10, 40, 20, 50, 30, 60)),
                11, 22, 33, 44, 55, 66);
    }

    /** What a composite says it is, and what it is made of. */
    @Test
    void compositesAreWhatTheyAreMadeOf() {
        for (LayerKind kind : Layers.all()) {
            for (Sample sample : kind.samples()) {
                if (!(SampleLayers.layer(sample.layer()) instanceof Composite composite)) continue;
                TestNetwork network = new TestNetwork();
                Value[] inputs = network.withParameters(
                        composite, sample.inputs().stream().map(network::input).toArray(Value[]::new));
                Value whole = network.apply(composite, inputs);
                Value expanded = composite.expand(network, List.of(inputs));
                var tensors = Interpreter.run(
                        network.nodes(), network.given(), new Evaluation(TestNetwork.SAMPLES, 0));
                assertThat(tensors.get(expanded).data())
                        .as(sample.layer())
                        .containsExactly(tensors.get(whole).data(), within(1e-12));
            }
        }
    }

    @Test
    void flattenKeepsTheOrder() {
        check("flatten", List.of(sample(Shape.of(2, 1, 2), 1, 2, 3, 4)), 1, 2, 3, 4);
        check(new Unflatten(Shape.of(2, 1, 2)), List.of(sample(Shape.of(4), 1, 2, 3, 4)), 1, 2, 3, 4);
    }

    /** By hand: (x - 1) / sqrt(3.75 + 0.25) * 6 + 10 in the first channel, (x + 2) / sqrt(0.75 + 0.25) - 1 in the second. */
    @Test
    void batchNormalisationByGivenStatistics() {
        check("batchnorm eps=0.25",
                List.of(
                        sample(Shape.of(2, 2), 1, 3, -2, 0, 5, -1, 1, -3),
                        shared(Shape.of(2), 6, 1), shared(Shape.of(2), 10, -1),
                        shared(Shape.of(2), 1, -2), shared(Shape.of(2), 3.75, 0.75)),
                10, 16, -1, 1, 22, 4, 2, -2);
        check("batchnorm eps=0.25, affine=false",
                List.of(sample(Shape.of(1), 1, 7), shared(Shape.of(1), 3), shared(Shape.of(1), 3.75)), -1, 2);
    }

    /** Weights 1/4 and 3/4; the first channel is 1, 3 and 5, 7, the second constant. */
    @Test
    void statisticsOfABatch() {
        Tensor x = sample(Shape.of(2, 2), 1, 3, 2, 2, 5, 7, 2, 2);
        Tensor weights = sample(Shape.of(), 0.25, 0.75);
        Tensor mean = shared(Shape.of(2), 5, 2);
        check(new BatchMean(), List.of(x, weights), 5, 2);
        check(new BatchVariance(), List.of(x, mean, weights), 0.25 * (16 + 4) / 2 + 0.75 * (0 + 4) / 2, 0);
        check(new SquaredWeights(), List.of(weights), 0.625);
    }

    /** Of 4 samples of 3 positions, the unbiased variance is 12/11 of the biased one. */
    @Test
    void runningStatistics() {
        check(new RunningMean(0.25), List.of(shared(Shape.of(2), 4, 0), shared(Shape.of(2), 8, -4)), 5, -1);
        check(new RunningVariance(0.25, 3),
                List.of(shared(Shape.of(2), 4, 0), shared(Shape.of(2), 11, 22), shared(Shape.of(1), 0.25)), 6, 6);
    }

    @Test
    void joins() {
        Tensor a = sample(Shape.of(2), 1, 2);
        Tensor b = sample(Shape.of(2), 30, 40);
        check("add", List.of(a, b, b), 61, 82);
        check("mul", List.of(a, b), 30, 80);
        check("mul", List.of(sample(Shape.of(2, 2), 1, 2, 3, 4), sample(Shape.of(2, 1), 10, 100)), 10, 20, 300, 400);
        check("add", List.of(sample(Shape.of(1, 2), 1, 2), sample(Shape.of(2, 1), 10, 20)), 11, 12, 21, 22);
        check(new BroadcastGradient(Shape.of(2, 1)), List.of(sample(Shape.of(2, 2), 1, 2, 3, 4)), 3, 7);
        check("concat", List.of(a, sample(Shape.of(1), 7)), 1, 2, 7);
        check("concat axis=length",
                List.of(sample(Shape.of(2, 2), 1, 2, 3, 4), sample(Shape.of(2, 1), 5, 6)), 1, 2, 5, 3, 4, 6);
    }

    @Test
    void padAndCropAreEachOthersGradient() {
        Tensor inner = sample(Shape.of(1, 1, 2), 7, 8);
        Tensor outer = sample(Shape.of(1, 3, 3), 0, 0, 0, 0, 7, 8, 0, 0, 0);
        check("pad (1, 1, 1, 0)", List.of(inner), outer.data());
        check("crop (1, 1, 1, 0)", List.of(outer), 7, 8);
        check("crop like=b", List.of(outer, inner), 0, 7);
        check("pad channels=(1, 0)", List.of(inner), 0, 0, 7, 8);
        check(new PadGradient((Pad) SampleLayers.layer("pad (1, 1, 1, 0)"), inner.shape()), List.of(outer), 7, 8);
        check(new CropGradient((Crop) SampleLayers.layer("crop (1, 1, 1, 0)"), outer.shape()), List.of(inner), outer.data());
    }

    @Test
    void reshapeKeepsAndTransposeChangesTheOrder() {
        Tensor x = sample(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
        check("reshape 3x2", List.of(x), 1, 2, 3, 4, 5, 6);
        check("transpose (1, 0)", List.of(x), 1, 4, 2, 5, 3, 6);
        assertThat(SampleLayers.layer("transpose (2, 0, 1)").shape(List.of(Shape.of(3, 4, 5)))).isEqualTo(Shape.of(5, 3, 4));
    }

    /** PyTorch's own results for these, with {@code align_corners=False}. */
    @Test
    void upsampleRepeatsOrInterpolates() {
        check("upsample 2", List.of(sample(Shape.of(1, 2), 1, 2)), 1, 1, 2, 2);
        check("upsample 2, mode=bilinear", List.of(sample(Shape.of(1, 2), 1, 2)), 1, 1.25, 1.75, 2);
        check("upsample 3, mode=bilinear", List.of(sample(Shape.of(1, 2), 0, 3)), 0, 0, 1, 2, 3, 3);
        check("upsample 2, mode=bilinear", List.of(sample(Shape.of(1, 2, 2), 1, 2, 3, 4)),
                1, 1.25, 1.75, 2, 1.5, 1.75, 2.25, 2.5, 2.5, 2.75, 3.25, 3.5, 3, 3.25, 3.75, 4);
    }

    @Test
    void sliceTakesEveryStep() {
        check("slice 1, 4, step=2", List.of(sample(Shape.of(5), 0, 1, 2, 3, 4)), 1, 3);
        check("slice 1, 2, axis=width", List.of(sample(Shape.of(1, 2, 2), 1, 2, 3, 4)), 2, 4);
        Slice slice = (Slice) SampleLayers.layer("slice 1, 6, step=3");
        check(new SliceGradient(slice, Shape.of(7)), List.of(sample(Shape.of(2), 10, 20)), 0, 10, 0, 0, 20, 0, 0);
    }

    @Test
    void biasGradientSumsSamplesAndSpace() {
        check(new BiasGradient(), List.of(sample(Shape.of(2, 2), 1, 2, 3, 4, 10, 20, 30, 40)), 33, 77);
    }

    @Test
    void losses() {
        check(new Mse(), List.of(sample(Shape.of(2), 1, 2, 0, 0), sample(Shape.of(2), 0, 4, 0, 0)), 2.5, 0);
        check(new CrossEntropy(), List.of(sample(Shape.of(2), 0, LN3), sample(Shape.of(2), 0, 1)), Math.log(4.0 / 3));
        check(new CrossEntropy(), List.of(sample(Shape.of(2), 1000, 0), sample(Shape.of(2), 0, 1)), 1000);
    }

    /** PyTorch's formulas by hand. */
    @Test
    void lossesOfErrors() {
        check(new L1(), List.of(sample(Shape.of(2), 1, 2, 0, 0), sample(Shape.of(2), 0, 4, 0, 0)), 1.5, 0);
        check(new Huber(1), List.of(sample(Shape.of(2), 1, 2, 0, 0.5), sample(Shape.of(2), 0, 5, 0, 0)), (0.5 + 2.5) / 2, 0.0625);
        check(new Huber(2), List.of(sample(Shape.of(1), 5), sample(Shape.of(1), 0)), 2 * (5 - 1));
    }

    @Test
    void binaryCrossEntropyIsOfLogits() {
        check(new BinaryCrossEntropy(), List.of(sample(Shape.of(2), LN3, LN3), sample(Shape.of(2), 1, 0)),
                (Math.log(4.0 / 3) + Math.log(4)) / 2);
        check(new BinaryCrossEntropy(), List.of(sample(Shape.of(1), 1000, -1000, -1000), sample(Shape.of(1), 1, 0, 1)), 0, 0, 1000);
        check(new BinaryCrossEntropy(), List.of(sample(Shape.of(1), 0), sample(Shape.of(1), 0.3)), Math.log(2));
    }

    /** The second score lacks 0.5 to be 1 below the true one, the third 1.25 and is above it. */
    @Test
    void hingeIsPyTorchsMultiMarginLoss() {
        check(new Hinge(), List.of(sample(Shape.of(3), 1, 0.5, 1.25, 9, 1, 1), sample(Shape.of(3), 1, 0, 0, 1, 0, 0)),
                (0.5 + 1.25) / 3, 0);
        check(new Hinge(), List.of(sample(Shape.of(1), 0.25, 0.25, 2, 0.25), sample(Shape.of(1), 1, 0, 1, -1)), 0.75, 1.25, 0, 1.25);
    }

    @Test
    void perceptronIsHowFarTheLargestIsAboveTheTrueScore() {
        check(new Perceptron(), List.of(sample(Shape.of(3), 1, 0.5, 3, 9, 1, 1), sample(Shape.of(3), 1, 0, 0, 1, 0, 0)), 2, 0);
        check(new Perceptron(), List.of(sample(Shape.of(1), 0.25, 0.25, -2), sample(Shape.of(1), 1, 0, 1)), 0, 0.25, 2);
    }

    /** Scores that are all equal are a mistake, as in Rosenblatt's rule, which begins with weights of 0. */
    @Test
    void thePerceptronMovesFromZero() {
        Tensor one = sample(Shape.of(), 1);
        check(new Perceptron.Gradient(), List.of(sample(Shape.of(2), 0, 0), sample(Shape.of(2), 1, 0), one), -0.5, 0.5);
        check(new Perceptron.Gradient(), List.of(sample(Shape.of(1), 0), sample(Shape.of(1), 1), one), -1);
        check(new Perceptron.Gradient(), List.of(sample(Shape.of(1), 0), sample(Shape.of(1), 0), one), 1);
        check(new Perceptron.Gradient(), List.of(sample(Shape.of(2), 2, 1), sample(Shape.of(2), 1, 0), one), 0, 0);
    }

    /** PyTorch's smoothed target of classes 0 among two is 0.9, 0.1 by a smoothing of 0.2. */
    @Test
    void labelSmoothingSpreadsTheTarget() {
        check(new CrossEntropy(0.2, List.of()), List.of(sample(Shape.of(2), 0, LN3), sample(Shape.of(2), 1, 0)),
                0.9 * Math.log(4) + 0.1 * Math.log(4.0 / 3));
    }

    /** One position costs ln(4/3), the other ln 4. */
    @Test
    void crossEntropyIsTheMeanOverSpatialPositions() {
        check(new CrossEntropy(),
                List.of(sample(Shape.of(2, 2), 0, LN3, LN3, 0), sample(Shape.of(2, 2), 0, 0, 1, 1)),
                (Math.log(4.0 / 3) + Math.log(4)) / 2);
    }

    @Test
    void dropoutIsTheIdentityInInference() {
        check("dropout 0.9", List.of(sample(Shape.of(3), 1, 2, 3)), 1, 2, 3);
    }

    /** Of 20,000 elements 0.25 +- 5 standard deviations (0.003) are dropped, and the mean stays 1. */
    @Test
    void dropoutMaskKeepsTheMean() {
        double[] mask = mask(new DropoutMask(0.25, 3), 11);
        assertThat(mask).containsOnly(0, 1 / 0.75);
        assertThat(Arrays.stream(mask).average().orElseThrow()).isCloseTo(1, within(0.02));
        assertThat(mask[17]).isEqualTo(CounterRandom.uniform(11, 3, 17) < 0.25f ? 0 : 1 / 0.75);
    }

    @Test
    void dropoutMasksDifferByStreamAndByKey() {
        double[] mask = mask(new DropoutMask(0.5, 0), 11);
        assertThat(mask).isNotEqualTo(mask(new DropoutMask(0.5, 1), 11));
        assertThat(mask).isNotEqualTo(mask(new DropoutMask(0.5, 0), 12));
    }

    @Test
    void dropoutMaskOfTheExtremes() {
        assertThat(mask(new DropoutMask(0, 0), 1)).containsOnly(1);
        assertThat(mask(new DropoutMask(1, 0), 1)).containsOnly(0);
    }

    private static double[] mask(DropoutMask mask, long key) {
        Tensor x = Tensor.zeros(TensorType.perSample(Shape.of(10_000)), 2);
        return mask.evaluate(List.of(x), new Evaluation(2, key)).data();
    }
}
