package org.cnnc.benchmarks.pytorch;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.cnnc.benchmarks.fork.Losses;
import org.cnnc.benchmarks.fork.Numbers;
import org.cnnc.benchmarks.fork.Settings;
import org.cnnc.benchmarks.fork.Subject;

/** Steps of stochastic gradient descent on the cross entropy, by PyTorch's own functions and optimizer. */
public final class TorchTraining implements Subject {
    private final TorchGraph graph;
    private final Tensor batch;
    private final Tensor classes;
    private final SGD optimizer;
    private final Losses losses = new Losses();

    public TorchTraining(Settings settings) {
        torch.set_num_threads(settings.threads());
        graph = TorchGraph.of(settings, true);
        int samples = settings.batch();
        batch = graph.batch(Numbers.inputs(samples, graph.inputSize()), samples);
        int[] chosen = Numbers.classes(samples, graph.classes());
        long[] targets = new long[samples];
        for (int i = 0; i < samples; i++) targets[i] = chosen[i];
        classes = Tensor.create(targets, samples);
        List<Tensor> trained = graph.parameters().stream().filter(Tensor::requires_grad).toList();
        SGDOptions options = new SGDOptions(Double.parseDouble(settings.text("rate")));
        optimizer = new SGD(new TensorVector(trained.toArray(Tensor[]::new)), options);
    }

    @Override
    public void run() {
        try (PointerScope scope = new PointerScope()) {
            optimizer.zero_grad();
            Tensor loss = torch.cross_entropy_loss(graph.logits(batch), classes);
            loss.backward();
            optimizer.step();
            losses.add(loss.item_float());
        }
    }

    @Override
    public int comparedRuns() {
        return Losses.COMPARED;
    }

    @Override
    public float[] results() {
        return losses.first();
    }

    @Override
    public void close() {}
}
