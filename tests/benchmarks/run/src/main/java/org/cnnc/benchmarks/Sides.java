package org.cnnc.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How each side is started for a piece of work. */
final class Sides {
    static final String CNNC = "cnnc";
    static final String ONNX_RUNTIME = "ONNX Runtime 1.29.0";
    static final String PYTORCH = "PyTorch 2.10 (bytedeco)";
    static final String DJL = "DJL 0.35.1 (PyTorch 2.7.1)";
    static final String DL4J = "DL4J 1.0.0-M2.1";

    /** What brings the Vector API; a JVM without it runs the plain loops. */
    static final List<String> VECTOR = List.of("--add-modules", "jdk.incubator.vector");

    private static final Path JDK = Path.of(System.getProperty("java.home"));
    private static final List<String> NATIVE = List.of("--enable-native-access=ALL-UNNAMED");

    private Sides() {}

    private static Launch cnnc(PreparedModel model, String subject, Map<String, String> settings, int threads) {
        List<Path> path = new ArrayList<>(ClassPaths.of("fork"));
        path.add(model.jar());
        return new Launch(JDK, List.of(), path, "org.cnnc.benchmarks.fork." + subject, settings, threads)
                .with("network", model.name())
                .with("weights", model.weights().toString())
                .with("roof", "true");
    }

    static Launch cnncInference(PreparedModel model, int batch, int threads) {
        return cnnc(model, "CnncInference", batch(batch), threads).withFlags(VECTOR);
    }

    static Launch cnncTraining(PreparedModel model, int batch, int threads) {
        return cnnc(model, "CnncTraining", batch(batch), threads).withFlags(VECTOR);
    }

    /** The same without a flag: plain loops. */
    static Launch plainTraining(PreparedModel model, int batch, int threads) {
        return cnnc(model, "CnncTraining", batch(batch), threads);
    }

    /**
     * Kernels by themselves.
     *
     * @param program such as {@code Single512}
     * @param kernels what their names begin with
     */
    static Launch cnncKernels(PreparedModel model, String program, String kernels) {
        Map<String, String> settings = Map.of("program", model.name() + "$" + program, "kernels", ProgramKernels.of(model, program).named(kernels));
        Launch launch = cnnc(model, "CnncKernels", settings, 1);
        return program.endsWith("Plain") ? launch : launch.withFlags(VECTOR).withFlags(width(program));
    }

    /** The roof is of the kernels' own width. */
    private static List<String> width(String program) {
        return List.of("-Dcnn.vector=" + program.replaceAll("\\D", ""));
    }

    private static Map<String, String> batch(int batch) {
        return Map.of("batch", Integer.toString(batch));
    }

    static Launch onnxRuntime(PreparedModel model, int batch, int threads) {
        return new Launch(
                JDK, NATIVE, ClassPaths.of("onnxruntime"), "org.cnnc.benchmarks.onnxruntime.OnnxRuntimeInference",
                batch(batch), threads).with("onnx", model.onnx().toString());
    }

    static Launch pytorchInference(PreparedModel model, int batch, int threads) {
        return ofGraph("pytorch", "TorchInference", model, batch, threads);
    }

    static Launch pytorchTraining(PreparedModel model, int batch, int threads, double rate) {
        return ofGraph("pytorch", "TorchTraining", model, batch, threads).with("rate", Double.toString(rate));
    }

    static Launch djlInference(PreparedModel model, int batch, int threads) {
        return ofGraph("djl", "DjlInference", model, batch, threads);
    }

    static Launch djlTraining(PreparedModel model, int batch, int threads, double rate) {
        return ofGraph("djl", "DjlTraining", model, batch, threads).with("rate", Double.toString(rate));
    }

    private static Launch ofGraph(String module, String subject, PreparedModel model, int batch, int threads) {
        List<Path> path = new ArrayList<>(ClassPaths.of(module));
        path.add(model.jar());
        return new Launch(JDK, NATIVE, path, "org.cnnc.benchmarks." + module + "." + subject, batch(batch), threads)
                .with("model", model.file().toString())
                .with("network", model.name())
                .with("weights", model.weights().toString());
    }

    static Launch dl4jInference(PreparedModel model, int batch, int threads) {
        return dl4j("Dl4jInference", model, batch, threads);
    }

    static Launch dl4jTraining(PreparedModel model, int batch, int threads, double rate) {
        return dl4j("Dl4jTraining", model, batch, threads).with("rate", Double.toString(rate));
    }

    private static Launch dl4j(String subject, PreparedModel model, int batch, int threads) {
        Path jdk = Machine.jdk17().orElseThrow(() -> new IllegalStateException(
                "DL4J needs a JDK 17, and there is none in JAVA17_HOME and below /usr/lib/jvm"));
        List<Path> path = new ArrayList<>(ClassPaths.of("dl4j"));
        path.add(model.jar());
        return new Launch(jdk, List.of(), path, "org.cnnc.benchmarks.dl4j." + subject, batch(batch), threads)
                .with("network", model.name())
                .with("weights", model.weights().toString());
    }
}
