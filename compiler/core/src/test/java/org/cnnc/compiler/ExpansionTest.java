package org.cnnc.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.cnnc.compiler.Texts.check;
import static org.cnnc.compiler.Texts.codes;
import static org.cnnc.compiler.Texts.model;
import static org.cnnc.compiler.Texts.rendered;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.cnnc.compiler.shape.CheckedModel;
import org.cnnc.compiler.shape.LayerSummary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpansionTest {
    private static CheckedModel good(String text) {
        Checked checked = check(text);
        assertThat(rendered(checked)).isEmpty();
        return checked.models().getFirst();
    }

    private static List<String> paths(String text) {
        return good(text).layers().stream().map(LayerSummary::path).toList();
    }

    private static List<Integer> output(String text) {
        List<LayerSummary> layers = good(text).layers();
        return Arrays.stream(layers.getLast().output().extents()).boxed().toList();
    }

    /** Expected values by hand; a dense layer's units are the expression's value. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "1 + 2 * 3 ^ 2 | 19",
        "2 ^ 3 ^ 2 | 512",
        "(1 + 2) * 3 | 9",
        "7 / 2 * 2 | 7",
        "0.1 * 3 * 10 | 3",
        "1e2 + 1k | 1100",
        "1KB | 1024",
        "17 % 5 | 2",
        "-7 % 5 | 3",
        "-2 ^ 2 + 10 | 6",
        "floor(7 / 2) + ceil(7 / 2) + round(5 / 2) | 10",
        "sqrt(144) | 12",
        "min(3, 4, 5) + max(3, 4, 5) | 8",
        "2 ^ -1 * 8 | 4",
        "if 1 < 2 and not 2 == 3 then 4 else 5 | 4",
        "if false or 3 >= 4 then 4 else if true then 6 else 7 | 6",
    })
    void evaluates(String expression, int expected) {
        assertThat(output(model("4", "dense " + expression))).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "7 / 2 | CNN2014",
        "1 / 0 | CNN2024",
        "1 % (2 - 2) | CNN2024",
        "10 ^ 10 ^ 10 | CNN1011",
        "1e999 | CNN1011",
        "sqrt(-1) | CNN1011",
        "clases + 1 | CNN2015",
        "true + 1 | CNN2003",
        "0 | CNN2013",
        "1e12 | CNN2013",
        "if 3 then 4 else 5 | CNN2003",
        "\"ten\" | CNN2003",
        "floor(1, 2) | CNN2012",
        "in.chanels | CNN2015",
        "in.channels | CNN2005",
    })
    void reportsOnce(String expression, String code) {
        assertThat(codes(check(model("4", "dense " + expression, "dense 3", "relu")))).isEqualTo(code);
    }

    @Test
    void namesLayersAsTheReferenceSays() {
        assertThat(paths(model("3 x 8 x 8", "conv 4, 3, relu", "A: conv 4, 3", "conv 4, 1; tanh", "tanh")))
                .containsExactly("conv1", "conv1.relu", "A", "conv3", "tanh1", "tanh2");
        assertThat(paths("""
                block Basic(filters, stride = 1) {
                    branch main { conv filters, 3, pad=1, stride=stride }
                    branch skip { if stride != 1 or in.channels != filters { conv filters, 1, stride=stride } }
                    add main, skip
                    relu
                }
                block Stage(filters, convs) { repeat convs { conv filters, 3, pad=1 }; maxpool 2 }
                model M {
                    input image: 4 x 16 x 16
                    layer1: repeat 2 { Basic 4 }
                    layer2: repeat i in 1..2 { Basic 4 * 2 ^ i, stride=2 }
                    Basic 16
                    Stage 2, 2
                    stem: { conv 1, 1 }
                    two: repeat 2 { conv 2, 1 }
                }
                """)).containsExactly(
                        "layer1.0.main.conv1", "layer1.0.add1", "layer1.0.relu1",
                        "layer1.1.main.conv1", "layer1.1.add1", "layer1.1.relu1",
                        "layer2.0.main.conv1", "layer2.0.skip.conv1", "layer2.0.add1", "layer2.0.relu1",
                        "layer2.1.main.conv1", "layer2.1.skip.conv1", "layer2.1.add1", "layer2.1.relu1",
                        "basic1.main.conv1", "basic1.add1", "basic1.relu1",
                        "stage1.conv1", "stage1.conv2", "stage1.maxpool1",
                        "stem.conv1", "two.0.conv1", "two.1.conv1");
    }

    @Test
    void defaultsReachIntoBlocksAndLoseToWhatIsGiven() {
        CheckedModel model = good("""
                block B { conv 2, 1; conv 2, 1, bias=true }
                model M {
                    input image: 1 x 4 x 4
                    default conv(bias = false, init = he_normal(fan = out))
                    B
                    stem: {
                        default conv(bias = true)
                        conv 2, 1
                    }
                    conv 2, 1, init = xavier_normal
                }
                """);
        assertThat(model.graph().parameters().stream().map(parameter -> parameter.name())).containsExactly(
                "b1.conv1.weight", "b1.conv2.weight", "b1.conv2.bias", "stem.conv1.weight", "stem.conv1.bias", "conv1.weight");
        assertThat(model.layers().stream().map(LayerSummary::init)).containsExactly(
                "he_normal(fan = out)", "he_normal(fan = out)", "he_normal(fan = out)", "xavier_normal");
    }

    @Test
    void parametersAndSettingsComeFromOutside() {
        String text = """
                model M(classes = 10 in 2..100) { input a: 3; dense classes; softmax }
                train M { optimizer sgd(0.1, momentum = 0.9); epochs 5 }
                """;
        Checked checked = check(text, Map.of("classes", "7", "train.optimizer.lr", "0.5", "train.epochs", "2", "train.seed", "9"));
        assertThat(rendered(checked)).isEmpty();
        var graph = checked.models().getFirst().graph();
        assertThat(graph.outputs().get("output").type().shape().extents()).containsExactly(7);
        var train = graph.training().orElseThrow();
        assertThat(train.optimizer().hyper()).containsEntry("lr", 0.5).containsEntry("momentum", 0.9);
        assertThat(train.epochs()).isEqualTo(2);
        assertThat(train.seed()).isEqualTo(9);
        assertThat(train.loss().name()).isEqualTo("cross_entropy");
        assertThat(codes(check(text, Map.of("classes", "101")))).isEqualTo("CNN2013");
        assertThat(codes(check(text, Map.of("train.optimizer.rate", "1")))).isEqualTo("CNN2026");
        assertThat(codes(check(text, Map.of("classes", "(")))).isEqualTo("CNN1008");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "conv 4 | CNN2010",
        "conv 4, 3, strid=2 | CNN2002",
        "conv 4, 3, pad=1, pad=2 | CNN2011",
        "conv 4, 3, 5 | CNN2012",
        "conv 4, 3, rleu | CNN2001",
        "conv 4, 3x3x3 | CNN2005",
        "conv 4, 3, init=he_nromal | CNN2003",
        "conv 4, 3, groups=2 | CNN2008",
        "relu from b | CNN2017",
        "add | CNN2020",
        "a: relu; a: relu | CNN2016",
        "branch p { relu } ; relu | CNN2019",
        "branch p { relu } | CNN2019",
        "{ relu } | CNN2027",
        "repeat 1/2 { relu } | CNN2014",
        "repeat 2000000 { } | CNN2021",
        "repeat 200k { relu } | CNN2021",
        "let k = 1; let k = 2 | CNN2016",
        "relu -> 3 x 8 x 9; relu -> 4 | CNN2009",
        "relu; expect speed == 3 | CNN3002",
        "relu; expect memory.train < 1MB | CNN3003",
        "relu; expect memory.infer < 1KB | CNN3001",
        "relu; expect output == 3 x 8 x 9 | CNN3001",
        "output image | CNN2029",
    })
    void faultsOfStatements(String statements, String code) {
        assertThat(codes(check(model("3 x 8 x 8", statements)))).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "model M { relu } | CNN2018",
        "model M { } | CNN2023",
        "model M(n) { input a: n; relu } | CNN2025",
        "model M { input a: 3; relu }; model M { input a: 3; relu } | CNN1013",
        "block relu { } | CNN1013",
        "block B { B }; model M { input a: 3; B } | CNN2022",
        "train M { } | CNN4003",
        "model M { input a: 3; relu }; train M { }; train M { } | CNN4004",
        "model M { input a: 3; relu }; train M { optimizer sdg } | CNN4006",
        "model M { input a: 3; relu }; train M { loss msee } | CNN4005",
        "model M { input a: 3; relu }; train M { data mnits } | CNN5001",
        "model M { input a: 3; relu }; train M { bach 3 } | CNN4001",
        "model M { input a: 3; relu }; train M { augment flip, shift(2) } | CNN4050",
        "model M { input a: 3; relu }; train M { batch 0 } | CNN2013",
        "model M { input a: 3; relu }; train M { batch 1; batch 2 } | CNN4007",
        "import \"nowhere.cnn\"; model M { input a: 3; relu } | CNN1001",
        "model M { input a: 3; relu $ } | CNN1005",
        "model M { input a: \"3 } | CNN1006",
        "model M { /* } | CNN1007",
    })
    void faultsOfDeclarations(String text, String code) {
        assertThat(codes(check(text)).split(" ")[0]).isEqualTo(code);
        assertThat(check(text).hasErrors()).isTrue();
    }

    @Test
    void aFileReportsAllItsErrorsButNotWhatFollows() {
        assertThat(codes(check(model("3 x 8 x 8", "conv 4, 9", "flatten", "dense 3 -> 4", "cnov 3", "add", "conv 4, 3, groups=2 from image"))))
                .isEqualTo("CNN2004 CNN2001 CNN2020 CNN2008");
    }

    /** Glorot and Bengio, He et al., and PyTorch's calculate_gain, on fan-in 4 * 9 and fan-out 8 * 9. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "conv 8, 3; relu | he_normal | 0.235702",
        "conv 8, 3; maxpool 2; relu | he_normal | 0.235702",
        "conv 8, 3; tanh | xavier_uniform | 0.226805",
        "conv 8, 3; sigmoid | xavier_uniform | 0.136083",
        "conv 8, 3 | xavier_uniform | 0.136083",
        "conv 8, 3, relu, init = he_uniform(fan = out) | he_uniform(fan = out) | 0.166667",
        "conv 8, 3, relu, init = he_normal(fan = avg, gain = 1) | he_normal(fan = avg, gain = 1) | 0.136083",
        "conv 8, 3, relu, init = lecun_normal | lecun_normal | 0.166667",
        "conv 8, 3, relu, init = uniform(-1, 1) | uniform(-1, 1) | 0.577350",
        "conv 8, 3, relu, init = orthogonal(1) | orthogonal(gain = 1) | 0.166667",
        "conv 8, 3, relu, init = constant(0.5) | constant(0.5) | 0",
    })
    void choosesInitialisers(String statements, String init, double deviation) {
        LayerSummary conv = good(model("4 x 8 x 8", statements)).layers().getFirst();
        assertThat(conv.init()).isEqualTo(init);
        assertThat(conv.deviation().orElseThrow()).isCloseTo(deviation, offset(2e-6));
    }

    @Test
    void longChainsDoNotExhaustTheStack() {
        assertThat(good(model("3", "repeat 20000 { tanh }", "let k = in.features", "B", "dense k") + "block B { if in.features > 2 { tanh } }").layers())
                .hasSize(20002);
        assertThat(codes(check(model("3", "dense " + "-".repeat(100_000) + "1")))).isEqualTo("CNN1010");
        assertThat(codes(check(model("3", "{".repeat(100_000))))).isEqualTo("CNN1010");
        assertThat(codes(check(model("3", "dense " + "1 + ".repeat(100_000) + "1")))).isEqualTo("CNN1010");
        assertThat(codes(check(model("3", "dense " + "(1 x ".repeat(100) + "1" + ")".repeat(100))))).isNotEmpty();
        assertThat(check(model("3", "dense " + "1 + ".repeat(400) + "1")).models()).hasSize(1);
    }
}
