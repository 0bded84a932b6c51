package org.cnnc.compiler.parse;

import org.antlr.v4.runtime.CommonTokenStream;
import org.cnnc.grammar.CnnParser;

/** What a text without syntax errors is read as: all its tokens, hidden ones among them, and the parse tree. */
public record SyntaxTree(CommonTokenStream tokens, CnnParser.FileContext file) {}
