package org.cnnc.benchmarks.fork;

/** Some kernels of a compiled program by themselves, all of them in a run; see {@link LoadedKernels}. */
public final class CnncKernels implements Subject {
    private final LoadedKernels kernels;

    public CnncKernels(Settings settings) {
        kernels = new LoadedKernels(settings);
        System.out.println(Fork.MARK + "block " + kernels.block());
    }

    /** Samples of a run. */
    public int block() {
        return kernels.block();
    }

    @Override
    public void run() {
        for (int i = 0; i < kernels.count(); i++) kernels.run(i);
    }

    @Override
    public float[] results() {
        return new float[0];
    }

    @Override
    public void close() {}
}
