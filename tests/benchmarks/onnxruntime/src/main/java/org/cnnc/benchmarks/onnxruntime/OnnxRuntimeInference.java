package org.cnnc.benchmarks.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import org.cnnc.benchmarks.fork.Numbers;
import org.cnnc.benchmarks.fork.Settings;
import org.cnnc.benchmarks.fork.Subject;

/** A batch through ONNX Runtime's own session, all its optimizations on, the input made once in native memory. */
public final class OnnxRuntimeInference implements Subject {
    private final OrtSession session;
    private final Map<String, OnnxTensor> inputs;
    private float[] outputs;

    public OnnxRuntimeInference(Settings settings) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(settings.threads());
        options.setInterOpNumThreads(1);
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
        session = environment.createSession(settings.text("onnx"), options);
        String name = session.getInputNames().iterator().next();
        long[] shape = ((TensorInfo) session.getInputInfo().get(name).getInfo()).getShape().clone();
        shape[0] = settings.batch();
        int size = 1;
        for (int axis = 1; axis < shape.length; axis++) size *= (int) shape[axis];
        float[] values = Numbers.inputs(settings.batch(), size);
        FloatBuffer buffer = ByteBuffer.allocateDirect(values.length * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        buffer.put(values).rewind();
        inputs = Map.of(name, OnnxTensor.createTensor(environment, buffer, shape));
    }

    @Override
    public void run() {
        try (OrtSession.Result result = session.run(inputs)) {
            FloatBuffer buffer = ((OnnxTensor) result.get(0)).getFloatBuffer();
            if (outputs == null) outputs = new float[buffer.remaining()];
            buffer.get(outputs);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime refused the network", e);
        }
    }

    @Override
    public float[] results() {
        return outputs.clone();
    }

    @Override
    public void close() {
        try {
            inputs.values().forEach(OnnxTensor::close);
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime does not let go of the network", e);
        }
    }
}
