package org.cnnc.compiler.format;

/**
 * A token or a comment inside a statement.
 *
 * @param tightBefore whether nothing stands between it and what precedes it
 * @param tightAfter whether nothing stands between it and what follows it
 * @param breaks whether a line may or must end behind it
 */
record Word(String text, boolean tightBefore, boolean tightAfter, Break breaks) implements Part {
    /** Where the line of a statement may end. */
    enum Break {
        NEVER,
        /** Behind an operator: only where the text between two commas is too long. */
        IF_NEEDED,
        /** Behind a comma. */
        WELCOME,
        /** Behind a comment up to the line's end. */
        ALWAYS,
        /** Behind such a comment, and in front of it too: it has a line of its own. */
        AROUND
    }

    static Word of(String text) {
        return new Word(text, false, false, Break.NEVER);
    }

    boolean endsLine() {
        return breaks == Break.ALWAYS || breaks == Break.AROUND;
    }

    /** Whether a space separates it from the word before it. */
    boolean isApartFrom(Word before) {
        return !tightBefore && !before.tightAfter;
    }
}
