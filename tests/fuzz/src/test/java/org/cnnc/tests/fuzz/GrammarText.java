package org.cnnc.tests.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.op.LayerKind;
import org.cnnc.compiler.op.Layers;

/** Random files by the grammar: mostly of right shapes, now and then nested, repeated or large beyond reason. */
final class GrammarText {
    private static final String FILE = "../../models/fuzz.cnn";
    private static final String[] IMPORTS = {"blocks/densenet.cnn", "blocks/resnet.cnn", "missing.cnn", "fuzz.cnn", "lenet5.cnn", "../x\\\"y", ""};
    private static final String[] FLAT = {"relu", "tanh", "sigmoid", "dropout", "dense", "dense"};
    private static final String[] SPATIAL = {"relu", "batchnorm", "conv", "conv", "conv", "maxpool"};
    private static final int MOST_TEXT = 30_000;

    private final Random random;
    private final TokenText text;
    private final List<String> values = new ArrayList<>(List.of("k"));
    private final List<String> blocks = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();
    private final ExpressionText expressions;

    GrammarText(Random random) {
        this.random = random;
        text = new TokenText(random);
        expressions = new ExpressionText(random, text, values);
    }

    Case example() {
        if (random.nextInt(10) == 0) {
            text.put("import", "\"" + IMPORTS[random.nextInt(IMPORTS.length)] + "\"");
            text.end();
        }
        for (int i = random.nextInt(3); i > 0; i--) block();
        for (int i = random.nextInt(8) == 0 ? 2 : 1; i > 0; i--) model(i == 1 ? "M" : "N");
        if (random.nextInt(3) == 0) training();
        return new Case(FILE, text.toString());
    }

    private boolean rarely() {
        return random.nextInt(25) == 0;
    }

    private void parameters() {
        if (random.nextInt(4) == 0) return;
        text.put("(", "k", "=");
        text.put(Numbers.small(random));
        if (random.nextInt(3) == 0) text.put("in", "1", "..", random.nextBoolean() ? "100" : Numbers.small(random));
        if (random.nextInt(4) == 0) text.put(",", "flag", "=", "true");
        if (rarely()) text.put(",", "needed");
        text.put(")");
    }

    private void block() {
        String name = "B" + blocks.size();
        text.put("block", name);
        parameters();
        // Now and then it uses itself.
        if (rarely()) blocks.add(name);
        body(2, false);
        text.end();
        if (!blocks.contains(name)) blocks.add(name);
    }

    private void model(String name) {
        text.put("model", name);
        parameters();
        text.put("{");
        text.end();
        boolean flat = random.nextInt(4) == 0;
        text.put("input", "image", ":");
        if (flat) expressions.extents(1);
        else text.put("3", "x", "16", "x", random.nextBoolean() ? "16" : "12");
        text.end();
        statements(3, flat);
        if (!flat && random.nextInt(3) > 0) layer("flatten");
        text.put("dense");
        expressions.count();
        text.end();
        if (random.nextInt(4) == 0) expectation();
        text.put("}");
        text.end();
    }

    private void body(int depth, boolean flat) {
        text.put("{");
        if (random.nextInt(10) > 0) {
            if (random.nextBoolean()) text.end();
            statements(depth, flat);
        }
        text.put("}");
    }

    private void statements(int depth, boolean flat) {
        for (int i = 1 + random.nextInt(5); i > 0 && text.length() < MOST_TEXT; i--) {
            statement(depth, flat);
            text.end();
        }
    }

    private void statement(int depth, boolean flat) {
        switch (random.nextInt(depth > 0 ? 24 : 14)) {
            case 0 -> {
                text.put("let", "v" + values.size(), "=");
                expressions.count();
                values.add("v" + values.size());
            }
            case 1 -> {
                text.put("default", "conv", "(", "pad", "=");
                expressions.count();
                text.put(",", "bias", "=", random.nextBoolean() ? "true" : "false", ")");
            }
            case 2 -> any();
            case 3 -> use();
            case 14, 15 -> branches(depth, flat);
            case 16, 17 -> repeat(depth, flat);
            case 18, 19 -> choice(depth, flat);
            case 20 -> {
                label();
                body(depth - 1, flat);
            }
            case 21 -> {
                if (rarely()) output();
                else common(flat);
            }
            case 22 -> {
                if (random.nextInt(4) == 0) wild();
                else common(flat);
            }
            default -> common(flat);
        }
    }

    private void label() {
        if (random.nextInt(3) > 0) return;
        String name = rarely() && !labels.isEmpty() ? labels.getFirst() : "label".substring(random.nextInt(5)) + labels.size();
        labels.add(name);
        text.put(name, ":");
    }

    private void layer(String... tokens) {
        label();
        text.put(tokens);
        if (rarely()) {
            text.put("->");
            expressions.extents(1 + random.nextInt(3));
        }
        text.end();
    }

    /** A layer of right shape. */
    private void common(boolean flat) {
        label();
        String kind = (flat ? FLAT : SPATIAL)[random.nextInt(6)];
        text.put(kind);
        switch (kind) {
            case "dense" -> expressions.count();
            case "conv" -> {
                expressions.count();
                text.put(",", "3x3", ",", "pad", "=", "1");
                if (random.nextInt(3) == 0) text.put(",", "relu");
            }
            case "maxpool" -> text.put("3", ",", "stride", "=", "1", ",", "pad", "=", "1");
            default -> { }
        }
        if (rarely()) text.put("from", labels.isEmpty() ? "image" : labels.getLast());
        if (rarely()) {
            text.put("->");
            expressions.extents(flat ? 1 : 3);
        }
    }

    /** Any layer of the language with any of its arguments. */
    private void any() {
        LayerKind kind = Layers.all().get(random.nextInt(Layers.all().size()));
        label();
        text.put(kind.name());
        String comma = "";
        for (Argument argument : kind.schema().arguments()) {
            boolean given = argument.positional() && argument.defaultText().isEmpty() || random.nextInt(3) == 0;
            if (!given) continue;
            if (!comma.isEmpty()) text.put(comma);
            if (!argument.positional()) text.put(argument.name(), "=");
            value(argument);
            comma = ",";
        }
    }

    private void value(Argument argument) {
        switch (random.nextInt(6)) {
            case 0, 1 -> expressions.count();
            case 2 -> text.put(random.nextBoolean() ? "3x3" : "true");
            case 3 -> text.put("(", "1", ",", "2", ",", "1", ",", "0", ")");
            default -> {
                if (argument.defaultText().isPresent()) text.put(argument.defaultText().get());
                else expressions.count();
            }
        }
    }

    private void use() {
        if (blocks.isEmpty()) {
            any();
            return;
        }
        label();
        text.put(blocks.get(random.nextInt(blocks.size())));
        if (random.nextBoolean()) expressions.count();
    }

    private void branches(int depth, boolean flat) {
        int paths = 1 + random.nextInt(3);
        for (int i = 0; i < paths; i++) {
            text.put("branch", "b" + i);
            body(depth - 1, flat);
            text.end();
        }
        if (rarely()) return;
        label();
        text.put(random.nextBoolean() ? "add" : "concat");
        if (random.nextInt(3) == 0) for (int i = 0; i < paths; i++) text.put(i == 0 ? "b0" : ", b" + i);
    }

    private void repeat(int depth, boolean flat) {
        label();
        text.put("repeat");
        if (random.nextBoolean()) {
            text.put("i", "in", "1", "..");
            values.add("i");
        }
        if (rarely()) text.put(Numbers.any(random));
        else text.put(Numbers.small(random));
        body(depth - 1, flat);
    }

    private void choice(int depth, boolean flat) {
        text.put("if");
        expressions.condition();
        body(depth - 1, flat);
        if (random.nextInt(3) == 0) return;
        text.put("else");
        if (random.nextInt(4) == 0) choice(depth, flat);
        else body(depth - 1, flat);
    }

    private void output() {
        text.put("output", labels.isEmpty() ? "image" : labels.getLast());
        if (labels.size() > 1) text.put(",", labels.getFirst());
    }

    private void expectation() {
        text.put("expect", new String[] {"parameters", "macs", "weights", "activations", "output", "nothing"}[random.nextInt(6)]);
        text.put(new String[] {"==", "<=", ">="}[random.nextInt(3)]);
        text.put(random.nextBoolean() ? Numbers.any(random) : "1M");
        text.end();
    }

    /** Nesting and repetition beyond reason. */
    private void wild() {
        int times = 1 + random.nextInt(700);
        switch (random.nextInt(6)) {
            case 0 -> text.put("{".repeat(times) + " relu " + "}".repeat(times));
            case 1 -> text.put("repeat 1000 { ".repeat(1 + random.nextInt(8)) + "relu" + " }".repeat(1 + random.nextInt(8)));
            case 2 -> text.put("if true { ".repeat(times) + "relu" + " }".repeat(times));
            case 3 -> text.put("relu; ".repeat(times) + "relu");
            case 4 -> text.put("repeat 2000000000 { }");
            default -> text.put("conv " + Numbers.any(random) + ", " + Numbers.any(random) + ", pad=" + Numbers.any(random));
        }
    }

    private void training() {
        text.put("train", "M", "{");
        text.end();
        String[] settings = {
            "data mnist(pad = 2, validation = 10)", "loss cross_entropy", "loss mse", "optimizer sgd(lr = 0.1)", "optimizer sgd(lr = 1e300)",
            "batch 64", "batch 2000000000", "epochs 20", "seed 1", "augment flip, shift(2)", "schedule step(every = 2)", "early_stop(patience = 3)",
            "metrics accuracy, top_k(5)", "nothing 5", "batch"
        };
        for (int i = random.nextInt(5); i > 0; i--) {
            text.put(settings[random.nextInt(settings.length)]);
            text.end();
        }
        text.put("}");
        text.end();
    }
}
