package org.cnnc.compiler.parse;

import java.math.BigDecimal;
import java.util.List;
import org.cnnc.compiler.source.Span;

/** A compile-time expression. */
public sealed interface Expression {
    Span span();

    /** A number, its suffix multiplied in. */
    record NumberLiteral(BigDecimal value, Span span) implements Expression {}

    record Flag(boolean value, Span span) implements Expression {}

    record Text(String value, Span span) implements Expression {}

    /** A variable, a tensor, or a word such as {@code same} or {@code he_normal}: the context decides. */
    record Name(String text, Span span) implements Expression {}

    /** {@code in.channels}. */
    record InputMember(Identifier member, Span span) implements Expression {}

    record Unary(UnaryOperator operator, Expression operand, Span span) implements Expression {}

    record Binary(BinaryOperator operator, Expression left, Expression right, Span span) implements Expression {}

    /** {@code 5x5}, {@code k x k}, {@code 1 x 32 x 32}. */
    record Extents(List<Expression> sizes, Span span) implements Expression {}

    /** {@code if c then a else b}. */
    record Choice(Expression condition, Expression then, Expression otherwise, Span span) implements Expression {}

    /** {@code floor(a / b)}, {@code he_normal(fan = out)}. */
    record Call(Identifier name, List<GivenArgument> arguments, Span span) implements Expression {}

    /** {@code (1, 2, 1, 2)}; a parenthesised expression is the expression itself. */
    record Tuple(List<GivenArgument> elements, Span span) implements Expression {}
}
