package org.cnnc.grammar;

import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.TokenStream;

/** Bounds how deeply rules nest, so that no input can exhaust the stack. */
public abstract class CnnParserBase extends Parser {
    /** Rules inside rules; a pair of parentheses costs about twelve. */
    public static final int MAX_DEPTH = 1500;

    private int depth;

    protected CnnParserBase(TokenStream input) {
        super(input);
    }

    /** @throws NestingException when rules nest deeper than {@link #MAX_DEPTH} */
    @Override
    public void enterRule(ParserRuleContext context, int state, int ruleIndex) {
        if (++depth > MAX_DEPTH) throw new NestingException(getCurrentToken());
        super.enterRule(context, state, ruleIndex);
    }

    @Override
    public void exitRule() {
        depth--;
        super.exitRule();
    }

    @Override
    public void reset() {
        super.reset();
        depth = 0;
    }
}
