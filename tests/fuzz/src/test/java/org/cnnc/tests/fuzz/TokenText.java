package org.cnnc.tests.fuzz;

import java.util.Random;
import java.util.Set;

/** Tokens with whatever spaces, line breaks and comments the language allows between them. */
final class TokenText {
    private static final Set<String> CONTINUES = Set.of(
            ",", ":", ".", "..", "->", "=", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%", "^", "x", "and", "or", "not", "then");
    private static final String[] BREAKS = {"\n", "\n", "\n  ", "\r\n", " // c\n", "\n\n", "\n/// d\n", "\n// own line \n"};
    private static final String[] ENDS = {
        "\n", "\n", "\n", "\n", "\n    ", ";", "; ", "\n\n", "\n\n\n", "\r\n", ";\n", " // c\n", "\n// c\n", "\n/* c */ ", "; /* c\n * d */ ", " /* c */;",
        "\n/// d\n", "; // c\n"
    };

    private final Random random;
    private final StringBuilder text = new StringBuilder();

    /** Whether the author is tidy, so that files are not all full of comments. */
    private final boolean tidy;

    private int parentheses;
    private String previous = "";

    TokenText(Random random) {
        this.random = random;
        tidy = random.nextBoolean();
    }

    TokenText put(String... tokens) {
        for (String token : tokens) put(token);
        return this;
    }

    private void put(String token) {
        text.append(gap(token)).append(token);
        if (token.equals("(")) parentheses++;
        if (token.equals(")")) parentheses--;
        previous = token;
    }

    /** Ends a statement. */
    void end() {
        text.append(ENDS[random.nextInt(tidy ? 6 : ENDS.length)]);
        previous = "";
        parentheses = 0;
    }

    int length() {
        return text.length();
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private String gap(String token) {
        if (previous.isEmpty()) return "";
        int chance = random.nextInt(tidy ? 8 : 30);
        if (chance < 8 || tidy) return chance == 0 && mayTouch(token) ? "" : " ";
        boolean continues = parentheses > 0 || CONTINUES.contains(previous);
        if (chance == 8 && continues) return BREAKS[random.nextInt(BREAKS.length)];
        if (chance == 9) return " /* c */ ";
        if (chance == 10) return "\t";
        return mayTouch(token) && chance % 2 == 0 ? "" : " ";
    }

    private boolean mayTouch(String token) {
        char last = previous.charAt(previous.length() - 1);
        char first = token.charAt(0);
        return !(isOfWord(last) && isOfWord(first)) && last != '/' && first != '/';
    }

    private static boolean isOfWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }
}
