package org.cnnc.runtime;

/**
 * Random orthonormal vectors: the Q of the QR decomposition of a Gaussian matrix, with the diagonal of R
 * positive, which makes Q uniformly distributed (Mezzadri, 2007). Gram-Schmidt, each vector twice ("twice
 * is enough", Giraud, Langou and Rozloznik, 2005).
 */
final class OrthonormalBasis {
    private OrthonormalBasis() {}

    /** {@code count} vectors of {@code length} elements, {@code count <= length}. */
    static double[][] random(int count, int length, long key) {
        double[][] basis = new double[count][length];
        for (int v = 0; v < count; v++) {
            double[] vector = basis[v];
            long vectorKey = CounterRandom.derive(key, v);
            for (int i = 0; i < length; i++) {
                vector[i] = NormalQuantile.of(NormalQuantile.probability(vectorKey, i));
            }
            removeProjections(vector, basis, v);
            removeProjections(vector, basis, v);
            scale(vector, 1 / Math.sqrt(dot(vector, vector)));
        }
        return basis;
    }

    private static void removeProjections(double[] vector, double[][] basis, int count) {
        for (int k = 0; k < count; k++) {
            double[] other = basis[k];
            double share = dot(vector, other);
            for (int i = 0; i < vector.length; i++) vector[i] -= share * other[i];
        }
    }

    private static void scale(double[] vector, double factor) {
        for (int i = 0; i < vector.length; i++) vector[i] *= factor;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
        return sum;
    }
}
