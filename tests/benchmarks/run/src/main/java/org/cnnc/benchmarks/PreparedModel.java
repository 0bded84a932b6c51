package org.cnnc.benchmarks;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.cnnc.compiler.Checked;
import org.cnnc.compiler.Frontend;
import org.cnnc.compiler.autodiff.Inference;
import org.cnnc.compiler.graph.Overrides;
import org.cnnc.compiler.link.CompiledModel;
import org.cnnc.compiler.shape.CheckedModel;
import org.cnnc.runtime.Network;
import org.cnnc.runtime.Parameter;
import org.cnnc.runtime.Target;

/**
 * A network as all sides need it: compiled, with weights in a file, its text for those who make it of the typed graph.
 *
 * @param file the model's text
 * @param macs multiply-adds of a sample
 */
record PreparedModel(String name, Path folder, Path file, long macs) {
    private static final long SEED = 1;

    /**
     * Compiles the model of a file.
     *
     * @param folder made for it
     */
    static PreparedModel of(Path file, Path folder, Set<Target> targets) throws IOException {
        Checked checked = Frontend.check(file, Overrides.none());
        if (checked.hasErrors()) throw new IOException(file + ": " + checked.diagnostics());
        CheckedModel model = checked.models().getFirst();
        Files.createDirectories(folder);
        String name = model.graph().name();
        CompiledModel compiled = CompiledModel.compile(model.graph(), name, EnumSet.copyOf(targets));
        PreparedModel prepared = new PreparedModel(name, folder, file.toAbsolutePath(), model.totals().macs());
        compiled.writeTo(prepared.jar());
        Network network = compiled.initialize(SEED);
        vary(network);
        network.save(prepared.weights());
        return prepared;
    }

    /** Statistics as training leaves them, so that a mistake in them shows; variances keep deep networks' numbers small. */
    private static void vary(Network network) {
        Random random = new Random(SEED);
        List<Parameter> parameters = network.signature().parameters();
        Set<String> names = Set.copyOf(parameters.stream().map(Parameter::name).toList());
        for (Parameter parameter : parameters) {
            String layer = parameter.name().substring(0, parameter.name().lastIndexOf('.'));
            if (!names.contains(layer + ".running_var")) continue;
            boolean variance = parameter.name().endsWith(".running_var");
            boolean factor = parameter.name().endsWith(".weight");
            for (int i = 0; i < parameter.size(); i++) {
                float drawn = random.nextFloat();
                float value = variance ? 1 + 3 * drawn : factor ? 0.5f + drawn : 0.2f * drawn - 0.1f;
                network.parameters()[parameter.offset() + i] = value;
            }
        }
    }

    /** Writes the network for ONNX Runtime. */
    void writeOnnx() throws IOException {
        if (Files.exists(onnx())) return;
        CheckedModel model = Frontend.check(file, Overrides.none()).models().getFirst();
        CompiledModel compiled = CompiledModel.compile(model.graph(), name, EnumSet.of(Target.PLAIN));
        float[] parameters = compiled.load(weights()).parameters();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(onnx()))) {
            OnnxExport.export(Inference.inference(model.graph()), parameters).writeTo(out);
        }
    }

    Path jar() {
        return folder.resolve("network.jar");
    }

    Path weights() {
        return folder.resolve("weights.safetensors");
    }

    Path onnx() {
        return folder.resolve("network.onnx");
    }
}
