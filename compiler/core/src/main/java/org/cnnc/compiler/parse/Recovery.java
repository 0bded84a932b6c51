package org.cnnc.compiler.parse;

import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.cnnc.grammar.CnnParser;

/**
 * Goes on behind a syntax error with the next statement, so that each wrong statement of a file is reported
 * once and none twice. Nothing is guessed: no token is made up, and none is dropped inside a statement. A declaration
 * that begins its line ends all bodies that are still open.
 */
final class Recovery extends DefaultErrorStrategy {
    /** The last declaration that was found in an open body; reported once, however many bodies it ends. */
    private int reported = -1;

    /** Whether a token that no statement starts with begins a declaration, at the very start of its line. */
    static boolean beginsDeclaration(Token token) {
        return switch (token.getType()) {
            case CnnParser.MODEL, CnnParser.BLOCK, CnnParser.TRAIN, CnnParser.IMPORT -> token.getCharPositionInLine() == 0;
            default -> false;
        };
    }

    @Override
    public void reset(Parser parser) {
        super.reset(parser);
        reported = -1;
    }

    @Override
    public void recover(Parser parser, RecognitionException error) {
        boolean bodyFollows = getErrorRecoverySet(parser).contains(CnnParser.LBRACE);
        skipStatement(parser, bodyFollows);
    }

    @Override
    public Token recoverInline(Parser parser) {
        if (!isList(parser) || parser.getExpectedTokens().contains(CnnParser.RBRACE) || parser.getCurrentToken().getType() == Token.EOF) {
            throw new InputMismatchException(parser);
        }
        reportError(parser, new InputMismatchException(parser));
        skipStatement(parser, false);
        if (parser.getCurrentToken().getType() != CnnParser.END) return parser.getCurrentToken();
        Token end = parser.consume();
        // The statement is over, and with it the silence behind its error.
        reportMatch(parser);
        return end;
    }

    /** In a list of statements, skips what cannot start one. */
    @Override
    public void sync(Parser parser) {
        if (!isList(parser) || inErrorRecoveryMode(parser) && parser.getCurrentToken().getType() == CnnParser.END) return;
        if (isBody(parser) && beginsDeclaration(parser.getCurrentToken())) {
            reportOpenBody(parser);
            return;
        }
        IntervalSet next = parser.getATN().nextTokens(parser.getInterpreter().atn.states.get(parser.getState()));
        while (true) {
            int found = parser.getInputStream().LA(1);
            if (next.contains(found) || next.contains(Token.EPSILON) || found == Token.EOF) return;
            reportError(parser, new InputMismatchException(parser));
            if (found == CnnParser.RBRACE) parser.consume();
            else skipStatement(parser, false);
            if (isBody(parser) && beginsDeclaration(parser.getCurrentToken())) {
                reportOpenBody(parser);
                return;
            }
        }
    }

    /** Also right behind another error: the missing brace is one of its own. */
    private void reportOpenBody(Parser parser) {
        int token = parser.getCurrentToken().getTokenIndex();
        if (token == reported) return;
        reported = token;
        endErrorCondition(parser);
        reportError(parser, new InputMismatchException(parser));
    }

    private static boolean isList(Parser parser) {
        return parser.getContext() instanceof CnnParser.FileContext || isBody(parser);
    }

    /** Whether statements or settings are read that a brace will close. */
    static boolean isBody(Parser parser) {
        return switch (parser.getContext()) {
            case CnnParser.BodyContext body -> true;
            case CnnParser.TrainDeclarationContext train -> train.LBRACE() != null;
            default -> false;
        };
    }

    /** Up to the END behind the statement, over any braces in it, and at most to the next declaration. */
    private static void skipStatement(Parser parser, boolean bodyFollows) {
        int open = 0;
        while (true) {
            int type = parser.getInputStream().LA(1);
            if (type == Token.EOF || beginsDeclaration(parser.getCurrentToken())) return;
            if (open == 0 && (type == CnnParser.END || type == CnnParser.RBRACE || bodyFollows && type == CnnParser.LBRACE)) return;
            if (type == CnnParser.LBRACE) open++;
            if (type == CnnParser.RBRACE) open--;
            parser.consume();
        }
    }
}
