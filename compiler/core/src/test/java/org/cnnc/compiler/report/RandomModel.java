package org.cnnc.compiler.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A random model of nested scopes, branches, long skips, repeats and several outputs, all of one shape. */
final class RandomModel {
    private static final int DEEPEST = 4;

    private final Random random;
    private final StringBuilder text = new StringBuilder();
    private int labels;

    RandomModel(long seed) {
        this.random = new Random(seed);
    }

    String text() {
        text.append("model Random {\ninput first: 4 x 5 x 5\n");
        List<String> seen = new ArrayList<>(List.of("first"));
        if (random.nextBoolean()) {
            text.append("input ").append("second_input_with_a_long_name").append(": 4 x 5 x 5\n");
            seen.add("second_input_with_a_long_name");
        }
        body(1, seen, 2 + random.nextInt(6));
        String last = layer(seen);
        text.append("output ").append(last);
        if (seen.size() > 3 && random.nextBoolean()) text.append(", ").append(seen.get(seen.size() - 2));
        return text.append("\n}\n").toString();
    }

    /** Statements of a scope; what is made at its top is seen by those behind it. */
    private void body(int depth, List<String> seen, int statements) {
        for (int i = 0; i < statements; i++) {
            switch (depth >= DEEPEST ? 0 : random.nextInt(5)) {
                case 1 -> branches(depth, seen);
                case 2 -> repeat(depth, seen);
                case 3 -> join(seen);
                default -> layer(seen);
            }
        }
    }

    private String layer(List<String> seen) {
        String label = label();
        String call = switch (random.nextInt(3)) {
            case 0 -> "conv 4, 3x3, pad=1, relu";
            case 1 -> "relu";
            default -> "conv 4, 1x1";
        };
        text.append(label).append(": ").append(call).append(" from ").append(any(seen)).append('\n');
        seen.add(label);
        return label;
    }

    private void join(List<String> seen) {
        String label = label();
        text.append(label).append(": add ").append(any(seen));
        for (int i = random.nextInt(4); i >= 0; i--) text.append(", ").append(any(seen));
        text.append('\n');
        seen.add(label);
    }

    private void branches(int depth, List<String> seen) {
        layer(seen);
        List<String> names = new ArrayList<>();
        for (int i = random.nextInt(4) + 2; i > 0; i--) {
            String name = label();
            names.add(name);
            text.append("branch ").append(name).append(" {\n");
            if (random.nextInt(4) > 0) body(depth + 1, new ArrayList<>(seen), 1 + random.nextInt(3));
            text.append("}\n");
        }
        String label = label();
        text.append(label).append(": add ").append(String.join(", ", names)).append('\n');
        seen.add(label);
    }

    private void repeat(int depth, List<String> seen) {
        layer(seen);
        text.append(label()).append(": repeat ").append(1 + random.nextInt(4)).append(" {\n");
        for (int i = random.nextInt(3); i >= 0; i--) text.append("conv 4, 3x3, pad=1, relu\n");
        text.append("}\n");
        layer(seen);
    }

    private String label() {
        return (random.nextInt(8) == 0 ? "a_label_that_is_much_longer_than_labels_usually_are_and_still_goes_on_" : "n") + labels++;
    }

    private String any(List<String> seen) {
        return seen.get(random.nextInt(seen.size()));
    }
}
