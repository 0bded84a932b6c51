package org.cnnc.compiler.format;

import java.util.List;

/**
 * Writes the words of a long statement, broken behind commas, and behind operators where that is not enough,
 * and always behind comments that reach to the line's end.
 */
final class Wrapping {
    private final Output output;
    private final int width;
    private final int indent;
    private Word previous;
    private boolean onNewLine;

    private Wrapping(Output output, int width, int indent) {
        this.output = output;
        this.width = width;
        this.indent = indent;
    }

    /**
     * @param output ends where the words start
     * @param width the columns of a line
     * @param indent of the lines after the first
     */
    static void write(List<Word> words, Output output, int width, int indent) {
        new Wrapping(output, width, indent).chunks(words, Word.Break.WELCOME);
    }

    /** Chunk by chunk; one ends with a word behind which a break is as wanted as {@code kind}, or more. */
    private void chunks(List<Word> words, Word.Break kind) {
        int start = 0;
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).breaks().compareTo(kind) < 0 && i + 1 < words.size()) continue;
            chunk(words.subList(start, i + 1), kind);
            start = i + 1;
        }
    }

    private void chunk(List<Word> words, Word.Break kind) {
        boolean mayBreak = previous != null && previous.breaks() != Word.Break.NEVER && !words.getFirst().endsLine();
        if (mayBreak && (previous.endsLine() || !fits(words))) continueOnNextLine();
        if (kind == Word.Break.WELCOME && !fits(words)) chunks(words, Word.Break.IF_NEEDED);
        else words.forEach(this::word);
    }

    private boolean fits(List<Word> words) {
        return output.column() + (onNewLine ? 0 : 1) + length(words) <= width;
    }

    private void word(Word word) {
        boolean breaks = previous != null && (previous.endsLine() || word.breaks() == Word.Break.AROUND);
        if (breaks) continueOnNextLine();
        if (previous != null && !onNewLine) {
            if (word.breaks() == Word.Break.ALWAYS) output.spaces(2);
            else if (word.isApartFrom(previous)) output.spaces(1);
        }
        output.append(word.text());
        previous = word;
        onNewLine = false;
    }

    private void continueOnNextLine() {
        if (onNewLine) return;
        output.newline();
        output.spaces(indent);
        onNewLine = true;
    }

    /** Without comments at the end, which may go beyond the width. */
    private static int length(List<Word> words) {
        int length = 0;
        Word before = null;
        for (Word word : words) {
            if (word.endsLine()) continue;
            if (before != null && word.isApartFrom(before)) length++;
            length += word.text().codePointCount(0, word.text().length());
            before = word;
        }
        return length;
    }
}
