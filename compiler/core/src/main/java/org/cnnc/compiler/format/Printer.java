package org.cnnc.compiler.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes lines: one space where there was any, one blank line where there were any, nested by four spaces. */
final class Printer {
    /** The columns of a line. Comments may go beyond, and what cannot be broken. */
    static final int WIDTH = 100;

    private static final int INDENT = 4;
    private static final int CONTINUATION = 8;

    private final Output output;

    private Printer(int limit) {
        output = new Output(limit);
    }

    /** A file's text, each declaration on lines of its own; empty if it has more characters than the limit. */
    static Optional<String> print(Block file, int limit) {
        Printer printer = new Printer(limit);
        printer.lines(file.lines().stream().flatMap(line -> line.apart().stream()).toList(), 0);
        return printer.output.text();
    }

    /** @param indent in spaces */
    private void lines(List<Line> written, int indent) {
        List<Row> run = new ArrayList<>();
        for (Line line : written) {
            for (Line part : fits(line, indent) ? List.of(line) : line.apart()) {
                Optional<Row> row = Row.of(part, WIDTH - indent);
                if (part.afterBlank() || row.isEmpty()) flush(run, indent);
                if (row.isPresent()) run.add(row.get());
                else line(part, indent);
            }
        }
        flush(run, indent);
    }

    private static boolean fits(Line line, int indent) {
        return FlatText.of(line.withoutComment(), WIDTH - indent).isPresent();
    }

    private void flush(List<Row> run, int indent) {
        List<String> texts = Alignment.align(run);
        for (int i = 0; i < texts.size(); i++) {
            if (run.get(i).afterBlank()) output.newline();
            output.spaces(indent);
            output.append(run.get(i).form() == Phrase.Form.REMARK ? starsUnderEachOther(texts.get(i), indent) : texts.get(i));
            output.newline();
        }
        run.clear();
    }

    /** Lines of a block comment that start with a star follow the first. */
    private static String starsUnderEachOther(String comment, int indent) {
        List<String> lines = comment.lines().toList();
        List<String> rest = lines.subList(1, lines.size()).stream().map(String::stripLeading).toList();
        if (rest.isEmpty() || !rest.stream().allMatch(line -> line.startsWith("*"))) return comment;
        return lines.getFirst() + rest.stream().map(line -> "\n" + " ".repeat(indent + 1) + line).collect(Collectors.joining());
    }

    /** A line with a body on lines of its own, or one that is longer than a line may be. */
    private void line(Line line, int indent) {
        if (line.afterBlank()) output.newline();
        output.spaces(indent);
        parts(line, indent);
        line.comment().ifPresent(comment -> output.append("  " + comment.text()));
        output.newline();
    }

    private void parts(Line line, int indent) {
        List<Word> words = new ArrayList<>();
        for (Element element : line.withoutComment()) {
            switch (element) {
                case Comment comment -> words.add(Word.of(comment.text()));
                case Phrase phrase -> {
                    for (Part part : phrase.parts()) {
                        switch (part) {
                            case Word word -> words.add(word);
                            case Block block -> block(block, words, indent);
                        }
                    }
                }
            }
        }
        Wrapping.write(words, output, WIDTH, indent + CONTINUATION);
    }

    /** Writes what precedes a block, and the block but for its closing brace, which it leaves as the only word. */
    private void block(Block block, List<Word> words, int indent) {
        words.add(Word.of("{"));
        if (block.isEmpty()) {
            words.add(new Word("}", true, false, Word.Break.NEVER));
        } else {
            Wrapping.write(words, output, WIDTH, indent + CONTINUATION);
            words.clear();
            for (Comment comment : block.head()) output.append((comment.endsLine() ? "  " : " ") + comment.text());
            output.newline();
            lines(block.lines(), indent + INDENT);
            output.spaces(indent);
            words.add(Word.of("}"));
        }
    }
}
