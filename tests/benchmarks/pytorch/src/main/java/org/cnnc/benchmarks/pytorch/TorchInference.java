package org.cnnc.benchmarks.pytorch;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.cnnc.benchmarks.fork.Numbers;
import org.cnnc.benchmarks.fork.Settings;
import org.cnnc.benchmarks.fork.Subject;

/** A batch through PyTorch, without gradients, the input made once. */
public final class TorchInference implements Subject {
    private final TorchGraph graph;
    private final Tensor batch;
    private final float[] outputs;

    public TorchInference(Settings settings) {
        torch.set_num_threads(settings.threads());
        graph = TorchGraph.of(settings, false);
        batch = graph.batch(Numbers.inputs(settings.batch(), graph.inputSize()), settings.batch());
        outputs = new float[settings.batch() * graph.classes()];
    }

    @Override
    public void run() {
        try (PointerScope scope = new PointerScope(); NoGradGuard guard = new NoGradGuard()) {
            new FloatPointer(graph.infer(batch).contiguous().data_ptr()).get(outputs);
        }
    }

    @Override
    public float[] results() {
        return outputs.clone();
    }

    @Override
    public void close() {}
}
