package org.cnnc.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.atn.ATNConfigSet;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.dfa.DFA;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrammarTest {
    /** What ANTLR has to say of a text: its syntax errors, and every decision with two readings. */
    private static List<String> complaints(String text) {
        List<String> complaints = new ArrayList<>();
        CnnParser parser = new CnnParser(new CommonTokenStream(new StatementLexer(CharStreams.fromString(text))));
        parser.removeErrorListeners();
        parser.getInterpreter().setPredictionMode(PredictionMode.LL_EXACT_AMBIG_DETECTION);
        parser.addErrorListener(new BaseErrorListener() {
            @Override
            public void syntaxError(
                    Recognizer<?, ?> recognizer, Object symbol, int line, int column, String message, RecognitionException e) {
                complaints.add(line + ":" + column + " " + message);
            }

            @Override
            public void reportAmbiguity(
                    Parser parser, DFA dfa, int start, int stop, boolean exact, BitSet alternatives, ATNConfigSet configs) {
                complaints.add("ambiguous in " + parser.getRuleNames()[dfa.atnStartState.ruleIndex] + ": " + alternatives);
            }
        });
        parser.file();
        return complaints;
    }

    private static String inModel(String statements) {
        return "model M {\n" + statements + "\n}\n";
    }

    static Stream<String> statements() {
        return Stream.of(
                "input image: 1 x 32 x 32",
                "input image: c x (h / 2) x w + 1",
                "input image: 1x32x32",
                "conv 6, 5x5",
                "C1: conv 6, 5x5, relu -> 6 x 28 x 28",
                "conv filters, k x k, pad=(1, 2, 1, 2), stride = 2 x 1",
                "conv 6,\n   5x5,\n   relu",
                "conv (2 +\n 3), 3 ->\n 5 x 8 x 8",
                "dense 4 * k + 2 ^ 3 ^ -1 % 7 - -1",
                "dense if a and not b or c == 2 then 3 else if d then 4 else 5",
                "dense floor(a / b), init = he_normal(fan = out), bias_init = constant(0.1)",
                "conv 3, 3, init = he_normal(fan = in)",
                "slice from=0, to=3",
                "slice 0, 3 from a -> 3 x 2",
                "relu; dropout 0.5; flatten",
                "relu from a",
                "add a, b",
                "add",
                "concat a, b, c from d, e",
                "branch main { conv 3, 3; relu }",
                "branch skip {}",
                "branch skip { }; add",
                "let k = channels / 4",
                "let small = in.channels <= 64",
                "if stride != 1 or in.channels != filters { conv 3, 1x1 }",
                "if a { relu } else { tanh }",
                "if a == 1 { relu } else if a == 2 { tanh } else { sigmoid }",
                "repeat 2 { relu }",
                "repeat n * 2 { relu; conv 3, 3 }",
                "repeat i in 1..n { conv 2 ^ i, 3 }",
                "layer1: repeat 2 { Basic 64 }",
                "stem: { conv 3, 3; relu }",
                "default conv(init = he_normal, bias = false)",
                "default conv(\n  init = he_normal,\n  bias = false\n)",
                "output a, b",
                "expect parameters == 61706",
                "expect memory.train <= 20MB",
                "expect output == 10 x 2",
                "expect macs < 4.2M // about\n expect macs > 1e6 /* more */",
                "crop like = skip",
                "reshape (3, 4), mode = \"a \\\" quote\"",
                "Basic 64, stride=2 -> 64 x 56 x 56");
    }

    @ParameterizedTest
    @MethodSource("statements")
    void readsEveryStatementInOneWay(String statement) {
        assertThat(complaints(inModel(statement))).isEmpty();
        assertThat(complaints(inModel("repeat 2 { " + statement + " }"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "",
        "\n\n",
        "import \"blocks.cnn\"",
        "import \"a.cnn\"; import \"b.cnn\"\nblock A { relu }",
        "/// Doc.\nmodel M(classes = 10 in 2..1000, rate, mode = \"x\" , deep = true) { relu }",
        "block B(filters, stride = 1, act = relu) { conv filters, 3, stride=stride, act=act }",
        "block B() { }",
        "train M {\n data mnist(pad = 2, validation = 1024)\n loss cross_entropy\n optimizer sgd(lr = 0.1)\n batch 64\n}",
        "train M { augment flip, shift(2), rotate(10); early_stop(patience = 3, monitor = loss); metrics accuracy, top_k(5) }",
        "train M { schedule step(every = 3, factor = 0.1); seed 1; clip_norm 1.0; data npy(\"x.npy\", \"y.npy\") }",
        "train M { }",
        "model A { relu } ; model B { relu }",
        "model A {\r\n relu\r\n}\r\n",
    })
    void readsEveryDeclarationInOneWay(String text) {
        assertThat(complaints(text)).isEmpty();
    }

    static Stream<Path> models() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("..", "models"))) {
            return files.filter(file -> file.toString().endsWith(".cnn")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void readsTheModels(Path file) {
        try {
            assertThat(complaints(Files.readString(file))).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "model { }",
        "model M",
        "model M { conv 6 5x5 }",
        "model M { conv 6,, 5 }",
        "model M { if a < b < c { relu } }",
        "model M { relu } block B { relu }",
        "model M { add a, }",
        "model M { input x: 3 }",
        "train M { batch 64",
        "conv 3, 3",
        "model M { relu $ }",
    })
    void refusesWhatIsNotTheLanguage(String text) {
        assertThat(complaints(text)).isNotEmpty();
    }

    @Test
    void boundsItsDepth() {
        String deep = "model M { dense " + "(".repeat(5000) + "1" + ")".repeat(5000) + " }";
        assertThatThrownBy(() -> complaints(deep)).isInstanceOf(NestingException.class);
        assertThat(complaints("model M { dense " + "(".repeat(50) + "1" + ")".repeat(50) + " }")).isEmpty();
    }
}
