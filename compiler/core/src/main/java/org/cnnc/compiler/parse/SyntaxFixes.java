package org.cnnc.compiler.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Edit;
import org.cnnc.compiler.diagnostics.Fix;
import org.cnnc.compiler.diagnostics.Suggestion;
import org.cnnc.compiler.source.Span;
import org.cnnc.grammar.CnnParser;

/** What may mend a syntax error: small edits at the token that does not fit, or at the one before it. */
final class SyntaxFixes {
    private static final Set<Integer> MARKS = Set.of(
            CnnParser.COLON, CnnParser.COMMA, CnnParser.OPEN, CnnParser.CLOSE, CnnParser.LBRACE, CnnParser.ASSIGN, CnnParser.RANGE);

    private static final List<String> DECLARATIONS = List.of("model", "block", "train", "import");

    /** Words of statements that, misspelt, read like a layer up to what follows them. */
    private static final List<String> STATEMENTS = List.of("input", "branch", "let", "if", "repeat", "default", "output", "expect");

    private final ExpressionReader places;

    SyntaxFixes(ExpressionReader places) {
        this.places = places;
    }

    /** For a token that cannot stand where it does. */
    List<Fix> of(Parser parser, Token found) {
        Span span = places.span(found);
        Token before = parser.getTokenStream().LT(-1);
        boolean inBody = parser.getContext() instanceof CnnParser.BodyContext;
        List<Fix> fixes = new ArrayList<>();
        if (before != null && before.getType() == CnnParser.COMMA) {
            fixes.add(Fix.replace(places.span(before), "", "leave out the comma before it"));
        }
        if (found.getType() == CnnParser.RBRACE && parser.getContext() instanceof CnnParser.FileContext) {
            fixes.add(Fix.replace(span, "", "remove it; no brace is open here"));
        }
        if (before == null) return fixes;
        if (inBody) drawnUp(parser, found).ifPresent(fixes::add);
        if (inBody) misspelt(parser).ifPresent(fixes::add);
        if (inBody && startsValue(found)) fixes.add(Fix.append(places.span(before), ",", "a comma before it makes it an argument"));
        if (parser.getContext() instanceof CnnParser.ComparisonContext && found.getType() == CnnParser.ASSIGN) {
            fixes.add(Fix.replace(span, "==", "`==` compares"));
        }
        if (inBody && found.getType() == CnnParser.ELSE) fixes.add(onOneLine(parser, span));
        if (inBody && found.getType() == CnnParser.ASSIGN) {
            fixes.add(Fix.insert(places.span(before), "let ", "`let " + before.getText() + " = …` names a value"));
        }
        IntervalSet expected = parser.getExpectedTokens();
        for (int mark : MARKS.stream().sorted().toList()) {
            boolean only = expected.size() <= 4 || mark == CnnParser.CLOSE || mark == CnnParser.LBRACE;
            if (!expected.contains(mark) || !only) continue;
            String text = CnnParser.VOCABULARY.getLiteralName(mark).replace("'", "");
            String put = mark == CnnParser.LBRACE ? " " + text : text;
            fixes.add(Fix.append(places.span(before), put, "put `" + text + "` before it"));
        }
        return fixes;
    }

    /** Adds the word that a declaration may have been meant to begin with. */
    static Diagnostic declaration(Diagnostic diagnostic, Token found) {
        boolean near = found.getType() == CnnParser.ID && Suggestion.nearest(found.getText(), DECLARATIONS).isPresent();
        return near ? Suggestion.offer(diagnostic, found.getText(), DECLARATIONS) : diagnostic;
    }

    /** A comma at the end of the line above, which makes this line part of its statement. */
    private Optional<Fix> drawnUp(Parser parser, Token found) {
        int back = -1;
        while (parser.getTokenStream().LT(back) != null && parser.getTokenStream().LT(back).getLine() == found.getLine()) back--;
        Token above = parser.getTokenStream().LT(back);
        if (above == null || above.getType() != CnnParser.COMMA || back == -1) return Optional.empty();
        String text = "without the comma at the end of line " + above.getLine() + " this is a statement of its own";
        return Optional.of(Fix.replace(places.span(above), "", text));
    }

    /** The word that the statement may have been meant to begin with. */
    private Optional<Fix> misspelt(Parser parser) {
        Token first = null;
        for (int back = -1; parser.getTokenStream().LT(back) != null; back--) {
            Token token = parser.getTokenStream().LT(back);
            if (token.getType() == CnnParser.END || token.getType() == CnnParser.LBRACE || token.getType() == CnnParser.RBRACE) break;
            first = token;
        }
        if (first == null || first.getType() != CnnParser.ID) return Optional.empty();
        Span span = places.span(first);
        return Suggestion.nearest(first.getText(), STATEMENTS)
                .map(word -> Fix.replace(span, word, "did you mean `" + word + "`?").orElse("the nearest word of a statement is `" + word + "`"));
    }

    /** For a file that ends, or a declaration that begins, while braces are open. */
    Fix close(Parser parser, Span at, int open) {
        String braces = "}".repeat(open);
        Token last = null;
        for (int back = -1; last == null && parser.getTokenStream().LT(back) != null; back--) {
            Token token = parser.getTokenStream().LT(back);
            if (token.getType() != CnnParser.END) last = token;
        }
        boolean atEnd = at.start() >= at.source().text().length() || last == null;
        if (atEnd) return Fix.insert(at, braces + "\n", "add `" + braces + "`");
        Span before = places.span(last);
        int newline = at.source().text().indexOf('\n', before.end());
        int end = newline < 0 || newline > at.start() ? before.end() : newline;
        Edit edit = Edit.insert(at.source(), end, "\n" + braces);
        return new Fix("add `" + braces + "` behind line " + before.line(), edit);
    }

    /** The closing quote comes before what rather belongs to the statement: a space, a comma, a parenthesis. */
    static Fix closeString(Span string) {
        String text = string.text();
        int end = 1;
        while (end < text.length() && " \t,)}".indexOf(text.charAt(end)) < 0) end++;
        Edit edit = Edit.insert(string.source(), string.start() + end, "\"");
        return new Fix("`" + text.substring(0, end) + "\"` closes it", edit);
    }

    static Fix closeComment(Span firstLine) {
        return Fix.append(firstLine, " */", "`*/` at the end of this line closes it");
    }

    static Fix remove(Span span) {
        return Fix.replace(span, "", "remove it");
    }

    static boolean startsDeclaration(Token token) {
        return switch (token.getType()) {
            case CnnParser.MODEL, CnnParser.BLOCK, CnnParser.TRAIN, CnnParser.IMPORT -> true;
            default -> false;
        };
    }

    static boolean startsValue(Token token) {
        return switch (token.getType()) {
            case CnnParser.NUMBER, CnnParser.EXTENT, CnnParser.ID, CnnParser.STRING, CnnParser.TRUE, CnnParser.FALSE, CnnParser.OPEN -> true;
            default -> false;
        };
    }

    /** Draws an {@code else} up to the brace before it. */
    private Fix onOneLine(Parser parser, Span span) {
        int brace = -1;
        for (int back = -1; parser.getTokenStream().LT(back) != null; back--) {
            Token token = parser.getTokenStream().LT(back);
            if (token.getType() == CnnParser.END) continue;
            brace = places.span(token).end();
            break;
        }
        Span gap = new Span(span.source(), brace < 0 ? span.start() : brace, span.start());
        return Fix.replace(gap, " ", "write `} else {` on one line");
    }
}
