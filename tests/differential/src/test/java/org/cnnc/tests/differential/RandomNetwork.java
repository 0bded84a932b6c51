package org.cnnc.tests.differential;

import java.util.Random;

/** Random small networks: convolutions, poolings, activations, dropouts, normalisations, branches and joins, then dense layers. */
final class RandomNetwork {
    private static final int[] BATCHES = {1, 15, 16, 17, 37, 67};
    private static final int[] SIDES = {6, 7, 9, 12, 15, 16, 17};
    private static final String[] ACTIVATIONS = {"relu", "relu", "sigmoid", "tanh", "relu6", "leaky_relu", "prelu", "elu", "silu", "gelu"};
    private static final long MOST_MACS = 60_000;
    private static final int MOST_FILTERS = 9;

    private final Random random;
    private final int mostFilters;
    private final long leastMacs;
    private final long mostMacs;
    private final StringBuilder text = new StringBuilder();
    private int channels;

    /** Networks small enough for the oracle. */
    RandomNetwork(Random random) {
        this(random, MOST_FILTERS, 0, MOST_MACS);
    }

    private RandomNetwork(Random random, int mostFilters, long leastMacs, long mostMacs) {
        this.random = random;
        this.mostFilters = mostFilters;
        this.leastMacs = leastMacs;
        this.mostMacs = mostMacs;
    }

    /** Networks large enough for threads to share. */
    static RandomNetwork large(Random random) {
        return new RandomNetwork(random, 60, 500_000, 8_000_000);
    }

    Example example() {
        while (true) {
            Example example = new Example(text(), BATCHES[random.nextInt(BATCHES.length)], random.nextInt(1 << 20));
            if (example.graph().isEmpty() || !example.trains()) continue;
            if (example.macs() >= leastMacs && example.macs() <= mostMacs) return example;
        }
    }

    private String text() {
        text.setLength(0);
        channels = 1 + random.nextInt(3);
        text.append("model M {\n");
        String side = "" + SIDES[random.nextInt(SIDES.length)];
        boolean signal = random.nextInt(4) == 0;
        line("input image: " + channels + " x " + side + (signal ? "" : " x " + SIDES[random.nextInt(SIDES.length)]));
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
        return text.append("}\n").toString();
    }

    private void stage() {
        switch (random.nextInt(9)) {
            case 0, 1 -> line(convolution(1 + random.nextInt(3)));
            case 2 -> line("maxpool " + (2 + random.nextInt(2)) + ", stride=" + (1 + random.nextInt(3)) + pad());
            case 3 -> line("avgpool " + (2 + random.nextInt(2)) + ", stride=" + (1 + random.nextInt(2)) + pad());
            case 4 -> line(random.nextBoolean() ? activation() : "dropout 0.25");
            case 5 -> line(random.nextBoolean() ? "batchnorm" : "batchnorm affine=false");
            case 6 -> normalized();
            default -> branches();
        }
    }

    private String convolution(int kernel) {
        channels = 1 + random.nextInt(mostFilters);
        String stride = random.nextInt(4) == 0 ? ", stride=2" : "";
        String act = random.nextBoolean() ? ", " + activation() : "";
        return "conv " + channels + ", " + kernel + pad() + stride + act;
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
