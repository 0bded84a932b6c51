package org.cnnc.tests.differential;

import java.util.Random;
import java.util.stream.IntStream;

/** Random small networks: convolutions, poolings, activations, dropouts, normalisations, branches and joins, then dense layers. */
final class RandomNetwork {
    private static final String[] ACTIVATIONS = {"relu", "relu", "sigmoid", "tanh", "relu6", "leaky_relu", "prelu", "elu", "silu", "gelu"};

    /**
     * How large they are.
     *
     * @param batches numbers of samples
     * @param filters of convolutions
     */
    private record Scale(int[] batches, int[] sides, int[] filters, long leastMacs, long mostMacs) {}

    private static final int[] BATCHES = {1, 15, 16, 17, 37, 67};
    private static final int[] SIDES = {6, 7, 9, 12, 15, 16, 17};
    private static final Scale SMALL = new Scale(BATCHES, SIDES, IntStream.rangeClosed(1, 9).toArray(), 0, 60_000);
    private static final Scale LARGE =
            new Scale(BATCHES, SIDES, IntStream.rangeClosed(1, 60).toArray(), 500_000, 8_000_000);

    /** Few samples: of many values, one is so close to a tie that only rounding decides it. */
    private static final Scale DEEP = new Scale(
            new int[] {1, 2, 3, 9, 17}, new int[] {2, 3, 4, 5, 7}, new int[] {16, 16, 32, 32, 48, 7, 24}, 0, 250_000);

    private final Random random;
    private final Scale scale;
    private final StringBuilder text = new StringBuilder();
    private int channels;

    private RandomNetwork(Random random, Scale scale) {
        this.random = random;
        this.scale = scale;
    }

    /** Few channels, as where the samples of a block are the vector; small enough for the oracle. */
    static RandomNetwork small(Random random) {
        return new RandomNetwork(random, SMALL);
    }

    /** Networks large enough for threads to share. */
    static RandomNetwork large(Random random) {
        return new RandomNetwork(random, LARGE);
    }

    /** Many channels over small maps, most often whole blocks of 16; the first convolution always has such. */
    static RandomNetwork deep(Random random) {
        return new RandomNetwork(random, DEEP);
    }

    Example example() {
        while (true) {
            int samples = drawn(scale.batches());
            Example example = new Example(text(samples), samples, random.nextInt(1 << 20));
            if (example.graph().isEmpty() || !example.trains()) continue;
            if (example.macs() >= scale.leastMacs() && example.macs() <= scale.mostMacs()) return example;
        }
    }

    private int drawn(int[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String text(int samples) {
        text.setLength(0);
        channels = 1 + random.nextInt(3);
        text.append("model M {\n");
        boolean signal = random.nextInt(4) == 0;
        line("input image: " + channels + " x " + drawn(scale.sides()) + (signal ? "" : " x " + drawn(scale.sides())));
        if (scale == DEEP) {
            channels = 16 * (1 + random.nextInt(2));
            line("conv " + channels + ", 3, pad=1, " + activation());
        }
        int stages = 2 + random.nextInt(4);
        for (int i = 0; i < stages; i++) stage();
        line("flatten");
        if (random.nextBoolean()) line("dense " + (1 + random.nextInt(20)) + ", " + activation());
        if (random.nextInt(3) == 0) line("dropout 0.25");
        line("dense " + (2 + random.nextInt(9)));
        if (random.nextBoolean()) line("softmax");
        text.append("}\ntrain M {\n");
        line("loss " + (random.nextBoolean() ? "mse" : "cross_entropy"));
        line(Comparison.OPTIMIZER);
        if (scale == DEEP) line("batch " + samples);
        return text.append("}\n").toString();
    }

    private void stage() {
        switch (random.nextInt(scale == DEEP ? 11 : 9)) {
            case 0, 1 -> line(convolution(1 + random.nextInt(3)));
            case 2 -> line("maxpool " + (2 + random.nextInt(2)) + ", stride=" + (1 + random.nextInt(3)) + pad());
            case 3 -> line("avgpool " + (2 + random.nextInt(2)) + ", stride=" + (1 + random.nextInt(2)) + pad());
            case 4 -> line(random.nextBoolean() ? activation() : "dropout 0.25");
            case 5 -> line(random.nextBoolean() ? "batchnorm" : "batchnorm affine=false");
            case 6 -> normalized();
            case 9 -> line("depthwise 3, pad=1, " + activation());
            case 10 -> grouped();
            default -> branches();
        }
    }

    private String convolution(int kernel) {
        channels = drawn(scale.filters());
        String stride = random.nextInt(4) == 0 ? ", stride=2" : "";
        String act = random.nextBoolean() ? ", " + activation() : "";
        return "conv " + channels + ", " + kernel + pad() + stride + act;
    }

    /** As many groups as divide both sides, each with less than a block of channels, one, or several. */
    private void grouped() {
        int groups = channels % 16 == 0 ? drawn(new int[] {2, 4, 8}) : channels;
        channels = groups * drawn(new int[] {4, 8, 16});
        line("conv " + channels + ", 3, pad=1, groups=" + groups);
    }

    private String pad() {
        return random.nextBoolean() ? ", pad=1" : "";
    }

    private String activation() {
        return ACTIVATIONS[random.nextInt(ACTIVATIONS.length)];
    }

    /** Paths that keep the extents, joined by a sum or side by side; one of them is empty. */
    private void branches() {
        int filters = channels;
        int paths = 2;
        line("branch a { conv " + filters + ", 3, pad=1, " + activation() + "; conv " + filters + ", 3, pad=1, bias=false }");
        if (random.nextBoolean()) {
            line("branch b { conv " + filters + ", 1; " + activation() + " }");
            paths++;
        }
        if (random.nextBoolean()) {
            line("branch c { maxpool 3, stride=1, pad=1 }");
            paths++;
        }
        line("branch d { }");
        if (random.nextBoolean()) {
            line("add");
        } else {
            line("concat");
            channels *= paths;
        }
        if (random.nextBoolean()) line(activation());
    }

    /** Between a convolution and its activation, as most networks have it. */
    private void normalized() {
        line(convolution(3).replaceFirst(", (relu|sigmoid|tanh)$", ""));
        line("batchnorm");
        line(activation());
    }

    private void line(String statement) {
        text.append("    ").append(statement).append('\n');
    }
}
