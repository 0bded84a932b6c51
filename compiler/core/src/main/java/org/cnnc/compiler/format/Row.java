package org.cnnc.compiler.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A line of statements as cells, which are aligned with those of the lines around it; or a line of
 * comments.
 *
 * @param form of its first statement
 * @param lead the first statement's label or the setting's name; may be empty
 * @param assertion {@code -> shape} at the line's end; may be empty
 * @param comment behind statements, up to the line's end; may be empty
 */
record Row(boolean afterBlank, Phrase.Form form, String lead, String core, String assertion, String comment) {
    /** Empty unless the line holds statements that fit on it, or comments only. */
    static Optional<Row> of(Line line, int limit) {
        List<Phrase> phrases = line.phrases();
        if (phrases.isEmpty()) return Optional.of(remark(line));
        return FlatText.of(line.withoutComment(), limit).map(text -> statements(line, text));
    }

    private static Row remark(Line line) {
        String text = line.elements().stream().map(Row::text).collect(Collectors.joining(" "));
        return new Row(line.afterBlank(), Phrase.Form.REMARK, "", text, "", "");
    }

    private static String text(Element element) {
        return switch (element) {
            case Comment comment -> comment.text();
            case Phrase phrase -> throw new IllegalArgumentException("not a comment");
        };
    }

    private static Row statements(Line line, String text) {
        List<Element> elements = line.withoutComment();
        Phrase first = line.phrases().getFirst();
        boolean leads = elements.getFirst() == first;
        int leadEnd = leads ? length(List.of(first.upTo(first.lead()))) : 0;
        // A list in parentheses belongs to the name of its setting.
        if (leadEnd < text.length() && text.charAt(leadEnd) != ' ') leadEnd = 0;

        Phrase last = line.phrases().getLast();
        int coreEnd = text.length();
        if (last.assertion() < last.parts().size()) {
            List<Element> before = new ArrayList<>(elements.subList(0, elements.indexOf(last)));
            before.add(last.upTo(last.assertion()));
            coreEnd = length(before);
        }
        return new Row(
                line.afterBlank(),
                leads ? first.form() : Phrase.Form.OTHER,
                text.substring(0, leadEnd),
                text.substring(leadEnd, coreEnd).strip(),
                text.substring(coreEnd).strip(),
                line.comment().map(Comment::text).orElse(""));
    }

    private static int length(List<Element> elements) {
        return FlatText.of(elements, Integer.MAX_VALUE).orElseThrow().length();
    }
}
