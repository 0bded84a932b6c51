package org.cnnc.compiler.parse;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.source.SourceText;
import org.cnnc.compiler.source.Span;
import org.cnnc.grammar.CnnParser;
import org.cnnc.grammar.NestingException;
import org.cnnc.grammar.StatementLexer;

/** Source text to AST. */
public final class SourceParser {
    private final SourceText source;
    private final Diagnostics diagnostics;
    private final SyntaxErrors errors;
    private final ExpressionReader expressions;
    private final BrokenParts broken;
    private final TreeReader trees;
    private final CommonTokenStream tokens;
    private final CnnParser parser;

    private SourceParser(SourceText source, Diagnostics diagnostics) {
        this(source, source.text(), diagnostics);
    }

    /** @param text what is read in place of the source's own text, its characters at the same places */
    private SourceParser(SourceText source, String text, Diagnostics diagnostics) {
        this.source = source;
        this.diagnostics = diagnostics;
        StatementLexer lexer = new StatementLexer(CharStreams.fromString(text, source.name()));
        lexer.removeErrorListeners();
        tokens = new CommonTokenStream(lexer);
        expressions = new ExpressionReader(source, codePointOffsets(text), diagnostics);
        errors = new SyntaxErrors(expressions, diagnostics);
        broken = new BrokenParts(tokens, expressions, errors);
        trees = new TreeReader(tokens, expressions, broken);
        parser = new CnnParser(tokens);
        parser.removeErrorListeners();
        parser.addErrorListener(errors);
        parser.setErrorHandler(new Recovery());
    }

    /** All declarations of a file whose syntax is right; the others are in {@code broken} and reported. */
    public static SourceFile parse(SourceText source, Diagnostics diagnostics) {
        diagnostics.startOf(source);
        SourceParser reader = new SourceParser(source, diagnostics);
        Optional<CnnParser.FileContext> file = reader.guarded(CnnParser::file);
        if (file.isEmpty()) return new SourceFile(source, List.of(), Set.of());
        SourceFile result = reader.declarations(file.get());
        if (result.declarations().isEmpty() && result.broken().isEmpty() && !reader.errors.any()) {
            diagnostics.add(Diagnostic.error(Code.CNN1003, new Span(source, 0, 0), "the file has neither a model nor a block")
                    .advice("a model is `model NAME { input image: 1 x 28 x 28; … }`"));
        }
        return result;
    }

    /** A text's tokens and parse tree; empty when its syntax is wrong, in which case diagnostics say why. */
    public static Optional<SyntaxTree> tree(SourceText source, Diagnostics diagnostics) {
        diagnostics.startOf(source);
        SourceParser reader = new SourceParser(source, diagnostics);
        return reader.guarded(CnnParser::file)
                .filter(file -> !reader.errors.any())
                .map(file -> new SyntaxTree(reader.tokens, file));
    }

    /** A single expression, such as a default. */
    public static Optional<Expression> expression(SourceText source, Diagnostics diagnostics) {
        return new SourceParser(source, diagnostics).expression();
    }

    /** A single expression that is a part of a text, such as the value of {@code --set}. */
    public static Optional<Expression> expression(Span span, Diagnostics diagnostics) {
        return new SourceParser(span.source(), " ".repeat(span.start()) + span.text(), diagnostics).expression();
    }

    private Optional<Expression> expression() {
        Optional<CnnParser.ExpressionContext> tree = guarded(CnnParser::expression);
        if (tree.isEmpty() || errors.any()) return Optional.empty();
        Token rest = parser.getCurrentToken();
        boolean atEnd = rest.getType() == Token.EOF || rest.getType() == CnnParser.END && tokens.LA(2) == Token.EOF;
        if (atEnd) return Optional.of(expressions.expression(tree.get()));
        Span span = expressions.span(rest);
        diagnostics.add(Diagnostic.error(Code.CNN1008, span, "expected one value, found more behind it"));
        return Optional.empty();
    }

    private <T extends ParserRuleContext> Optional<T> guarded(Function<CnnParser, T> rule) {
        try {
            return Optional.of(rule.apply(parser));
        } catch (NestingException e) {
            errors.tooDeep(e.token());
            return Optional.empty();
        }
    }

    private SourceFile declarations(CnnParser.FileContext file) {
        List<Declaration> declarations = new ArrayList<>();
        Set<String> leftOut = new HashSet<>();
        for (CnnParser.DeclarationContext context : file.declaration()) {
            if (broken.isBroken(context)) name(context).ifPresent(leftOut::add);
            else declarations.add(trees.declaration(context));
        }
        return new SourceFile(source, List.copyOf(declarations), Set.copyOf(leftOut));
    }

    private static Optional<String> name(CnnParser.DeclarationContext context) {
        for (int i = 0; i < context.getChildCount(); i++) {
            ParserRuleContext child = (ParserRuleContext) context.getChild(i);
            Token id = child.getToken(CnnParser.ID, 0) == null ? null : child.getToken(CnnParser.ID, 0).getSymbol();
            if (id != null) return Optional.of(id.getText());
        }
        return Optional.empty();
    }

    /** Where each code point starts in the text, and the text's end. */
    private static int[] codePointOffsets(String text) {
        int[] offsets = new int[text.codePointCount(0, text.length()) + 2];
        int offset = 0;
        for (int i = 0; i < offsets.length - 2; i++) {
            offsets[i] = offset;
            offset += Character.charCount(text.codePointAt(offset));
        }
        offsets[offsets.length - 2] = text.length();
        offsets[offsets.length - 1] = text.length();
        return offsets;
    }
}
