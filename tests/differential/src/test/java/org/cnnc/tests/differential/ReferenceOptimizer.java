package org.cnnc.tests.differential;

/**
 * The textbook's loop of an optimizer in double precision, as PyTorch's documentation writes it. The arrays are of one
 * length; {@code g} is the gradient, which a step may overwrite.
 */
interface ReferenceOptimizer {
    /** @param t the number of the step, 1 for the first */
    void step(int t, double[] p, double[] g);

    static ReferenceOptimizer sgd(int n, double lr, double momentum, boolean nesterov, double decay) {
        double[] v = new double[n];
        return (t, p, g) -> {
            for (int i = 0; i < n; i++) {
                double d = g[i] + decay * p[i];
                v[i] = momentum * v[i] + d;
                p[i] -= lr * (nesterov ? d + momentum * v[i] : v[i]);
            }
        };
    }

    static ReferenceOptimizer adagrad(int n, double lr, double lrDecay, double eps, double initial, double decay) {
        double[] sum = new double[n];
        java.util.Arrays.fill(sum, initial);
        return (t, p, g) -> {
            for (int i = 0; i < n; i++) {
                double d = g[i] + decay * p[i];
                sum[i] += d * d;
                p[i] -= lr / (1 + (t - 1) * lrDecay) * d / (Math.sqrt(sum[i]) + eps);
            }
        };
    }

    static ReferenceOptimizer rmsprop(int n, double lr, double alpha, double momentum, double eps, double decay) {
        double[] square = new double[n];
        double[] buffer = new double[n];
        return (t, p, g) -> {
            for (int i = 0; i < n; i++) {
                double d = g[i] + decay * p[i];
                square[i] = alpha * square[i] + (1 - alpha) * d * d;
                buffer[i] = momentum * buffer[i] + d / (Math.sqrt(square[i]) + eps);
                p[i] -= lr * buffer[i];
            }
        };
    }

    static ReferenceOptimizer adam(int n, double lr, double beta1, double beta2, double eps, double decay) {
        double[] m = new double[n];
        double[] v = new double[n];
        return (t, p, g) -> {
            for (int i = 0; i < n; i++) {
                double d = g[i] + decay * p[i];
                m[i] = beta1 * m[i] + (1 - beta1) * d;
                v[i] = beta2 * v[i] + (1 - beta2) * d * d;
                double mean = m[i] / (1 - Math.pow(beta1, t));
                double square = v[i] / (1 - Math.pow(beta2, t));
                p[i] -= lr * mean / (Math.sqrt(square) + eps);
            }
        };
    }

    static ReferenceOptimizer adamw(int n, double lr, double beta1, double beta2, double eps, double decay) {
        ReferenceOptimizer adam = adam(n, lr, beta1, beta2, eps, 0);
        return (t, p, g) -> {
            for (int i = 0; i < n; i++) p[i] -= lr * decay * p[i];
            adam.step(t, p, g);
        };
    }

    static ReferenceOptimizer nadam(
            int n, double lr, double beta1, double beta2, double eps, double momentumDecay, double decay) {
        double[] m = new double[n];
        double[] v = new double[n];
        double[] product = {1};
        return (t, p, g) -> {
            double mu = beta1 * (1 - 0.5 * Math.pow(0.96, t * momentumDecay));
            double next = beta1 * (1 - 0.5 * Math.pow(0.96, (t + 1) * momentumDecay));
            product[0] *= mu;
            for (int i = 0; i < n; i++) {
                double d = g[i] + decay * p[i];
                m[i] = beta1 * m[i] + (1 - beta1) * d;
                v[i] = beta2 * v[i] + (1 - beta2) * d * d;
                double mean = next * m[i] / (1 - product[0] * next) + (1 - mu) * d / (1 - product[0]);
                p[i] -= lr * mean / (Math.sqrt(v[i] / (1 - Math.pow(beta2, t))) + eps);
            }
        };
    }

    /** The gradients of penalties added: l1 times the sign of each parameter, l2 times the parameter. */
    default ReferenceOptimizer regularized(double l1, double l2) {
        return (t, p, g) -> {
            for (int i = 0; i < p.length; i++) g[i] += l1 * Math.signum(p[i]) + l2 * p[i];
            step(t, p, g);
        };
    }

    /** PyTorch's clip_grad_norm_. */
    default ReferenceOptimizer clipped(double norm) {
        return (t, p, g) -> {
            double squares = 0;
            for (double each : g) squares += each * each;
            double factor = Math.min(1, norm / (Math.sqrt(squares) + 1e-6));
            for (int i = 0; i < g.length; i++) g[i] *= factor;
            step(t, p, g);
        };
    }
}
