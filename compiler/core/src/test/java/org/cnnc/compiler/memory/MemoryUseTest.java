package org.cnnc.compiler.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cnnc.compiler.Texts.check;
import static org.cnnc.compiler.Texts.codes;
import static org.cnnc.compiler.Texts.rendered;

import org.cnnc.compiler.graph.TypedGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes by hand: plain loops take 32 samples at a time, tensors start at multiples of 64 bytes. */
class MemoryUseTest {
    private static final String TEXT = "model M { input a: 4; dense 2, tanh; expect memory.%s }\ntrain M { loss mse; optimizer sgd(0.1, momentum = 0.9) }";

    private static TypedGraph graph(String text) {
        return check(text).models().getFirst().graph();
    }

    @Test
    void aDenseLayer() {
        TypedGraph graph = graph(TEXT.formatted("infer > 0"));
        MemoryUse inference = MemoryUse.inference(graph);
        assertThat(inference.parameters()).isEqualTo(64 + 64);
        assertThat(inference.io()).as("a block of 32 samples, and a single one").isEqualTo(32 * (4 + 2) * 4 + 2 * 64);
        assertThat(inference.gradients() + inference.state()).isZero();
        MemoryUse training = MemoryUse.training(graph);
        assertThat(training.parameters()).isEqualTo(64 + 64);
        assertThat(training.gradients()).as("a batch of 64 is two blocks").isEqualTo(2 * 128);
        assertThat(training.state()).as("one momentum a parameter").isEqualTo(128);
        assertThat(training.total()).isEqualTo(training.parameters() + training.gradients() + training.state()
                + training.arena() + training.io() + training.scratch());
        assertThat(training.perThread()).isEqualTo(training.arena() + training.io() + training.scratch());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "sgd | 0", "sgd(momentum = 0.5, clip_norm = 1) | 1", "adagrad | 1", "rmsprop | 1", "rmsprop(momentum = 0.5) | 2", "adam(l1 = 1) | 2",
        "adamw | 2", "nadam | 2",
    })
    void stateIsSoManyNumbersAParameter(String optimizer, int numbers) {
        TypedGraph graph = graph("model M { input a: 4; dense 2 }\ntrain M { loss mse; optimizer " + optimizer + " }");
        assertThat(MemoryUse.training(graph).state()).isEqualTo(128 * numbers);
    }

    /** Where a layer normalises over the batch, all blocks of 32 samples are kept at once. */
    @Test
    void aNormalisedBatchIsKeptWhole() {
        String text = "model M { input a: 4; dense 2; %s }\ntrain M { loss mse; batch %d }";
        MemoryUse one = MemoryUse.training(graph(text.formatted("batchnorm", 32)));
        MemoryUse three = MemoryUse.training(graph(text.formatted("batchnorm", 65)));
        assertThat(three.arena()).isEqualTo(3 * one.arena());
        assertThat(three.io()).isEqualTo(3 * one.io());
        assertThat(three.total() - one.total())
                .isEqualTo(2 * (one.arena() + one.io()) + three.gradients() - one.gradients());
        MemoryUse whole = MemoryUse.training(graph(text.formatted("tanh", 65)));
        MemoryUse half = MemoryUse.training(graph(text.formatted("tanh", 32)));
        assertThat(whole.arena() + whole.io()).isEqualTo(half.arena() + half.io());
    }

    /** Each block has a partial gradient of its own, but no more than eight have. */
    @ParameterizedTest
    @CsvSource({"1, 1", "32, 1", "33, 2", "256, 8", "1000, 8"})
    void partialGradientsAreAsManyAsBlocks(int batch, int pieces) {
        TypedGraph graph = graph("model M { input a: 4; dense 2 }\ntrain M { loss mse; batch " + batch + " }");
        assertThat(MemoryUse.training(graph).gradients()).isEqualTo(pieces * 128);
    }

    /** Of six tensors, each below 64 bytes, a weight and a bias are made anew. */
    @Test
    void whatNormalisationsAreFoldedIntoTakesMemoryOfItsOwn() {
        TypedGraph graph = graph("model M { input a: 4; dense 2; batchnorm }");
        assertThat(MemoryUse.inference(graph).parameters()).isEqualTo((6 + 2) * 64);
        assertThat(MemoryUse.inference(graph("model M { input a: 4; batchnorm }")).parameters()).isEqualTo(4 * 64);
    }

    @Test
    void isClaimedByExpect() {
        long bytes = MemoryUse.training(graph(TEXT.formatted("train > 0"))).total();
        assertThat(rendered(check(TEXT.formatted("train == " + bytes)))).isEmpty();
        assertThat(rendered(check(TEXT.formatted("train < " + bytes))))
                .contains("CNN3001", "`memory.train` is " + bytes, "parameters 128 + gradients 256 + optimizer state 128 + ");
        assertThat(codes(check(TEXT.formatted("infer <= 1KB")))).isEqualTo("CNN3001");
        assertThat(codes(check(TEXT.formatted("infer <= 1MB; expect memory.train < 1GB; expect parameters == 10")))).isEmpty();
        assertThat(codes(check(TEXT.formatted("inefr <= 1MB")))).isEqualTo("CNN3002");
    }

    @Test
    void whatCannotBeTrainedTakesNoMemoryForIt() {
        assertThatThrownBy(() -> MemoryUse.training(graph("model M { input a: 4; dense 2 }")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("train M");
        assertThat(codes(check("model M { input a: 4; tanh; expect memory.train < 1MB }; train M { loss mse }"))).isEqualTo("CNN3003");
    }
}
