package org.cnnc.compiler.op;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** The registry of the language's layers. */
public final class Layers {
    private static final List<LayerFamily> FAMILIES = List.of(
            LayerFamily.of("Convolutions and dense layers",
                    Conv.KIND,
                    Depthwise.KIND,
                    ConvTranspose.KIND,
                    Dense.KIND),
            LayerFamily.of("Pooling",
                    MaxPool.KIND,
                    AvgPool.KIND,
                    GlobalAvgPool.KIND,
                    GlobalMaxPool.KIND,
                    AdaptiveAvgPool.KIND),
            LayerFamily.of("Normalisation and dropout",
                    BatchNorm.KIND,
                    LayerNorm.KIND,
                    GroupNorm.KIND,
                    InstanceNorm.KIND,
                    Lrn.KIND,
                    Dropout.KIND,
                    DropConnect.KIND),
            LayerFamily.of("Sequences",
                    Attention.KIND,
                    Positional.KIND),
            LayerFamily.of("Activations",
                    Relu.KIND,
                    Relu6.KIND,
                    LeakyRelu.KIND,
                    Prelu.KIND,
                    Elu.KIND,
                    Selu.KIND,
                    Gelu.KIND,
                    Silu.KIND,
                    Sigmoid.KIND,
                    Tanh.KIND,
                    HardSigmoid.KIND,
                    HardSwish.KIND,
                    Softplus.KIND,
                    Sign.KIND,
                    Softmax.KIND,
                    LogSoftmax.KIND),
            LayerFamily.of("Joins",
                    Add.KIND,
                    Mul.KIND,
                    Concat.KIND),
            LayerFamily.of("Shapes",
                    Flatten.KIND,
                    Reshape.KIND,
                    Pad.KIND,
                    Crop.KIND,
                    Slice.KIND,
                    Upsample.KIND,
                    Transpose.KIND));

    private static final SequencedMap<String, LayerKind> KINDS = byName(FAMILIES);

    private Layers() {}

    private static SequencedMap<String, LayerKind> byName(List<LayerFamily> families) {
        SequencedMap<String, LayerKind> byName = new LinkedHashMap<>();
        for (LayerFamily family : families) {
            for (LayerKind kind : family.kinds()) {
                if (byName.put(kind.name(), kind) != null) throw new IllegalStateException("two layers named " + kind);
            }
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

    /** All layers by their purpose. */
    public static List<LayerFamily> families() {
        return FAMILIES;
    }
}
