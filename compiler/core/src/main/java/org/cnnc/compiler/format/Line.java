package org.cnnc.compiler.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the author wrote on one line of a block: statements, and comments before, between and behind them.
 *
 * @param afterBlank whether a blank line precedes it
 */
record Line(boolean afterBlank, List<Element> elements) {
    List<Phrase> phrases() {
        return elements.stream().filter(Phrase.class::isInstance).map(Phrase.class::cast).toList();
    }

    /** The comment that reaches to the line's end. */
    Optional<Comment> comment() {
        return elements.getLast() instanceof Comment comment && comment.endsLine() ? Optional.of(comment) : Optional.empty();
    }

    List<Element> withoutComment() {
        return comment().isPresent() ? elements.subList(0, elements.size() - 1) : elements;
    }

    /** Its statements on a line each; a comment goes with the statement behind it, or else with the last. */
    List<Line> apart() {
        List<Line> lines = new ArrayList<>();
        List<Element> current = new ArrayList<>();
        int left = phrases().size();
        for (Element element : elements) {
            current.add(element);
            if (!(element instanceof Phrase) || --left == 0) continue;
            lines.add(new Line(afterBlank && lines.isEmpty(), List.copyOf(current)));
            current.clear();
        }
        if (!current.isEmpty()) lines.add(new Line(afterBlank && lines.isEmpty(), List.copyOf(current)));
        return lines;
    }
}
