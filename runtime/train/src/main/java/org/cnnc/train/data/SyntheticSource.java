package org.cnnc.train.data;

import org.cnnc.runtime.CounterRandom;
import org.cnnc.train.DataException;
import org.cnnc.train.Dataset;
import org.cnnc.train.Samples;
import org.cnnc.train.Targets;

/** Generated samples of any shape, the same for the same seed, which is not the training's. */
public final class SyntheticSource implements Source {
    private static final long CENTRES = 1;
    private static final long NOISE = 2;
    private static final double TEST_SHARE = 0.2;
    private static final float MOST_NOISE = 0.5f;

    /** What is generated. */
    public enum Kind {
        /** Classes in turn, each around a centre of its own, so near that no two overlap. */
        CLUSTERS,
        /** Two classes: whether the first and the second half of the cells have the same sign; no line parts them. */
        XOR,
        /** Targets that are a linear map of the sample. */
        LINEAR
    }

    private final Kind kind;
    private final int count;
    private final int[] shape;
    private final int answers;
    private final long seed;

    private SyntheticSource(Kind kind, int count, int[] shape, int answers, long seed) {
        this.kind = kind;
        this.count = count;
        this.shape = shape;
        this.answers = answers;
        this.seed = seed;
    }

    /**
     * @param count samples in all, a fifth of them for the test
     * @param shape of a sample
     * @param answers number of classes, or of targets
     */
    public static SyntheticSource of(Kind kind, int count, int[] shape, int answers, long seed) {
        return new SyntheticSource(kind, count, shape, answers, seed);
    }

    @Override
    public Dataset training(int limit) throws DataException {
        Dataset all = generate();
        Dataset kept = all.select(Draw.without(count, Draw.test(count, TEST_SHARE)));
        return kept.size() <= limit ? kept : kept.select(Draw.first(limit));
    }

    @Override
    public Dataset test() throws DataException {
        return generate().select(Draw.test(count, TEST_SHARE));
    }

    private Dataset generate() throws DataException {
        Memory memory = Memory.of("synthetic");
        for (int s = 0; s < count; s++) memory.take((long) Float.BYTES * Dataset.sizeOf(shape));
        return switch (kind) {
            case CLUSTERS -> clusters();
            case XOR -> xor();
            case LINEAR -> linear();
        };
    }

    /** A number on [-1, 1). */
    private float uniform(long what, int row, int cell) {
        return 2 * CounterRandom.uniform(CounterRandom.derive(seed, what), row, cell) - 1;
    }

    private Dataset clusters() {
        int size = Dataset.sizeOf(shape);
        float[][] centres = new float[answers][size];
        for (int c = 0; c < answers; c++) {
            for (int i = 0; i < size; i++) centres[c][i] = uniform(CENTRES, c, i);
        }
        double nearest = Double.POSITIVE_INFINITY;
        for (int a = 0; a < answers; a++) {
            for (int b = 0; b < a; b++) {
                double square = 0;
                for (int i = 0; i < size; i++) square += Math.pow(centres[a][i] - centres[b][i], 2);
                nearest = Math.min(nearest, Math.sqrt(square));
            }
        }
        // A cell's noise this far at most keeps every sample nearer to its own centre than to any other.
        float noise = (float) Math.min(MOST_NOISE, nearest / (2.5 * Math.sqrt(size)));
        float[][] samples = new float[count][size];
        int[] labels = new int[count];
        for (int s = 0; s < count; s++) {
            labels[s] = s % answers;
            for (int i = 0; i < size; i++) samples[s][i] = centres[labels[s]][i] + noise * uniform(NOISE, s, i);
        }
        return new Dataset(Samples.ofFloats(samples, shape), new Targets.Classes(labels, answers));
    }

    private Dataset xor() throws DataException {
        int size = Dataset.sizeOf(shape);
        if (size < 2 || answers != 2) {
            throw new DataException(DataException.Kind.MISFIT, "kind = xor: expected samples of two numbers or more and two classes, found "
                    + Dataset.extents(shape) + " and " + answers);
        }
        float[][] samples = new float[count][size];
        int[] labels = new int[count];
        for (int s = 0; s < count; s++) {
            int first = s & 1;
            int second = s >> 1 & 1;
            labels[s] = first ^ second;
            for (int i = 0; i < size; i++) {
                int sign = 2 * (i < size / 2 ? first : second) - 1;
                samples[s][i] = sign + MOST_NOISE * uniform(NOISE, s, i);
            }
        }
        return new Dataset(Samples.ofFloats(samples, shape), new Targets.Classes(labels, 2));
    }

    private Dataset linear() {
        int size = Dataset.sizeOf(shape);
        float[][] samples = new float[count][size];
        float[] targets = new float[Math.multiplyExact(count, answers)];
        double scale = 1 / Math.sqrt(size);
        for (int s = 0; s < count; s++) {
            for (int i = 0; i < size; i++) samples[s][i] = uniform(NOISE, s, i);
            for (int t = 0; t < answers; t++) {
                double sum = 0;
                for (int i = 0; i < size; i++) sum += uniform(CENTRES, t, i) * samples[s][i];
                targets[s * answers + t] = (float) (scale * sum);
            }
        }
        return new Dataset(Samples.ofFloats(samples, shape), new Targets.Values(targets, new int[] {answers}));
    }
}
