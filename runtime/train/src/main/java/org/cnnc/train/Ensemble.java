package org.cnnc.train;

import java.util.List;
import org.cnnc.runtime.Network;
import org.cnnc.runtime.Session;
import org.cnnc.runtime.TensorInfo;

/**
 * Several trainings of one network, whose answer is the mean of theirs (Hansen and Salamon, "Neural network
 * ensembles", 1990). All share the network's program and memory; their parameters take turns in it.
 */
public final class Ensemble implements Predictor {
    private final Network network;
    private final List<float[]> members;
    private final Averaging averaging;
    private final Session session;

    /**
     * @param network whose parameters are overwritten
     * @param members the parameters of each, one or more, laid out as the network's
     * @param averaging of the first output; of further ones it is the mean
     * @param threads that compute; the result does not depend on them
     */
    public Ensemble(Network network, List<float[]> members, Averaging averaging, int threads) {
        this(network, members, averaging, network.session(threads));
    }

    /**
     * The mean of what the loss reads of each member: see {@link Network#evaluation(int)}.
     *
     * @param averaging of what the loss reads
     */
    public static Ensemble ofEvaluation(Network network, List<float[]> members, Averaging averaging, int threads) {
        return new Ensemble(network, members, averaging, network.evaluation(threads));
    }

    private Ensemble(Network network, List<float[]> members, Averaging averaging, Session session) {
        if (members.isEmpty()) throw new IllegalArgumentException("members: expected one or more, found none");
        for (float[] member : members) {
            if (member.length != network.parameters().length) {
                throw new IllegalArgumentException("members: expected " + network.parameters().length
                        + " parameters each, found " + member.length);
            }
        }
        this.network = network;
        this.members = List.copyOf(members);
        this.averaging = averaging;
        this.session = session;
    }

    @Override
    public int inputSize() {
        return session.inputSize();
    }

    @Override
    public int outputSize() {
        return session.outputSize();
    }

    @Override
    public int block() {
        return session.block();
    }

    @Override
    public void predict(float[] inputs, int samples, float[] outputs) {
        int size = outputSize();
        TensorInfo output = network.signature().outputs().getFirst();
        int first = output.size();
        int channels = output.shape()[0];
        double[] sums = new double[Math.multiplyExact(samples, size)];
        for (float[] member : members) {
            System.arraycopy(member, 0, network.parameters(), 0, member.length);
            session.predict(inputs, samples, outputs);
            for (int s = 0; s < samples; s++) {
                averaging.add(outputs, s * size, first, channels, sums);
                Averaging.OUTPUTS.add(outputs, s * size + first, size - first, size - first, sums);
            }
        }
        for (int s = 0; s < samples; s++) {
            for (int i = 0; i < size; i++) {
                Averaging own = i < first ? averaging : Averaging.OUTPUTS;
                outputs[s * size + i] = (float) own.output(sums[s * size + i] / members.size());
            }
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
