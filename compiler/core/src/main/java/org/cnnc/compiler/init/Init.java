package org.cnnc.compiler.init;

import org.cnnc.runtime.Initializer;

/** An initialiser as a file names it, its gain and fans still open. */
public interface Init {
    /** As the language writes it, for reports and lock files. */
    String text();

    /**
     * The distribution for a tensor.
     *
     * @param fanIn inputs that one output element sums over
     * @param fanOut outputs that one input element reaches
     * @param gain the gain of the activation that follows (ReLU sqrt 2, tanh 5/3, linear 1, ...)
     */
    Initializer resolve(long fanIn, long fanOut, double gain);
}
