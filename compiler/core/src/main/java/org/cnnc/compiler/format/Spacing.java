package org.cnnc.compiler.format;

import java.util.BitSet;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.cnnc.grammar.CnnParser;

/** Which tokens touch, and where a long statement may be broken. Elsewhere there is one space. */
final class Spacing {
    private final BitSet tightBefore = new BitSet();
    private final BitSet tightAfter = new BitSet();
    private final BitSet operators = new BitSet();

    Spacing(CnnParser.FileContext file) {
        visit(file);
    }

    Word word(Token token) {
        int index = token.getTokenIndex();
        Word.Break breaks = Word.Break.NEVER;
        if (token.getType() == CnnParser.COMMA) breaks = Word.Break.WELCOME;
        else if (operators.get(index)) breaks = Word.Break.IF_NEEDED;
        return new Word(token.getText(), tightBefore.get(index), tightAfter.get(index), breaks);
    }

    private void visit(ParserRuleContext context) {
        if (context.children == null) return;
        for (ParseTree child : context.children) {
            switch (child) {
                case TerminalNode terminal -> mark(terminal.getSymbol(), context);
                case ParserRuleContext rule -> visit(rule);
                default -> throw new IllegalStateException("no such node: " + child.getClass());
            }
        }
    }

    private void mark(Token token, ParserRuleContext context) {
        int index = token.getTokenIndex();
        switch (token.getType()) {
            case CnnParser.COMMA, CnnParser.COLON, CnnParser.CLOSE -> tightBefore.set(index);
            case CnnParser.DOT, CnnParser.RANGE, CnnParser.POWER -> touching(index);
            case CnnParser.OPEN -> {
                tightAfter.set(index);
                if (!(context instanceof CnnParser.TupleContext) || isListOfSetting(context)) tightBefore.set(index);
            }
            case CnnParser.ASSIGN -> {
                if (isOutsideParentheses(context) && isOneWord(((CnnParser.ArgumentContext) context).expression())) touching(index);
            }
            case CnnParser.PLUS, CnnParser.MINUS -> {
                if (context instanceof CnnParser.SignContext) tightAfter.set(index);
                else operators.set(index);
            }
            case CnnParser.TIMES, CnnParser.DIVIDE, CnnParser.REMAINDER, CnnParser.X, CnnParser.AND, CnnParser.OR,
                    CnnParser.EQ, CnnParser.NE, CnnParser.LT, CnnParser.LE, CnnParser.GT, CnnParser.GE, CnnParser.THEN -> operators.set(index);
            case CnnParser.ELSE -> operators.set(index, context instanceof CnnParser.ExpressionContext);
            default -> { }
        }
    }

    private void touching(int index) {
        tightBefore.set(index);
        tightAfter.set(index);
    }

    /** {@code stride=2} of a layer or a setting, unlike {@code sgd(lr = 0.1)}. */
    private static boolean isOutsideParentheses(ParserRuleContext context) {
        return context instanceof CnnParser.ArgumentContext
                && (context.getParent().getParent() instanceof CnnParser.LayerContext
                        || context.getParent().getParent() instanceof CnnParser.SettingContext);
    }

    /** Whether a value has no operator with spaces around it, but in parentheses. */
    private static boolean isOneWord(ParserRuleContext value) {
        return switch (value) {
            case CnnParser.PrimaryContext primary -> true;
            case CnnParser.PowerContext power -> power.sign() == null || isOneWord(power.sign());
            case CnnParser.SignContext sign when sign.sign() != null -> isOneWord(sign.sign());
            default -> value.getChildCount() == 1 && isOneWord((ParserRuleContext) value.getChild(0));
        };
    }

    /** {@code early_stop(patience = 3)}: a setting whose whole value is a list in parentheses. */
    private static boolean isListOfSetting(ParserRuleContext tuple) {
        ParserRuleContext context = tuple;
        while (!(context instanceof CnnParser.ArgumentsContext)) {
            if (context.getChildCount() != 1 && context != tuple) return false;
            context = context.getParent();
        }
        return context.getChildCount() == 1 && context.getParent() instanceof CnnParser.SettingContext;
    }
}
