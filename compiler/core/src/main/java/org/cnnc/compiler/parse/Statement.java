package org.cnnc.compiler.parse;

import java.util.List;
import java.util.Optional;
import org.cnnc.compiler.source.Span;

/** A statement in the body of a model or a block. */
public sealed interface Statement {
    Span span();

    /** {@code input NAME: 3 x 224 x 224}. */
    record Input(Identifier name, Expression shape, Span span) implements Statement {}

    /**
     * A layer, a join or the use of a block.
     *
     * @param use the kind and its arguments, without label, {@code from} and assertion
     * @param from the tensors after {@code from}; empty for the tensor above
     * @param shape what {@code ->} asserts
     */
    record Layer(
            Optional<Identifier> label,
            Identifier kind,
            List<GivenArgument> arguments,
            List<Identifier> from,
            Optional<Expression> shape,
            Span use,
            Span span)
            implements Statement {}

    /** Braces with a label, or (an error) without. */
    record Group(Optional<Identifier> label, List<Statement> body, Span span) implements Statement {}

    record Branch(Identifier name, List<Statement> body, Span span) implements Statement {}

    record Let(Identifier name, Expression value, Span span) implements Statement {}

    record If(Expression condition, List<Statement> then, List<Statement> otherwise, Span span) implements Statement {}

    /** {@code repeat n}: the range is 0..n-1 then, and there is no variable. */
    record Repeat(
            Optional<Identifier> label,
            Optional<Identifier> variable,
            Optional<Range> range,
            Optional<Expression> count,
            List<Statement> body,
            Span span)
            implements Statement {}

    record Default(Identifier kind, List<GivenArgument> arguments, Span span) implements Statement {}

    record Output(List<Identifier> names, Span span) implements Statement {}

    /** What could not be read, and was reported. @param names the names in it: it may have declared any of them */
    record Broken(List<Identifier> names, Span span) implements Statement {}

    record Expect(Identifier quantity, BinaryOperator comparison, Expression value, Span span) implements Statement {}
}
