package org.cnnc.compiler.parse;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.diagnostics.Fix;
import org.cnnc.compiler.source.Span;
import org.cnnc.grammar.CnnParser;

/** Words syntax errors: what was expected, what was found, what to do. */
final class SyntaxErrors extends BaseErrorListener {
    private final ExpressionReader places;
    private final Diagnostics diagnostics;
    private final SyntaxFixes fixes;
    private final List<Integer> offsets = new ArrayList<>();
    private final Set<Integer> doubtful = new HashSet<>();
    private boolean any;
    private boolean swallowed;

    SyntaxErrors(ExpressionReader places, Diagnostics diagnostics) {
        this.places = places;
        this.diagnostics = diagnostics;
        this.fixes = new SyntaxFixes(places);
    }

    /** Where each error lies. */
    List<Integer> offsets() {
        return List.copyOf(offsets);
    }

    /** Where braces open inside others, all of which miss their end: what stands between them may belong to either. */
    Set<Integer> doubtful() {
        return Set.copyOf(doubtful);
    }

    boolean any() {
        return any;
    }

    @Override
    public void syntaxError(
            Recognizer<?, ?> recognizer, Object symbol, int line, int column, String message, RecognitionException error) {
        add((Parser) recognizer, (Token) symbol);
    }

    /** The nesting limit was reached at a token. */
    void tooDeep(Token token) {
        Span span = places.span(token);
        error(span);
        diagnostics.add(Diagnostic.error(Code.CNN1010, span, "the parentheses, braces or operators around this are nested too deeply")
                .advice("name a part of it with `let`, or make it a `block`"));
    }

    private void add(Parser parser, Token found) {
        Span span = places.span(found);
        any = true;
        if (Recovery.isBody(parser) && Recovery.beginsDeclaration(found)) {
            nextDeclaration(parser, found);
            return;
        }
        error(span);
        swallowed |= found.getType() == CnnParser.UNCLOSED_STRING || found.getType() == CnnParser.UNCLOSED_COMMENT;
        switch (found.getType()) {
            case CnnParser.UNKNOWN -> diagnostics.add(
                    Diagnostic.error(Code.CNN1005, span, describe(parser, found) + " has no meaning here").fix(SyntaxFixes.remove(span)));
            case CnnParser.UNCLOSED_STRING -> diagnostics.add(
                    Diagnostic.error(Code.CNN1006, span, "this string has no closing `\"` on its line").fix(SyntaxFixes.closeString(span)));
            case CnnParser.UNCLOSED_COMMENT -> diagnostics.add(
                    Diagnostic.error(Code.CNN1007, firstLine(span), "this comment has no closing `*/`").fix(SyntaxFixes.closeComment(firstLine(span))));
            case Token.EOF -> unclosed(parser, span, openBraces(parser), "the file ends here");
            default -> {
                Diagnostic diagnostic = advised(parser, found, Diagnostic.error(Code.CNN1008, span, sentence(parser, found)));
                if (parser.getContext() instanceof CnnParser.FileContext) diagnostic = SyntaxFixes.declaration(diagnostic, found);
                for (Fix fix : fixes.of(parser, found)) diagnostic = diagnostic.fix(fix);
                diagnostics.add(diagnostic);
            }
        }
    }

    /** What cannot stand in a body that is open, and so tells that its brace is missing. */
    private void unclosed(Parser parser, Span span, List<Token> open, String what) {
        // What swallowed the rest of its line, or of the file, may have swallowed the brace.
        if (swallowed) return;
        if (open.isEmpty()) {
            diagnostics.add(Diagnostic.error(Code.CNN1008, span, "expected " + expected(parser) + ", found the end of the " + whole(parser)));
        } else {
            Diagnostic missing = Diagnostic.error(Code.CNN1009, span, what).related(places.span(open.getFirst()), "this brace is still open");
            if (open.size() > 1) missing = missing.advice(open.size() + " braces are open here; each is closed where its body ends");
            diagnostics.add(missing.fix(fixes.close(parser, span, open.size())));
        }
    }

    /** The declaration itself is sound, and so is a body that only lacks the brace at its end. */
    private void nextDeclaration(Parser parser, Token found) {
        List<Token> open = openBraces(parser);
        open.subList(0, Math.max(0, open.size() - 1)).forEach(brace -> doubtful.add(places.span(brace).start()));
        unclosed(parser, places.span(found), open, describe(parser, found) + " begins the next declaration here");
    }

    private void error(Span span) {
        any = true;
        offsets.add(span.start());
    }

    /** The innermost first. */
    private static List<Token> openBraces(Parser parser) {
        List<Token> open = new ArrayList<>();
        for (RuleContext context = parser.getContext(); context != null; context = context.parent) {
            Token brace = openBrace((ParserRuleContext) context);
            if (brace != null) open.add(brace);
        }
        return open;
    }

    /** What is read: a file, or a value from outside of one. */
    private static String whole(Parser parser) {
        RuleContext root = parser.getContext();
        while (root.parent != null) root = root.parent;
        return root instanceof CnnParser.FileContext ? "file" : "value";
    }

    private static Token openBrace(ParserRuleContext context) {
        return switch (context) {
            case CnnParser.BodyContext body when body.LBRACE() != null -> body.LBRACE().getSymbol();
            case CnnParser.TrainDeclarationContext train when train.LBRACE() != null -> train.LBRACE().getSymbol();
            default -> null;
        };
    }

    private static Span firstLine(Span span) {
        int newline = span.text().indexOf('\n');
        return newline < 0 ? span : new Span(span.source(), span.start(), span.start() + newline);
    }

    private String sentence(Parser parser, Token found) {
        return "expected " + expected(parser) + ", found " + describe(parser, found);
    }

    private static Diagnostic advised(Parser parser, Token found, Diagnostic diagnostic) {
        boolean inBody = parser.getContext() instanceof CnnParser.BodyContext;
        if (inBody && SyntaxFixes.startsDeclaration(found)) return diagnostic.advice("declarations stand outside of each other's braces");
        if (inBody && SyntaxFixes.startsValue(found)) {
            return diagnostic.advice("arguments are separated by commas, and statements by newlines or `;`");
        }
        if (found.getType() == CnnParser.X) return diagnostic.advice("`x` alone is reserved for extents, as in `3 x 32 x 32`");
        return diagnostic;
    }

    /** What could stand here, in the language's words rather than the grammar's. */
    private static String expected(Parser parser) {
        ParserRuleContext context = parser.getContext();
        IntervalSet tokens = parser.getExpectedTokens();
        boolean end = tokens.contains(CnnParser.END);
        if (context instanceof CnnParser.FileContext) {
            return tokens.contains(CnnParser.MODEL) ? "`model`, `block`, `train` or `import`" : "the end of the declaration";
        }
        if (context instanceof CnnParser.BodyContext && tokens.contains(CnnParser.LET)) return "a statement";
        if (context instanceof CnnParser.BodyContext && !tokens.contains(CnnParser.LBRACE)) return "the end of the statement";
        if (tokens.contains(CnnParser.NUMBER) && tokens.contains(CnnParser.OPEN)) return end ? "a value or the end of the statement" : "a value";
        if (tokens.size() > 4) {
            if (tokens.contains(CnnParser.CLOSE)) return "`,` or `)`";
            if (tokens.contains(CnnParser.LBRACE)) return "`{`";
            if (tokens.contains(CnnParser.RANGE)) return "`..`";
            if (end) return "the end of the statement";
            if (tokens.contains(CnnParser.ID)) return "a name";
        }
        List<String> words = tokens.toList().stream().map(SyntaxErrors::word).toList();
        if (words.size() == 1) return words.getFirst();
        return String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
    }

    private static String word(int type) {
        if (type == CnnParser.ID) return "a name";
        if (type == CnnParser.STRING) return "a string in quotes";
        if (type == CnnParser.NUMBER) return "a number";
        if (type == CnnParser.EXTENT) return "an extent such as 5x5";
        if (type == CnnParser.END) return "the end of the statement";
        if (type == Token.EOF) return "the end of the file";
        return CnnParser.VOCABULARY.getDisplayName(type).replace('\'', '`');
    }

    private static String describe(Parser parser, Token token) {
        boolean added = token.getType() == CnnParser.END && token.getText().isEmpty();
        if (added) return token.getStartIndex() < token.getInputStream().size() ? "`}`" : "the end of the " + whole(parser);
        if (token.getType() == CnnParser.END && !token.getText().equals(";")) return "the end of the line";
        if (token.getType() == Token.EOF) return "the end of the " + whole(parser);
        if (token.getType() == CnnParser.UNKNOWN) {
            int c = token.getText().codePointAt(0);
            return Character.isISOControl(c) ? String.format("the character U+%04X", c) : "`" + token.getText() + "`";
        }
        String text = token.getText();
        return "`" + (text.length() > 30 ? text.substring(0, 30) + "…" : text) + "`";
    }
}
