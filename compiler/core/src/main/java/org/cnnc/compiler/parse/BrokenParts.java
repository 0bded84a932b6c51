package org.cnnc.compiler.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.cnnc.compiler.source.Span;
import org.cnnc.grammar.CnnParser;

/**
 * Which declarations, statements and settings a syntax error spoils: those that it lies in, but for what stands
 * in a body inside them, which is judged by itself.
 */
final class BrokenParts {
    private final CommonTokenStream tokens;
    private final ExpressionReader places;
    private final SyntaxErrors errors;

    BrokenParts(CommonTokenStream tokens, ExpressionReader places, SyntaxErrors errors) {
        this.tokens = tokens;
        this.places = places;
        this.errors = errors;
    }

    /** Whether the part, without the bodies in it, holds an error or lacks something because of one. */
    boolean isBroken(ParserRuleContext part) {
        if (isCutShort(part)) return true;
        List<Span> inside = new ArrayList<>();
        bodies(part, inside);
        Span whole = extent(part);
        boolean doubtful = part instanceof CnnParser.StatementContext
                && errors.doubtful().stream().anyMatch(brace -> brace >= whole.start() && brace <= whole.end());
        if (doubtful) return true;
        return errors.offsets().stream()
                .filter(offset -> offset >= whole.start() && offset <= whole.end())
                .anyMatch(offset -> inside.stream().noneMatch(body -> offset > body.start() && offset < body.end()));
    }

    /** Whether a body holds errors that lie in none of its statements. */
    boolean hasMore(CnnParser.BodyContext body) {
        Span whole = bodySpan(body);
        List<Span> statements = body.statement().stream().map(this::extent).toList();
        return errors.offsets().stream()
                .filter(offset -> offset > whole.start() && offset < whole.end())
                .anyMatch(offset -> statements.stream().noneMatch(statement -> offset >= statement.start() && offset <= statement.end()));
    }

    /** The names in a part. */
    List<Identifier> names(ParserRuleContext part) {
        Span whole = extent(part);
        List<Identifier> names = new ArrayList<>();
        for (int i = part.getStart().getTokenIndex(); i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.getType() == Token.EOF || places.span(token).start() >= whole.end()) break;
            if (token.getType() == CnnParser.ID) names.add(new Identifier(token.getText(), places.span(token)));
        }
        return names;
    }

    /** From the part's first token to what ends it; what was skipped behind it is in it. */
    Span extent(ParserRuleContext part) {
        int start = places.span(part.getStart()).start();
        int index = part.getStop() == null ? part.getStart().getTokenIndex() : Math.max(part.getStart().getTokenIndex(), part.getStop().getTokenIndex());
        boolean ended = tokens.get(index).getType() == CnnParser.END;
        while (!ended && index < tokens.size() - 1) {
            Token token = tokens.get(++index);
            ended = token.getChannel() == Token.DEFAULT_CHANNEL && token.getType() == CnnParser.END;
        }
        return new Span(places.source(), start, Math.max(start, places.span(tokens.get(index)).start()));
    }

    private static boolean isCutShort(ParserRuleContext context) {
        if (context instanceof CnnParser.BodyContext body) return body.LBRACE() == null;
        if (context instanceof CnnParser.TrainDeclarationContext train && train.LBRACE() != null) return false;
        if (context.exception != null) return true;
        // A loop rather than a stream, which would cost a deep tree the stack.
        for (int i = 0; i < context.getChildCount(); i++) {
            if (context.getChild(i) instanceof ParserRuleContext rule && isCutShort(rule)) return true;
        }
        return false;
    }

    private void bodies(ParserRuleContext context, List<Span> found) {
        if (context.children == null) return;
        if (context instanceof CnnParser.TrainDeclarationContext train && train.LBRACE() != null) {
            found.add(new Span(places.source(), places.span(train.LBRACE().getSymbol()).start(), end(train, train.RBRACE() == null)));
        }
        for (ParseTree child : context.children) {
            if (child instanceof CnnParser.BodyContext body) found.add(bodySpan(body));
            else if (child instanceof ParserRuleContext rule) bodies(rule, found);
        }
    }

    private Span bodySpan(CnnParser.BodyContext body) {
        int start = places.span(body.getStart()).start();
        return new Span(places.source(), start, Math.max(start, end(body, body.RBRACE() == null)));
    }

    /** Behind the closing brace; where there is none, at the next declaration, or behind the text, so that the error at its end lies inside. */
    private int end(ParserRuleContext context, boolean open) {
        if (context.getStop() == null) return places.source().text().length() + 1;
        if (!open) return places.span(context.getStop()).end();
        int index = Math.max(context.getStart().getTokenIndex(), context.getStop().getTokenIndex()) + 1;
        while (index < tokens.size() - 1 && tokens.get(index).getChannel() != Token.DEFAULT_CHANNEL) index++;
        Token next = tokens.get(Math.min(index, tokens.size() - 1));
        return next.getType() == Token.EOF ? places.source().text().length() + 1 : places.span(next).start();
    }
}
