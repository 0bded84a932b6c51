package org.cnnc.compiler.signal;

import java.util.List;
import java.util.Optional;
import org.cnnc.compiler.autodiff.Trace;
import org.cnnc.compiler.op.Activation;
import org.cnnc.compiler.op.HardSigmoid;
import org.cnnc.compiler.op.LogSoftmax;
import org.cnnc.compiler.op.Op;
import org.cnnc.compiler.op.Selu;
import org.cnnc.compiler.op.Sigmoid;
import org.cnnc.compiler.op.Softmax;

/** What keeps a signal steady, by the activation that it passes. */
final class Remedy {
    private static final String NORM = "`batchnorm` behind them brings each channel back to variance 1 (Ioffe and Szegedy, 2015)";

    private Remedy() {}

    /** @param guilty initialisers of the layers that weaken or strengthen the signal */
    static String of(List<Trace.Layer> layers, List<String> guilty) {
        Optional<Op> activation = layers.stream()
                .<Op>map(layer -> layer.node().op())
                .filter(op -> op instanceof Activation && !(op instanceof Softmax) && !(op instanceof LogSoftmax))
                .findFirst();
        String family = activation.map(Remedy::family).orElse("xavier");
        boolean taken = !guilty.isEmpty() && guilty.stream().allMatch(init -> init.startsWith(family + "_"));
        if (activation.filter(Remedy::flat).isPresent() && taken) {
            return activation.get().name() + " is flat, its slope 1/4 at most, and no initialiser makes up for it: take `relu` with"
                    + " `he_normal`; or " + NORM;
        }
        if (taken) return "the initialiser is right for " + name(activation) + ", and the way is too long for it alone: " + NORM;
        return "`init = " + family + "_normal` is made for " + name(activation) + " (" + source(family) + "); or " + NORM;
    }

    private static String family(Op activation) {
        if (activation instanceof Selu) return "lecun";
        return ((Activation) activation).reluFamily() ? "he" : "xavier";
    }

    private static String source(String family) {
        return switch (family) {
            case "he" -> "He et al., 2015";
            case "lecun" -> "Klambauer et al., 2017";
            case String other -> "Glorot and Bengio, 2010";
        };
    }

    private static boolean flat(Op activation) {
        return activation instanceof Sigmoid || activation instanceof HardSigmoid;
    }

    private static String name(Optional<Op> activation) {
        return activation.map(Op::name).orElse("layers without activation");
    }
}
