package org.cnnc.compiler.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Collectors;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.source.SourceLoader;
import org.cnnc.compiler.source.SourceText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the one style, as the grammar's README gives them. */
class FormatterTest {
    private static Optional<String> format(String text, Diagnostics diagnostics) {
        return Formatter.format(new SourceText("test.cnn", text), diagnostics);
    }

    /** That a text is formatted so, and that what comes out stays as it is. */
    private static void assertFormatted(String text, String expected) {
        assertThat(format(text, new Diagnostics())).contains(expected);
        assertThat(format(expected, new Diagnostics())).contains(expected);
    }

    private static void assertInModel(String statements, String expected) {
        assertFormatted("model M {\n" + statements + "\n}\n", "model M {\n" + expected.indent(4).replaceAll("(?m)^ +$", "") + "}\n");
    }

    @Test
    void aModelAndItsTraining() {
        assertFormatted("""
                /// A network.
                model   Net ( classes=10 in 2 .. 1000,width ) {


                  input image :1x28x28

                C1:conv 6 , 5x5,relu->6 x 24x24
                  // Pooled.
                longer: maxpool 2x2 -> 6 x (24/2) x 12 //half
                    flatten;dense classes , init=he_normal(fan=out)



                  expect parameters==1234

                }
                train Net{
                  data mnist( pad=2,validation = 1024 ) // as it is
                  optimizer   sgd(lr=0.1)
                  early_stop (patience=3)

                  batch 64;epochs 20
                  metrics accuracy,top_k( 5 )
                }
                """, """
                /// A network.
                model Net(classes = 10 in 2..1000, width) {
                    input image: 1x28x28

                    C1:     conv 6, 5x5, relu   -> 6 x 24x24
                    // Pooled.
                    longer: maxpool 2x2         -> 6 x (24 / 2) x 12  //half
                            flatten; dense classes, init=he_normal(fan = out)

                    expect parameters == 1234
                }
                train Net {
                    data      mnist(pad = 2, validation = 1024)  // as it is
                    optimizer sgd(lr = 0.1)
                    early_stop(patience = 3)

                    batch   64; epochs 20
                    metrics accuracy, top_k(5)
                }
                """);
    }

    @Test
    void spacesOfExpressions() {
        assertInModel("let a=64*2 ^ - i+( - b )", "let a = 64 * 2^-i + (-b)");
        assertInModel("let a = in . channels/4 %3 - -1", "let a = in.channels / 4 % 3 - -1");
        assertInModel("let a = if not b and c<=2 or d then floor( 4/3 )else max(1,2)",
                "let a = if not b and c <= 2 or d then floor(4 / 3) else max(1, 2)");
        assertInModel("expect memory . train<20MB", "expect memory.train < 20MB");
        assertInModel("conv 6, k  x  k, pad = ( 1,2 ,top=3 ), stride = 2", "conv 6, k x k, pad=(1, 2, top = 3), stride=2");
        assertInModel("reshape(3,4)", "reshape (3, 4)");
        assertInModel("slice from = 0,to = 3   from   a", "slice from=0, to=3 from a");
        assertInModel("default conv (bias=false)", "default conv(bias = false)");
        assertInModel("a b=-k^2, c=-(k*2), d=k*2, e=if f then 1 else 2", "a b=-k^2, c=-(k * 2), d = k * 2, e = if f then 1 else 2");
        assertInModel("reshape mode=\"a  \\\" b\"", "reshape mode=\"a  \\\" b\"");
    }

    @Test
    void bodiesKeepTheirLines() {
        assertInModel("branch main{conv 3,3;relu};branch skip{};add", "branch main { conv 3, 3; relu }; branch skip {}; add");
        assertInModel("branch skip {\n\n}", "branch skip {}");
        assertInModel("repeat i in 1..n{conv 3,3\nrelu}", "repeat i in 1..n {\n    conv 3, 3\n    relu\n}");
        assertInModel("if a{relu}else if b{tanh} else {\nsigmoid}",
                "if a {\n    relu\n} else if b {\n    tanh\n} else {\n    sigmoid\n}");
        assertInModel("relu; repeat 2 {\n tanh }; elu", "relu\nrepeat 2 {\n    tanh\n}\nelu");
        assertInModel("stem:{relu}", "stem: { relu }");
        assertInModel("repeat 2 { repeat 3 { conv 64, 3x3, pad=1, dilation=1, groups=4, bias=false, init=xavier_uniform; relu } }", """
                repeat 2 {
                    repeat 3 {
                        conv 64, 3x3, pad=1, dilation=1, groups=4, bias=false, init=xavier_uniform; relu
                    }
                }""");
        assertFormatted("import   \"a.cnn\";import \"b.cnn\"\nblock A( ){relu}", "import \"a.cnn\"\nimport \"b.cnn\"\nblock A() { relu }\n");
    }

    @Test
    void layersStandUnderEachOtherWhereLabelsAreTheRule() {
        assertInModel("a: relu\ntanh\nlonger: relu\nelu", "a:      relu\n        tanh\nlonger: relu\n        elu");
        assertInModel("relu\nlonger: tanh\nelu", "relu\nlonger: tanh\nelu");
        assertInModel("a: relu\n\nlonger: tanh", "a: relu\n\nlonger: tanh");
        assertInModel("a: relu\nrepeat 2 {\n    elu\n}\nlonger: tanh", "a: relu\nrepeat 2 {\n    elu\n}\nlonger: tanh");
        assertInModel("a: relu\nlonger:repeat 2{elu}\n{tanh}", "a:      relu\nlonger: repeat 2 { elu }\n        { tanh }");
        assertInModel("input in1: 3\nlonger: tanh\nb: relu", "input in1: 3\nlonger: tanh\nb:      relu");
    }

    @Test
    void longStatementsBreakBehindCommas() {
        assertInModel(
                "conv 64, 3x3, stride=2, pad=(1, 2, 1, 2), pad_mode=reflect, dilation=1, groups=4, bias=false, init=he_normal(fan = out, gain = 1.5), relu",
                """
                conv 64, 3x3, stride=2, pad=(1, 2, 1, 2), pad_mode=reflect, dilation=1, groups=4, bias=false,
                        init=he_normal(fan = out, gain = 1.5), relu""");
        assertInModel("let a = " + "aaaaaaaaaaaaaaaaaaaaaaaaa + ".repeat(5) + "b", """
                let a = aaaaaaaaaaaaaaaaaaaaaaaaa + aaaaaaaaaaaaaaaaaaaaaaaaa + aaaaaaaaaaaaaaaaaaaaaaaaa +
                        aaaaaaaaaaaaaaaaaaaaaaaaa + aaaaaaaaaaaaaaaaaaaaaaaaa + b""");
        assertInModel("conv 6,\n 5x5 ->\n 6 x 3 x 3", "conv 6, 5x5   -> 6 x 3 x 3");
        String statement = "conv 64, 3x3, pad=1";
        assertInModel(String.join("; ", statement, statement, statement, statement, statement),
                String.join("\n", statement, statement, statement, statement, statement));
    }

    @Test
    void commentsStayWhereTheyAre() {
        assertFormatted("// a   \n\n\n\n//b\nmodel M { // head\n/* first */relu/* mid */;tanh// end\n//last\n\n}//out\n//eof", """
                // a

                //b
                model M {  // head
                    /* first */ relu /* mid */; tanh  // end
                    //last
                }  //out
                //eof
                """);
        assertInModel("conv 6, // filters\n // then\n // the kernel\n 5x5, /* act */relu", """
                conv 6,  // filters
                        // then
                        // the kernel
                        5x5, /* act */ relu""");
        assertInModel("relu // a\nleaky_relu // b\n\ntanh// c", "relu        // a\nleaky_relu  // b\n\ntanh  // c");
        assertInModel("branch a { /* nothing */ }", "branch a { /* nothing */ }");
        assertInModel("branch a { // nothing\n }", "branch a {  // nothing\n}");
        assertInModel("  /* one\n* two\n       */\nrelu", "/* one\n * two\n */\nrelu");
        assertFormatted("/* one\n  two   \n*/\nmodel M { relu }", "/* one\n  two\n*/\nmodel M { relu }\n");
        assertFormatted("model M { relu /* one\n  two */; /* three\n */ tanh }", """
                model M {
                    relu /* one
                  two */
                    /* three
                 */ tanh
                }
                """);
    }

    @Test
    void linesEndInOneWay() {
        String expected = "// a\nmodel M {\n    relu\n\n    tanh\n}\n";
        assertFormatted("// a\r\nmodel M {\r\nrelu\r\n\r\ntanh\r\n}", expected);
        assertFormatted("// a\rmodel M {\rrelu\r\r\rtanh\r}\r", expected);
        assertFormatted("\uFEFF// a\nmodel M {\n\trelu;\n \t \n;tanh;;\n\n}\n\n\n", expected);
        assertFormatted("", "");
        assertFormatted("\n \n", "");
        assertFormatted("\n// nothing yet", "// nothing yet\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"model M {", "model M { conv 6 5x5 }", "model M { relu $ }", "train", "model M { /* }", "relu"})
    void whatHasSyntaxErrorsIsRefused(String text) {
        Diagnostics diagnostics = new Diagnostics();
        assertThat(format(text, diagnostics)).isEmpty();
        assertThat(diagnostics.hasErrors()).isTrue();
    }

    @Test
    void whatWouldGrowBeyondAFileIsRefused() {
        String deep = "model M {" + "{".repeat(300) + "relu;".repeat(10_000) + "}".repeat(300) + "}";
        Diagnostics diagnostics = new Diagnostics();
        assertThat(format(deep, diagnostics)).isEmpty();
        assertThat(diagnostics.sorted().stream().map(diagnostic -> diagnostic.code().name()).collect(Collectors.joining(" ")))
                .isEqualTo("CNN1004");
        assertThat(10_000 * 300 * 4).isGreaterThan(SourceLoader.MAX_BYTES);
    }
}
