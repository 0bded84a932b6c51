package org.cnnc.compiler.format;

import java.util.HashMap;
import java.util.Map;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.cnnc.grammar.CnnParser;

/** The bodies right below a statement or a declaration, by their opening braces. */
final class BlocksByBrace {
    private final Map<Token, ParserRuleContext> blocks = new HashMap<>();

    BlocksByBrace(ParserRuleContext statement) {
        find(statement);
    }

    /** The body that a token opens, or null. */
    ParserRuleContext openedBy(Token token) {
        return blocks.get(token);
    }

    private void find(ParserRuleContext context) {
        if (context instanceof CnnParser.BodyContext || context instanceof CnnParser.TrainDeclarationContext) {
            blocks.put(context.getToken(CnnParser.LBRACE, 0).getSymbol(), context);
            return;
        }
        for (ParseTree child : context.children) {
            if (child instanceof ParserRuleContext rule && !(rule instanceof CnnParser.ExpressionContext)) find(rule);
        }
    }
}
