package org.cnnc.grammar;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/**
 * The lexer that the parser reads from: decides what ends a statement. A newline inside parentheses, or
 * behind a comma or an operator, ends none and goes to the hidden channel; before a closing brace and at the
 * end of the file an {@code END} is added, so that the grammar has one behind every statement.
 */
public final class StatementLexer extends CnnLexer {
    private static final Set<Integer> CONTINUES = Set.of(
            COMMA, COLON, DOT, RANGE, ARROW, ASSIGN, EQ, NE, LT, LE, GT, GE, PLUS, MINUS, TIMES, DIVIDE, REMAINDER, POWER,
            X, AND, OR, NOT, THEN, ELSE);

    private final Deque<Token> waiting = new ArrayDeque<>();
    private int parentheses;
    private int previous = END;

    public StatementLexer(CharStream input) {
        super(input);
    }

    @Override
    public Token nextToken() {
        if (!waiting.isEmpty()) return waiting.poll();
        Token token = super.nextToken();
        if (token.getChannel() != Token.DEFAULT_CHANNEL) return token;
        int type = token.getType();
        if (type == END && !token.getText().equals(";") && (parentheses > 0 || CONTINUES.contains(previous))) {
            ((CommonToken) token).setChannel(Token.HIDDEN_CHANNEL);
            return token;
        }
        switch (type) {
            case OPEN -> parentheses++;
            case CLOSE -> parentheses = Math.max(0, parentheses - 1);
            // A parenthesis that is never closed costs its own statement, not the rest of the file.
            case LBRACE, RBRACE, END -> parentheses = 0;
            default -> { }
        }
        boolean closes = type == RBRACE || type == EOF;
        boolean open = previous != END && previous != LBRACE;
        previous = type;
        if (!closes || !open) return token;
        waiting.add(token);
        return endBefore(token);
    }

    @Override
    public void reset() {
        super.reset();
        if (waiting != null) waiting.clear();
        parentheses = 0;
        previous = END;
    }

    /** An {@code END} of no width where the statement before {@code token} ends. */
    private Token endBefore(Token token) {
        CommonToken end = new CommonToken(_tokenFactorySourcePair, END, Token.DEFAULT_CHANNEL,
                token.getStartIndex(), token.getStartIndex() - 1);
        end.setLine(token.getLine());
        end.setCharPositionInLine(token.getCharPositionInLine());
        end.setText("");
        return end;
    }
}
