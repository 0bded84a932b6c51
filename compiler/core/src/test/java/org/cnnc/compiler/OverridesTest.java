package org.cnnc.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cnnc.compiler.Texts.check;
import static org.cnnc.compiler.Texts.codes;
import static org.cnnc.compiler.Texts.rendered;

import java.util.List;
import java.util.Map;
import org.cnnc.compiler.graph.OutsideValue;
import org.cnnc.compiler.graph.Overrides;
import org.cnnc.compiler.graph.TrainSpec;
import org.cnnc.compiler.shape.CheckedModel;
import org.cnnc.compiler.source.SourceText;
import org.cnnc.compiler.source.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values from outside the file: what they reach, and what is said where they reach nothing. */
class OverridesTest {
    private static final String MODEL = """
            model M(classes = 10 in 2..100, kernel = 3x3, wide = false, act = relu, kind = "a") {
                input image: 1 x 8 x 8
                conv classes, kernel, act = act
                if wide { conv 50, 1 }
                if kind == "b" { tanh }
            }
            """;
    private static final String TRAIN = "train M { optimizer sgd(0.1, momentum = 0.9); epochs 5; data idx(\"here\") }\n";
    private static final String TWO = """
            model A(n = 3) { input a: 4; dense n }
            model B(n = 3, m = 1) { input a: 4; dense m; dense n }
            train A { epochs 1 }
            train B { epochs 1 }
            """;

    private static CheckedModel set(String text, String... pairs) {
        Checked checked = check(text, pairs(pairs));
        assertThat(rendered(checked)).isEmpty();
        return checked.models().getFirst();
    }

    private static Map<String, String> pairs(String... pairs) {
        Map<String, String> map = new java.util.LinkedHashMap<>();
        for (String pair : pairs) map.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        return map;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "classes=7 | 7 x 6 x 6",
        "M.classes=7 | 7 x 6 x 6",
        "classes=2 * 3 + 1 | 7 x 6 x 6",
        "kernel=5 | 10 x 4 x 4",
        "kernel=1x3 | 10 x 8 x 6",
        "wide=true | 50 x 6 x 6",
        "act=tanh | 10 x 6 x 6",
        "kind=b | 10 x 6 x 6",
        "kind=\"b\" | 10 x 6 x 6",
    })
    void parametersAreSet(String setting, String output) {
        assertThat(set(MODEL, setting).layers().getLast().output()).hasToString(output);
    }

    @Test
    void aStringNeedsNoQuotes() {
        assertThat(set(MODEL, "kind=b").layers()).hasSize(3);
        assertThat(set(MODEL + TRAIN, "train.data.dir=my folder").graph().training().orElseThrow().data().orElseThrow().arguments().values())
                .containsEntry("dir", "my folder");
    }

    @Test
    void everySettingOfTheTrainSectionIsSetWhetherTheFileNamesItOrNot() {
        TrainSpec train = set(MODEL + TRAIN, "train.optimizer.lr=0.5", "train.optimizer.weight_decay=1e-4", "train.batch=32",
                "train.seed=9", "train.data=mnist", "train.data.pad=2", "train.loss=mse", "train.schedule=constant", "train.metrics=accuracy")
                .graph().training().orElseThrow();
        assertThat(train.optimizer().hyper()).containsEntry("lr", 0.5).containsEntry("weight_decay", 1e-4).containsEntry("momentum", 0.9);
        assertThat(train.batch()).isEqualTo(32);
        assertThat(train.seed()).isEqualTo(9);
        assertThat(train.epochs()).isEqualTo(5);
        assertThat(train.loss().name()).isEqualTo("mse");
        assertThat(train.data().orElseThrow().name()).isEqualTo("mnist");
        assertThat(train.data().orElseThrow().arguments().values()).containsEntry("pad", 2);
        assertThat(set(MODEL + TRAIN, "train.optimizer=sgd(lr = 2)", "M.train.batch=8").graph().training().orElseThrow().optimizer().hyper())
                .containsEntry("lr", 2.0).doesNotContainKey("momentum");
    }

    @Test
    void ofSeveralModelsOneIsNamed() {
        Checked checked = check(TWO, pairs("n=5", "B.n=7", "train.epochs=2", "B.train.epochs=3", "m=2"));
        assertThat(rendered(checked)).isEmpty();
        assertThat(checked.models().stream().map(model -> model.layers().getLast().output().toString())).containsExactly("5", "7");
        assertThat(checked.models().stream().map(model -> model.graph().training().orElseThrow().epochs())).containsExactly(2, 3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "clases=3 | CNN2026 | did you mean `classes`?",
        "M.clases=3 | CNN2026 | did you mean `M.classes`?",
        "train.optimiser.lr=3 | CNN2026 | did you mean `train.optimizer.lr`?",
        "train.epoch=3 | CNN2026 | did you mean `train.epochs`?",
        "train.data.padd=3 | CNN2026 | did you mean `train.data.pad`?",
        "something=3 | CNN2026 | there is classes, kernel, wide, act, kind, train.data, train.augment",
        "classes=101 | CNN2013 | `classes` is 2 to 100, found 101",
        "classes=2.5 | CNN2014 | ",
        "classes=true | CNN2003 | its default is 10",
        "classes=( | CNN1008 | expected",
        "classes=3 4 | CNN1008 | expected one value",
        "classes=1/0 | CNN2024 | this is 0",
        "wide=3 | CNN2003 | `wide` is true or false, found a number: 3",
        "train.batch=0 | CNN2013 | `batch` is 1 to 1048576, found 0",
        "train.optimizer.lr=-1 | CNN2013 | `lr` is at least 0, found -1",
        "train.optimizer.lr=fast | CNN2015 | `lr` is a number",
        "train.optimizer=sdg | CNN4006 | did you mean `sgd`?",
        "train.augment=flip | CNN4053 | `flip` moves what is in `image`",
        "train.early_stop.patience=3 | CNN4060 | `early_stop` watches the validation samples",
        "train.early_stop.patience=0 | CNN2013 | `patience` is",
        "train.data=csv | CNN2010 | `csv` needs file",
    })
    void whatIsWrongIsShownOnTheCommandLine(String setting, String codes, String text) {
        Checked checked = check(MODEL + TRAIN, pairs(setting));
        assertThat(rendered(checked)).contains(text == null ? "" : text);
        assertThat(codes(checked)).isEqualTo(codes);
        if (!codes.equals("CNN2014")) assertThat(rendered(checked)).contains("--> command line:1:").contains("--set " + setting);
    }

    @Test
    void aModelWithoutATrainSectionHasNothingToSetThere() {
        assertThat(rendered(check(MODEL, pairs("train.epochs=3")))).contains("`M` has no train section");
    }

    @Test
    void whatFollowsFromAnotherErrorIsNotSaid() {
        assertThat(codes(check(MODEL + TRAIN, pairs("train.optimizer=sdg", "train.optimizer.rate=3")))).isEqualTo("CNN4006");
        assertThat(codes(check("model M { input a: 3; repeat 200k { relu } }; train M { }", pairs("train.epochs=3")))).isEqualTo("CNN2021");
        assertThat(codes(check("model M { input a: 3; dense dense }; model N(k = 2) { input a: 3 relu }", pairs("k=3")))).doesNotContain("CNN2026");
    }

    /** As a file of {@code --params} gives them. */
    @Test
    void listsAreExtentsTuplesAndSeveralValues() {
        SourceText yaml = new SourceText("p.yaml", "kernel: [3, 1]\nmetrics: [accuracy]\n");
        Span list = new Span(yaml, 8, 14);
        OutsideValue kernel = new OutsideValue.Several(
                List.of(new OutsideValue.Single("3", new Span(yaml, 9, 10)), new OutsideValue.Single("1", new Span(yaml, 12, 13))), list);
        OutsideValue metrics = new OutsideValue.Several(List.of(new OutsideValue.Single("accuracy", new Span(yaml, 25, 33))), new Span(yaml, 24, 34));
        Overrides overrides = new Overrides(List.of(
                new Overrides.Setting("kernel", new Span(yaml, 0, 6), kernel), new Overrides.Setting("train.metrics", new Span(yaml, 15, 22), metrics)));
        Checked checked = Frontend.check(new SourceText("m.cnn", MODEL + TRAIN), overrides);
        assertThat(rendered(checked)).isEmpty();
        assertThat(checked.models().getFirst().layers().getFirst().output()).hasToString("10 x 6 x 8");
        Overrides wrong = new Overrides(List.of(new Overrides.Setting("classes", new Span(yaml, 0, 6), kernel)));
        assertThat(rendered(Frontend.check(new SourceText("m.cnn", MODEL), wrong))).contains("--> p.yaml:1:9", "`classes` is a number, found a tuple: (3, 1)");
    }
}
