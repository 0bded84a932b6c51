package org.cnnc.benchmarks.dl4j;

import java.util.Arrays;
import org.cnnc.benchmarks.fork.Deployed;
import org.cnnc.benchmarks.fork.Settings;
import org.cnnc.runtime.Network;
import org.cnnc.runtime.Parameter;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** {@code models/lenet5.cnn} by DL4J's layers, with the weights of the compiled class. */
final class LeNet {
    static final int SIDE = 32;
    static final int CLASSES = 10;

    private LeNet() {}

    static MultiLayerNetwork network(Settings settings) {
        Nd4j.getEnvironment().setMaxThreads(settings.threads());
        Nd4j.getEnvironment().setMaxMasterThreads(settings.threads());
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .updater(new Sgd(Double.parseDouble(settings.text("rate", "0.1"))))
                .convolutionMode(ConvolutionMode.Strict)
                .list()
                .layer(convolution(6))
                .layer(pooling())
                .layer(convolution(16))
                .layer(pooling())
                .layer(convolution(120))
                .layer(new DenseLayer.Builder().nOut(84).activation(Activation.RELU).build())
                .layer(new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                        .nOut(CLASSES).activation(Activation.SOFTMAX).build())
                .setInputType(InputType.convolutional(SIDE, SIDE, 1))
                .build());
        network.init();
        Network compiled = Deployed.network(settings);
        float[] flat = compiled.parameters();
        String[] layers = {"0", "0", "2", "2", "4", "4", "5", "5", "6", "6"};
        for (int p = 0; p < layers.length; p++) {
            Parameter parameter = compiled.signature().parameters().get(p);
            float[] values = Arrays.copyOfRange(flat, parameter.offset(), parameter.offset() + parameter.size());
            set(network, layers[p] + (p % 2 == 0 ? "_W" : "_b"), values, parameter.shape());
        }
        return network;
    }

    private static ConvolutionLayer convolution(int filters) {
        return new ConvolutionLayer.Builder(5, 5).nOut(filters).activation(Activation.RELU).build();
    }

    private static SubsamplingLayer pooling() {
        return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                .kernelSize(2, 2).stride(2, 2).build();
    }

    /** A dense layer's weight is the transpose of this project's; a bias is a row. */
    private static void set(MultiLayerNetwork network, String name, float[] values, int[] shape) {
        long[] extents = Arrays.stream(shape).asLongStream().toArray();
        INDArray array = Nd4j.create(values, extents, 'c');
        if (shape.length == 2) array = array.transpose();
        if (shape.length == 1) array = array.reshape(1, shape[0]);
        network.setParam(name, array.dup());
    }
}
