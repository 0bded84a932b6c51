package org.cnnc.grammar;

import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/** The text nests deeper than the parser follows; {@link #token} is where it gave up. */
public final class NestingException extends ParseCancellationException {
    private static final long serialVersionUID = 1L;
    private final transient Token token;

    NestingException(Token token) {
        super("nested too deeply");
        this.token = token;
    }

    public Token token() {
        return token;
    }
}
