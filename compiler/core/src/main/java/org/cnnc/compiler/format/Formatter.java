package org.cnnc.compiler.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.parse.SourceParser;
import org.cnnc.compiler.parse.SyntaxTree;
import org.cnnc.compiler.source.SourceLoader;
import org.cnnc.compiler.source.SourceText;
import org.cnnc.compiler.source.Span;
import org.cnnc.grammar.CnnParser;

/**
 * The one style of {@code .cnn} text. Spaces and the breaks of long statements are the formatter's; which
 * statements share a line, blank lines and comments are the author's. The grammar's README has the rules.
 */
public final class Formatter {
    private Formatter() {}

    /**
     * A text in the one style; a text that is in it already is returned as it is. Empty when the syntax is
     * wrong, in which case diagnostics say why.
     */
    public static Optional<String> format(SourceText source, Diagnostics diagnostics) {
        Optional<SyntaxTree> tree = SourceParser.tree(source, diagnostics);
        if (tree.isEmpty()) return Optional.empty();
        Optional<String> text = Printer.print(BlockReader.read(tree.get()), SourceLoader.MAX_BYTES);
        if (text.isEmpty()) {
            diagnostics.add(Diagnostic.error(Code.CNN1004, new Span(source, 0, 0),
                    "formatted, it would have more than " + (SourceLoader.MAX_BYTES >> 20) + " MB"));
        }
        text.ifPresent(formatted -> verify(tree.get(), source.name(), formatted));
        return text;
    }

    /** That nothing but spaces and line breaks has changed. */
    private static void verify(SyntaxTree before, String name, String formatted) {
        Optional<SyntaxTree> after = SourceParser.tree(new SourceText(name, formatted), new Diagnostics());
        if (after.isEmpty() || !meant(before).equals(meant(after.get()))) {
            throw new IllegalStateException("formatting " + name + " would change what it says");
        }
    }

    /** Tokens and comments, with a semicolon between statements however they are separated. */
    private static List<String> meant(SyntaxTree tree) {
        List<String> texts = new ArrayList<>();
        boolean ended = false;
        int previous = CnnParser.LBRACE;
        for (Token token : tree.tokens().getTokens()) {
            if (token.getType() == CnnParser.SPACE) continue;
            if (token.getType() == CnnParser.END) {
                ended |= token.getChannel() == Token.DEFAULT_CHANNEL && previous != CnnParser.LBRACE;
            } else if (token.getChannel() == Token.DEFAULT_CHANNEL) {
                if (ended) texts.add(";");
                texts.add(token.getText());
                ended = false;
                previous = token.getType();
            } else {
                texts.add(withoutSpaces(token.getText()));
            }
        }
        return texts;
    }

    private static String withoutSpaces(String comment) {
        StringBuilder text = new StringBuilder();
        comment.codePoints().filter(c -> !Character.isWhitespace(c)).forEach(text::appendCodePoint);
        return text.toString();
    }
}
