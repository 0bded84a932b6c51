package org.cnnc.tests.fuzz;

import java.util.List;
import java.util.Random;

/** Random expressions: mostly small whole numbers, now and then nonsense or what no machine holds. */
final class ExpressionText {
    private static final int DEEP = 1200;

    private final Random random;
    private final TokenText text;
    private final List<String> names;

    /** @param names values in scope; may grow */
    ExpressionText(Random random, TokenText text, List<String> names) {
        this.random = random;
        this.text = text;
        this.names = names;
    }

    void count() {
        count(3);
    }

    private void count(int depth) {
        int kind = random.nextInt(depth > 0 ? 40 : 24);
        if (kind < 20) text.put(Numbers.small(random));
        else if (kind < 23) name();
        else if (kind == 23) text.put(Numbers.any(random));
        else if (kind < 30) operation(depth);
        else if (kind < 33) parenthesised(depth);
        else if (kind < 36) call(depth);
        else if (kind < 38) choice(depth);
        else if (kind == 38) text.put("in", ".", new String[] {"channels", "height", "features", "nothing"}[random.nextInt(4)]);
        else wild();
    }

    void condition() {
        switch (random.nextInt(6)) {
            case 0 -> text.put(random.nextBoolean() ? "true" : "false");
            case 1 -> {
                text.put("not");
                condition();
            }
            case 2 -> {
                comparison();
                text.put(random.nextBoolean() ? "and" : "or");
                comparison();
            }
            default -> comparison();
        }
    }

    /** {@code 3 x 8 x 8}. */
    void extents(int rank) {
        for (int i = 0; i < rank; i++) {
            if (i > 0) text.put("x");
            count(1);
        }
    }

    private void comparison() {
        count(1);
        text.put(new String[] {"==", "!=", "<", "<=", ">", ">="}[random.nextInt(6)]);
        count(1);
    }

    private void operation(int depth) {
        count(depth - 1);
        text.put(new String[] {"+", "-", "*", "*", "/", "%", "^"}[random.nextInt(7)]);
        if (random.nextInt(8) == 0) text.put("-");
        count(depth - 1);
    }

    private void parenthesised(int depth) {
        text.put("(");
        count(depth - 1);
        text.put(")");
    }

    private void call(int depth) {
        text.put(new String[] {"floor", "ceil", "round", "sqrt", "min", "max", "nothing"}[random.nextInt(7)], "(");
        count(depth - 1);
        if (random.nextInt(3) == 0) {
            text.put(",");
            count(depth - 1);
        }
        text.put(")");
    }

    private void choice(int depth) {
        text.put("if");
        condition();
        text.put("then");
        count(depth - 1);
        text.put("else");
        count(depth - 1);
    }

    private void name() {
        text.put(names.isEmpty() || random.nextInt(20) == 0 ? "unknown" : names.get(random.nextInt(names.size())));
    }

    /** Nested or chained beyond what is followed, or just short of it. */
    private void wild() {
        if (random.nextInt(4) > 0) {
            name();
            return;
        }
        int times = 1 + random.nextInt(DEEP);
        switch (random.nextInt(5)) {
            case 0 -> text.put("(".repeat(times) + "1" + ")".repeat(times));
            case 1 -> text.put("1" + "+1".repeat(times));
            case 2 -> text.put("-".repeat(times) + "1");
            case 3 -> text.put("2" + "^2".repeat(times));
            default -> text.put("if true then 1 else ".repeat(times) + "1");
        }
    }
}
