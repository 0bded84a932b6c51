package org.cnnc.compiler.op;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** The registry of the language's layers. */
public final class Layers {
    private static final SequencedMap<String, LayerKind> KINDS = byName(
            Conv.KIND,
            Depthwise.KIND,
            ConvTranspose.KIND,
            Dense.KIND,
            MaxPool.KIND,
            AvgPool.KIND,
            GlobalAvgPool.KIND,
            GlobalMaxPool.KIND,
            AdaptiveAvgPool.KIND,
            BatchNorm.KIND,
            LayerNorm.KIND,
            GroupNorm.KIND,
            InstanceNorm.KIND,
            Lrn.KIND,
            Dropout.KIND,
            Relu.KIND,
            Relu6.KIND,
            LeakyRelu.KIND,
            Sigmoid.KIND,
            Tanh.KIND,
            Softmax.KIND,
            LogSoftmax.KIND,
            Flatten.KIND,
            Add.KIND,
            Mul.KIND,
            Concat.KIND,
            Pad.KIND,
            Crop.KIND,
            Slice.KIND,
            Reshape.KIND,
            Transpose.KIND,
            Upsample.KIND);

    private Layers() {}

    private static SequencedMap<String, LayerKind> byName(LayerKind... kinds) {
        SequencedMap<String, LayerKind> byName = new LinkedHashMap<>();
        for (LayerKind kind : kinds) {
            if (byName.put(kind.name(), kind) != null) throw new IllegalStateException("two layers named " + kind);
        }
        return byName;
    }

    public static Optional<LayerKind> find(String name) {
        return Optional.ofNullable(KINDS.get(name));
    }

    /** All layers, in the order of the reference page. */
    public static List<LayerKind> all() {
        return List.copyOf(KINDS.values());
    }
}
