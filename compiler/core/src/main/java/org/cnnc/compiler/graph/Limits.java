package org.cnnc.compiler.graph;

/** How large a model may become; far beyond any network, so that only slips and attacks meet them. */
final class Limits {
    static final int LAYERS = 100_000;
    static final int STATEMENTS = 1_000_000;
    static final int BLOCK_DEPTH = 64;

    /** Of one repeat; what is wrong in the further ones is no different. */
    static final int WRONG_ITERATIONS = 100;

    private Limits() {}

    /** A limit was reached and reported; the model is given up. */
    static final class Reached extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Reached() {
            super("limit reached", null, false, false);
        }
    }
}
