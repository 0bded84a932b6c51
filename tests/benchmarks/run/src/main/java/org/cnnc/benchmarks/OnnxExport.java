package org.cnnc.benchmarks;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.cnnc.compiler.graph.Node;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.op.Add;
import org.cnnc.compiler.op.BatchNorm;
import org.cnnc.compiler.op.Convolution;
import org.cnnc.compiler.op.ConvolutionLayer;
import org.cnnc.compiler.op.Dense;
import org.cnnc.compiler.op.Flatten;
import org.cnnc.compiler.op.GlobalAvgPool;
import org.cnnc.compiler.op.MaxPool;
import org.cnnc.compiler.op.Relu;
import org.cnnc.compiler.op.Rounding;
import org.cnnc.compiler.op.Softmax;
import org.cnnc.compiler.op.Value;
import org.cnnc.compiler.op.WindowGeometry;
import org.cnnc.runtime.Parameter;

/** The layers of LeNet-5, VGG, ResNet and MobileNet-1 as ONNX, for its runtime to be measured with the same network. */
final class OnnxExport {
    private static final long OPSET = 17;
    private static final long IR_VERSION = 8;

    private final OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder();

    private OnnxExport() {}

    /**
     * @param inference the graph without what only training needs
     * @param parameters the flat array of the compiled network
     */
    static OnnxMl.ModelProto export(TypedGraph inference, float[] parameters) {
        return new OnnxExport().model(inference, parameters);
    }

    private OnnxMl.ModelProto model(TypedGraph typed, float[] parameters) {
        graph.setName(typed.name());
        typed.inputs().forEach(input -> graph.addInput(tensorInfo(input)));
        for (int p = 0; p < typed.parameters().size(); p++) {
            graph.addInitializer(tensor(name(typed.parameterValues().get(p)), typed.parameters().get(p), parameters));
        }
        typed.nodes().forEach(this::node);
        typed.outputs().values().forEach(output -> graph.addOutput(tensorInfo(output)));
        return OnnxMl.ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
                .setProducerName("cnnc benchmarks")
                .setGraph(graph)
                .build();
    }

    private static String name(Value value) {
        return value.name() + "#" + value.id();
    }

    private static OnnxMl.ValueInfoProto tensorInfo(Value value) {
        OnnxMl.TensorShapeProto.Builder shape = OnnxMl.TensorShapeProto.newBuilder();
        shape.addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimParam("batch"));
        for (int extent : value.type().shape().extents()) {
            shape.addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(extent));
        }
        OnnxMl.TypeProto.Tensor type = OnnxMl.TypeProto.Tensor.newBuilder()
                .setElemType(OnnxMl.TensorProto.DataType.FLOAT.getNumber())
                .setShape(shape)
                .build();
        return OnnxMl.ValueInfoProto.newBuilder()
                .setName(name(value))
                .setType(OnnxMl.TypeProto.newBuilder().setTensorType(type))
                .build();
    }

    private static OnnxMl.TensorProto tensor(String name, Parameter parameter, float[] flat) {
        ByteBuffer bytes = ByteBuffer.allocate(parameter.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(flat, parameter.offset(), parameter.size());
        OnnxMl.TensorProto.Builder tensor = OnnxMl.TensorProto.newBuilder()
                .setName(name)
                .setDataType(OnnxMl.TensorProto.DataType.FLOAT.getNumber())
                .setRawData(UnsafeByteOperations.unsafeWrap(bytes));
        for (int extent : parameter.shape()) tensor.addDims(extent);
        return tensor.build();
    }

    private void node(Node node) {
        OnnxMl.NodeProto.Builder made = OnnxMl.NodeProto.newBuilder().setName(node.path()).addOutput(name(node.output()));
        node.inputs().forEach(input -> made.addInput(name(input)));
        switch (node.op()) {
            case ConvolutionLayer layer -> {
                Convolution convolution = layer.convolution(node.inputs().getFirst().type().shape());
                made.setOpType("Conv");
                List<WindowGeometry.Axis> axes = convolution.geometry(node.inputs().getFirst().type().shape()).axes();
                window(made, axes);
                made.addAttribute(numbers("dilations", each(axes, WindowGeometry.Axis::dilation)));
                made.addAttribute(number("group", convolution.groups()));
            }
            case Dense _ -> made.setOpType("Gemm").addAttribute(number("transB", 1));
            case BatchNorm norm -> made.setOpType("BatchNormalization").addAttribute(number("epsilon", norm.eps()));
            case MaxPool pool -> {
                made.setOpType("MaxPool");
                window(made, pool.geometry(node.inputs().getFirst().type().shape()).axes());
                made.addAttribute(number("ceil_mode", pool.rounding() == Rounding.CEIL ? 1 : 0));
            }
            case GlobalAvgPool() -> made.setOpType("GlobalAveragePool");
            case Relu() -> made.setOpType("Relu");
            case Flatten() -> made.setOpType("Flatten").addAttribute(number("axis", 1));
            case Add() -> made.setOpType(node.inputs().size() == 2 ? "Add" : "Sum");
            case Softmax _ -> made.setOpType("Softmax").addAttribute(number("axis", 1));
            default -> throw new IllegalArgumentException("no counterpart in ONNX is named here for " + node.op());
        }
        graph.addNode(made);
    }

    private static void window(OnnxMl.NodeProto.Builder node, List<WindowGeometry.Axis> axes) {
        node.addAttribute(numbers("kernel_shape", each(axes, WindowGeometry.Axis::kernel)));
        node.addAttribute(numbers("strides", each(axes, WindowGeometry.Axis::stride)));
        List<Integer> pads = new ArrayList<>(each(axes, WindowGeometry.Axis::before));
        pads.addAll(each(axes, WindowGeometry.Axis::after));
        node.addAttribute(numbers("pads", pads));
    }

    private static List<Integer> each(List<WindowGeometry.Axis> axes, ToIntFunction<WindowGeometry.Axis> number) {
        return axes.stream().mapToInt(number).boxed().toList();
    }

    private static OnnxMl.AttributeProto numbers(String name, List<Integer> values) {
        OnnxMl.AttributeProto.Builder attribute =
                OnnxMl.AttributeProto.newBuilder().setName(name).setType(OnnxMl.AttributeProto.AttributeType.INTS);
        values.forEach(attribute::addInts);
        return attribute.build();
    }

    private static OnnxMl.AttributeProto number(String name, int value) {
        return OnnxMl.AttributeProto.newBuilder()
                .setName(name).setType(OnnxMl.AttributeProto.AttributeType.INT).setI(value).build();
    }

    private static OnnxMl.AttributeProto number(String name, double value) {
        return OnnxMl.AttributeProto.newBuilder()
                .setName(name).setType(OnnxMl.AttributeProto.AttributeType.FLOAT).setF((float) value).build();
    }
}
