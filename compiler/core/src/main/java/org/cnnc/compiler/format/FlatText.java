package org.cnnc.compiler.format;

import java.util.List;
import java.util.Optional;

/** Text without line breaks, given up as soon as it is longer than a limit. */
final class FlatText {
    private static final Word SEMICOLON = new Word(";", true, false, Word.Break.NEVER);

    private final StringBuilder text = new StringBuilder();
    private final int limit;
    private boolean failed;
    private Word previous;

    private FlatText(int limit) {
        this.limit = limit;
    }

    /** Elements on one line; empty if they do not fit, or hold what needs lines of its own. */
    static Optional<String> of(List<? extends Element> elements, int limit) {
        FlatText flat = new FlatText(limit);
        flat.elements(elements);
        return flat.failed ? Optional.empty() : Optional.of(flat.text.toString());
    }

    private void elements(List<? extends Element> elements) {
        long statements = elements.stream().filter(Phrase.class::isInstance).count();
        for (Element element : elements) {
            if (failed) return;
            switch (element) {
                case Comment comment when comment.endsLine() -> failed = true;
                case Comment comment -> word(Word.of(comment.text()));
                case Phrase phrase -> {
                    parts(phrase.parts());
                    if (--statements > 0) word(SEMICOLON);
                }
            }
        }
    }

    private void parts(List<? extends Part> parts) {
        for (Part part : parts) {
            if (failed) return;
            switch (part) {
                case Word word -> word(word);
                case Block block -> block(block);
            }
        }
    }

    private void block(Block block) {
        if (!block.isEmpty() && !block.onOneLine()) {
            failed = true;
            return;
        }
        word(Word.of("{"));
        elements(block.head());
        for (Line line : block.lines()) elements(line.elements());
        word(new Word("}", block.isEmpty(), false, Word.Break.NEVER));
    }

    private void word(Word word) {
        if (previous != null && word.isApartFrom(previous)) text.append(' ');
        text.append(word.text());
        previous = word;
        if (word.endsLine() || word.text().indexOf('\n') >= 0 || text.length() > limit) failed = true;
    }
}
