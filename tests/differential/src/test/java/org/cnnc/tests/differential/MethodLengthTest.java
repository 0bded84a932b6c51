package org.cnnc.tests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.CodeAttribute;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.cnnc.compiler.link.CompiledModel;
import org.cnnc.runtime.Target;
import org.junit.jupiter.api.Test;

class MethodLengthTest {
    /** HotSpot compiles no method of this length or more (HugeMethodLimit). */
    private static final int HUGE_METHOD = 8000;

    private static final int NETWORKS = 100;

    /** Scalar code, and the vectors with the largest tiles. */
    private static final Set<Target> TARGETS = EnumSet.of(Target.PLAIN, Target.V512);

    @Test
    void methodsOfRandomNetworksAreOfALengthThatHotSpotCompiles() {
        RandomNetwork networks = RandomNetwork.small(new Random(Cases.SEED + 1));
        for (int i = 0; i < NETWORKS; i++) {
            Example example = networks.example();
            CompiledModel compiled = CompiledModel.compile(example.graph().orElseThrow(), "Net", TARGETS);
            for (byte[] bytes : compiled.classes().values()) {
                assertThat(longest(bytes)).as(example.text()).isPositive().isLessThan(HUGE_METHOD);
            }
        }
    }

    private static int longest(byte[] bytes) {
        return ClassFile.of().parse(bytes).methods().stream()
                .flatMap(method -> method.findAttribute(Attributes.code()).stream())
                .mapToInt(CodeAttribute::codeLength)
                .max()
                .orElse(0);
    }
}
