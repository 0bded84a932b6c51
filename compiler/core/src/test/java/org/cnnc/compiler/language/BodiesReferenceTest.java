package org.cnnc.compiler.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cnnc.compiler.language.Models.body;
import static org.cnnc.compiler.language.Models.errors;
import static org.cnnc.compiler.language.Models.errorsOf;
import static org.cnnc.compiler.language.Models.good;
import static org.cnnc.compiler.language.Models.output;
import static org.cnnc.compiler.language.Models.paths;

import java.util.List;
import org.cnnc.compiler.shape.CheckedModel;
import org.cnnc.compiler.shape.LayerSummary;
import org.cnnc.runtime.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The language reference's chapter "Bodies of models and blocks", sentence by sentence. */
class BodiesReferenceTest {
    private static List<String> inputsOfLast(CheckedModel model) {
        return model.layers().getLast().inputs();
    }

    @Test
    void inputsHaveExtentsThatMayBeExpressions() {
        assertThat(output(good("model M(size = 5) { input a: 2 * size + 1; relu }"))).isEqualTo("11");
        assertThat(output(good("model M(s = 3x4) { input a: s; relu }"))).isEqualTo("3 x 4");
        CheckedModel two = good("model M { input a: 3; input b: 3; add a, b }");
        assertThat(two.graph().inputs().stream().map(value -> value.name())).containsExactly("a", "b");
        assertThat(inputsOfLast(two)).containsExactly("a", "b");
        assertThat(errors("model M { input a: 3.5; relu }")).isEqualTo("CNN2014");
        assertThat(errors("model M { input a: 0; relu }")).isEqualTo("CNN2007");
        assertThat(errors("model M { input a: 3; input a: 4; relu }")).isNotEmpty();
        assertThat(errors("block B { input a: 3; relu }; model M { input a: 3; B }")).isEqualTo("CNN2028");
    }

    @Test
    void layersHaveLabelsOrTheirKindAndOrdinal() {
        assertThat(paths(body("1 x 8 x 8", "conv 2, 3; C: conv 2, 3; conv 2, 3; relu; relu"))).containsExactly("conv1", "C", "conv3", "relu1", "relu2");
        assertThat(errorsOf("1 x 8 x 8", "conv2: relu; conv 2, 3; conv 2, 3")).isEqualTo("CNN2016");
    }

    @Test
    void fromTakesAnotherTensor() {
        assertThat(inputsOfLast(body("4", "a: relu; b: tanh; sigmoid from a"))).containsExactly("a");
        assertThat(inputsOfLast(body("4", "a: relu; b: tanh; sigmoid from image"))).containsExactly("image");
        assertThat(inputsOfLast(body("4", "a: relu; b: tanh; add from a, b"))).containsExactly("a", "b");
        assertThat(inputsOfLast(body("4", "a: relu; b: tanh; add b from a"))).containsExactly("b", "a");
        assertThat(errorsOf("4", "a: relu; tanh from a, image")).isEqualTo("CNN2012");
        assertThat(errorsOf("4", "relu from nowhere")).isEqualTo("CNN2017");
        assertThat(errorsOf("4", "relu from later; later: relu")).isEqualTo("CNN2017");
    }

    @Test
    void anArrowAssertsTheShape() {
        assertThat(output(body("1 x 8 x 8", "let c = 2; conv c, 3x3 -> c x 6 x 6; maxpool 2 -> 2 x 3x3"))).isEqualTo("2 x 3 x 3");
        assertThat(errorsOf("1 x 8 x 8", "conv 2, 3 -> 2 x 6 x 7")).isEqualTo("CNN2009");
        assertThat(errorsOf("1 x 8 x 8", "conv 2, 3 -> 2")).isEqualTo("CNN2009");
        assertThat(errors("block B { relu }; model M { input a: 3; B -> 4 }")).isEqualTo("CNN2009");
    }

    @Test
    void branchesStartWhereTheFirstOfTheirGroupStarted() {
        CheckedModel model = body("4", "relu; branch a { dense 3 }; branch b { dense 3; tanh }; branch c { dense 3 }; add");
        assertThat(model.layers().stream().filter(layer -> layer.op().equals("dense")).map(LayerSummary::inputs)).containsOnly(List.of("relu1"));
        assertThat(inputsOfLast(model)).as("in order").containsExactly("a.dense1", "b.tanh1", "c.dense1");
        assertThat(paths(model)).containsExactly("relu1", "a.dense1", "b.dense1", "b.tanh1", "c.dense1", "add1");
    }

    @Test
    void aBranchEndsAsATensorOfItsNameAndMayBeEmpty() {
        assertThat(inputsOfLast(body("4", "branch a { relu }; branch same { }; add"))).containsExactly("a.relu1", "image");
        assertThat(inputsOfLast(body("4", "branch a { relu }; branch b { tanh }; sigmoid from b"))).containsExactly("b.tanh1");
        assertThat(inputsOfLast(body("4", "branch a { relu }; branch b { tanh }; concat b, a"))).containsExactly("b.tanh1", "a.relu1");
    }

    @Test
    void joinsTakeTheGroupJustAbove() {
        CheckedModel model = body("4", "branch a { relu }; branch b { tanh }; add; branch c { relu }; branch d { tanh }; concat");
        assertThat(inputsOfLast(model)).containsExactly("c.relu1", "d.tanh1");
        assertThat(model.layers().stream().filter(layer -> layer.path().equals("c.relu1")).findFirst().orElseThrow().inputs()).containsExactly("add1");
        assertThat(inputsOfLast(body("4", "branch a { branch p { relu }; branch q { }; add }; branch b { }; add"))).containsExactly("a.add1", "image");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "branch a { relu }; branch b { }; relu | CNN2019",
        "branch a { relu }; branch b { } | CNN2019",
        "branch a { relu }; add | CNN2020",
        "add | CNN2020",
        "a: relu; add a | CNN2020",
        "add image, nowhere | CNN2017",
        "branch a { relu }; branch a { tanh }; add | CNN2016",
        "repeat 2 { branch a { relu }; branch b { } ; add } | CNN2016 CNN2016",
        "{ relu } | CNN2027",
        "let k = 1; let k = 2 | CNN2016",
        "repeat i in 1..2 { let i = 3; relu } | CNN2016",
        "dense k; let k = 3 | CNN2015",
        "if true { let k = 3 } ; dense k | CNN2015",
        "repeat 2 { let k = 3 } ; dense k | CNN2015",
        "repeat i in 1..2 { relu }; dense i | CNN2015",
        "let channels = 10; dense channels / 4 | CNN2014",
        "repeat 2.5 { relu } | CNN2014",
        "repeat 0 - 1 { relu } | CNN2013",
        "repeat i in 1..2.5 { relu } | CNN2014",
        "repeat true { relu } | CNN2003",
        "if 3 { relu } | CNN2003",
        "if nothing { relu } | CNN2015",
        "if in.height > 3 { relu } | CNN2005",
        "default cnov(bias = false); relu | CNN2001",
        "default dense(biass = false); relu | CNN2002",
        "default dense(bias = 3); relu | CNN2003",
        "default dense(false); relu | CNN2012",
        "relu; output nowhere | CNN2017",
        "a: relu; output a, a | CNN2016",
        "output image | CNN2029",
    })
    void whatTheStatementsRefuse(String statements, String codes) {
        assertThat(errorsOf("4", statements)).isEqualTo(codes);
    }

    @Test
    void aQuotientThatIsNotWholeIsShown() {
        String text = org.cnnc.compiler.Texts.rendered(org.cnnc.compiler.Texts.check(org.cnnc.compiler.Texts.model("4", "let channels = 10; dense channels / 3")));
        assertThat(text).contains("10/3", "floor(");
        assertThat(output(body("4", "let c = 10; dense floor(c / 4)"))).isEqualTo("2");
        assertThat(output(body("4", "let c = 10; dense c / 4 * 2"))).isEqualTo("5");
    }

    @Test
    void namesOfInnerBodiesHideThoseOfOuterOnes() {
        assertThat(output(body("4", "let k = 3; if true { let k = 5; dense k }"))).isEqualTo("5");
        assertThat(output(body("4", "let k = 3; if true { let k = k + 5; dense k }; dense k"))).isEqualTo("3");
        assertThat(output(body("4", "let k = 3; branch a { let k = 5; dense k }; branch b { dense k + 2 }; add"))).isEqualTo("5");
        assertThat(output(body("4", "let i = 7; repeat i in 1..2 { dense i }; dense i"))).isEqualTo("7");
        assertThat(output(good("block B(k) { dense k }; model M(k = 9) { input a: 3; B 5 }"))).isEqualTo("5");
        assertThat(errors("block B { dense k }; model M(k = 9) { input a: 3; B }")).as("a block sees its own parameters alone").isEqualTo("CNN2015");
        assertThat(errors("block B { add r, s }; model M { input a: 3; r: relu; s: relu; B }")).isEqualTo("CNN2017 CNN2017");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "7 | in.features | 7",
        "3 x 9 | in.channels * 100 + in.length | 309",
        "3 x 5 x 9 | in.channels * 100 + in.height * 10 + in.width | 359",
        "3 x 4 x 5 x 9 | in.channels * 1000 + in.depth * 100 + in.height * 10 + in.width | 3459",
    })
    void inReadsTheShapeThatCameIntoTheEnclosingBlock(String shape, String value, String expected) {
        String block = "block B { if in.channels == 0 { relu } }\n".replace("in.channels == 0", value + " != " + expected);
        CheckedModel model = good(block + "model M { input image: " + shape + "; tanh; B; sigmoid }");
        assertThat(paths(model)).containsExactly("tanh1", "sigmoid1");
        assertThat(paths(body(shape, "if " + value + " == " + expected + " { relu } else { tanh }"))).containsExactly("relu1");
    }

    @Test
    void inIsOfTheBlockAndNotOfWhatStandsAbove() {
        String block = "block B { dense in.features + 1; branch a { dense in.features }; branch b { dense in.features }; add; dense in.features }";
        assertThat(output(good(block + "\nmodel M { input a: 6; dense 4; B }"))).isEqualTo("4");
    }

    @Test
    void conditionsChooseAtCompileTime() {
        assertThat(paths(body("4", "let k = 2; if k == 1 { relu } else if k == 2 { tanh } else { sigmoid }"))).containsExactly("tanh1");
        assertThat(paths(body("4", "if false { relu }; sigmoid"))).containsExactly("sigmoid1");
        assertThat(inputsOfLast(body("4", "if true { a: relu }; tanh; sigmoid from a"))).containsExactly("a");
        assertThat(paths(body("4", "repeat i in 1..3 { if i % 2 == 1 { relu } else { tanh } }"))).containsExactly("relu1", "tanh1", "relu2");
    }

    @Test
    void repeatsAreUnrolled() {
        assertThat(paths(body("4", "repeat 3 { relu }"))).containsExactly("relu1", "relu2", "relu3");
        assertThat(paths(body("4", "tanh; repeat 0 { relu }"))).containsExactly("tanh1");
        assertThat(paths(body("4", "repeat i in 1..2 { repeat j in i..2 { dense 10 * i + j } }"))).hasSize(3);
        assertThat(output(body("4", "repeat i in 1..2 { repeat j in i..2 { dense 10 * i + j } }"))).isEqualTo("22");
        assertThat(output(body("4", "let n = 2; repeat n + 1 { dense 3 }"))).isEqualTo("3");
        assertThat(output(body("4", "repeat i in 1..3 { let k = 2 ^ i; dense k }"))).isEqualTo("8");
    }

    @Test
    void defaultsHoldForWhatFollowsInTheirScope() {
        CheckedModel model = body("4", "dense 2; default dense(bias = false); dense 3; s: { dense 4; default dense(bias = true); dense 5 }; dense 6; dense 7, bias = true");
        assertThat(model.graph().parameters().stream().map(Parameter::name).filter(name -> name.endsWith("bias")))
                .containsExactly("dense1.bias", "s.dense2.bias", "dense4.bias");
        CheckedModel block = good("""
                block B(units, wide = 1) { dense units * wide; default dense(bias = false); dense 3 }
                model M { input a: 4; default B(wide = 2); B 5; B 5, wide = 3; dense 2 }
                """);
        assertThat(block.layers().stream().map(layer -> layer.output().toString())).containsExactly("10", "3", "15", "3", "2");
        assertThat(block.graph().parameters().stream().map(Parameter::name)).contains("dense1.bias", "b1.dense1.bias").doesNotContain("b1.dense2.bias");
    }

    @Test
    void outputsAreNamedOrTheLastTensor() {
        CheckedModel several = body("4", "a: dense 3; b: dense 2; output b, a");
        assertThat(several.graph().outputs().keySet()).containsExactly("b", "a");
        assertThat(several.graph().outputs().get("a").type().shape()).hasToString("3");
        assertThat(body("4", "dense 3").graph().outputs().keySet()).containsExactly("output");
        assertThat(body("4", "branch a { dense 3 }; branch b { dense 2 }; output a, b").graph().outputs().keySet()).containsExactly("a", "b");
        assertThat(errors("block B { a: relu; output a }; model M { input a: 3; B }")).isEqualTo("CNN2028");
    }

    /** 3 x 8 x 8, conv 4 of 3 x 3: 112 parameters, 4 * 6 * 6 * 27 multiply-adds, 144 results; dense: 290 and 288, 2 results. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "parameters == 402", "trainable == 402", "macs == 4176", "activations == 4 * (144 + 144 + 2)", "weights == 1608", "weights < 2KB", "weights <= 1KB + 584",
        "receptive_field == 8 x 8", "receptive_field == 8", "output == 2", "output != 3", "parameters > 401", "parameters >= 402", "parameters < 0.5k", "parameters <= 402",
        "parameters != 401", "memory.infer < 1MB", "memory.infer > 1608", "memory.train < 1GB", "memory.train > 3 * 1608", "macs < 1M", "output.output == 2",
    })
    void expectationsThatHold(String claim) {
        good("model M { input a: 3 x 8 x 8; conv 4, 3; flatten; dense 2; expect " + claim + " }; train M { }");
    }

    /** Scale and shift of 4 channels; their running mean and variance are in the weight file beside them. */
    @Test
    void runningStatisticsAreWeightsAndNoParameters() {
        body("3 x 8 x 8", "conv 4, 3; batchnorm; expect parameters == 112 + 8; expect trainable == 120; expect weights == 4 * (120 + 8)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "parameters == 401 | CNN3001", "trainable < 402 | CNN3001", "macs != 4176 | CNN3001", "activations > 10KB | CNN3001", "weights == 402 | CNN3001",
        "receptive_field < 8 | CNN3001", "receptive_field == 8 x 7 | CNN3001", "output == 3 | CNN3001", "output == 2 x 1 | CNN3001", "memory.infer < 1KB | CNN3001",
        "memory.train < 1KB | CNN3001", "memory.trian < 1MB | CNN3002", "memory < 1MB | CNN3002", "output.mask == 2 | CNN3002", "parameters == 3 x 4 | CNN2003",
        "parameters == many | CNN2015", "parameters == true | CNN2003",
    })
    void expectationsThatDoNot(String claim, String code) {
        assertThat(errors("model M { input a: 3 x 8 x 8; conv 4, 3; flatten; dense 2; expect " + claim + " }; train M { }")).isEqualTo(code);
    }

    @Test
    void claimsMayUseParametersAndStandInTheModelOnly() {
        good("model M(n = 5) { input a: 4; dense n; expect parameters == 5 * n }");
        assertThat(errors("block B { relu; expect parameters == 0 }; model M { input a: 3; B }")).isEqualTo("CNN2028");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "3 x 9 | conv 4, 3 | 4 x 7", "3 x 9 x 8 | conv 4, 3 | 4 x 7 x 6", "3 x 9 x 8 x 7 | conv 4, 3 | 4 x 7 x 6 x 5", "3 x 9 x 8 | conv 4, 3x1 | 4 x 7 x 8",
        "3 x 9 x 8 | conv filters = 4, kernel = 3 | 4 x 7 x 6", "3 x 9 x 8 | conv 4, kernel = 3, relu | 4 x 7 x 6", "3 x 9 x 8 | conv 4, 3, tanh, stride = 2 | 4 x 4 x 3",
        "3 x 9 x 8 | conv 4, relu, 3 | 4 x 7 x 6", "3 x 9 x 8 | conv 4, 3, act = relu | 4 x 7 x 6",
    })
    void arguments(String shape, String layer, String output) {
        assertThat(output(body(shape, layer))).isEqualTo(output);
    }

    @Test
    void parametersAreNamedByTheirPath() {
        CheckedModel model = good("""
                block Basic(filters) {
                    branch main { conv filters, 3, pad = 1; relu; conv filters, 3, pad = 1 }
                    branch skip { }
                    add
                }
                block Stage(filters, convs) { repeat convs { conv filters, 3, pad = 1 } }
                model M {
                    input image: 4 x 8 x 8
                    C1: conv 4, 1, relu
                    layer1: repeat 2 { Basic 4 }
                    layer2: repeat 1 { Basic 4; Basic 4 }
                    Basic 4
                    Stage 4, 2
                    stem: { conv 4, 1; inner: { conv 4, 1 } }
                    head: Basic 4
                    Basic 4
                    deep: repeat 2 { deeper: repeat 1 { conv 4, 1 } }
                }
                """);
        assertThat(model.graph().parameters().stream().map(Parameter::name).filter(name -> name.endsWith("weight"))).containsExactly(
                "C1.weight", "layer1.0.main.conv1.weight", "layer1.0.main.conv2.weight", "layer1.1.main.conv1.weight", "layer1.1.main.conv2.weight",
                "layer2.0.basic1.main.conv1.weight", "layer2.0.basic1.main.conv2.weight", "layer2.0.basic2.main.conv1.weight", "layer2.0.basic2.main.conv2.weight",
                "basic1.main.conv1.weight", "basic1.main.conv2.weight", "stage1.conv1.weight", "stage1.conv2.weight",
                "stem.conv1.weight", "stem.inner.conv1.weight", "head.main.conv1.weight", "head.main.conv2.weight",
                "basic3.main.conv1.weight", "basic3.main.conv2.weight", "deep.0.deeper.0.conv1.weight", "deep.1.deeper.0.conv1.weight");
    }
}
