package org.cnnc.compiler.parse;

import org.cnnc.compiler.source.Span;

/** What stands at the top of a file. */
public sealed interface Declaration permits ImportDecl, BlockDecl, ModelDecl, TrainDecl {
    Span span();
}
