package org.cnnc.compiler.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.cnnc.compiler.Checked;
import org.cnnc.compiler.Frontend;
import org.cnnc.compiler.Texts;
import org.cnnc.compiler.graph.Overrides;
import org.cnnc.compiler.shape.CheckedModel;

/** Models that reports are tested with. */
public final class SummaryModels {
    /** Two stages of bottlenecks: 1 + 2 and 1 + 3, each first one with a projection (He et al., 2016, in small). */
    public static final String RESIDUAL = """
            block Bottleneck(filters, stride = 1) {
                branch main {
                    conv filters, 1x1, relu
                    conv filters, 3x3, pad=1, stride=stride, relu
                    conv 4 * filters, 1x1
                }
                branch skip {
                    if stride != 1 or in.channels != 4 * filters { conv 4 * filters, 1x1, stride=stride }
                }
                add main, skip
                relu
            }
            block Stage(filters, count, stride) {
                Bottleneck filters, stride=stride
                repeat count - 1 { Bottleneck filters }
            }
            /// Residual, <in> "small" & ]]> --> *bold* | `code`
            model Residual(classes = 10) {
                input image: 3 x 32 x 32
                stem: conv 8, 3x3, pad=1, relu
                stage1: Stage 4, 3, 1
                stage2: Stage 8, 4, 2
                flatten
                head: dense classes
                softmax
            }
            train Residual { loss cross_entropy; optimizer sgd(lr = 0.1) }
            """;

    /** Two inputs, two outputs, a tensor that skips over much and one that is read twice by the same layer. */
    public static final String MANY_ENDS = """
            model Ends {
                input left: 4 x 9 x 9
                input right: 4 x 9 x 9
                a: conv 4, 3x3, pad=1 from left
                b: conv 4, 3x3, pad=1 from right
                sum: add a, b
                deep: conv 4, 3x3, pad=1, relu
                twice: add deep, deep
                last: add twice, left
                output last, sum
            }
            """;

    private SummaryModels() {}

    public static CheckedModel of(String text) {
        Checked checked = Texts.check(text);
        assertThat(checked.hasErrors()).as(() -> Texts.rendered(checked) + text).isFalse();
        return checked.models().getFirst();
    }

    public static CheckedModel file(String name) {
        return Frontend.check(Path.of("../../models", name + ".cnn"), Overrides.none()).models().getFirst();
    }

    /** Models that are in the repository, those above, and random ones. */
    public static Stream<CheckedModel> all() {
        Stream<CheckedModel> fixed =
                Stream.of(file("lenet5"), file("xor"), file("vgg16"), of(RESIDUAL), of(MANY_ENDS));
        return Stream.concat(fixed, new Random(1).longs(20).mapToObj(seed -> of(new RandomModel(seed).text())));
    }
}
